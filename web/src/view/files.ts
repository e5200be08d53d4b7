/** The files strip: what was read, what it was taken for, and what is still missing. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import * as format from '../format';
import type { DateOrder, ScoredFile } from '../score';
import type { FileEntry, State } from '../state';
import { missingKinds } from '../verdict';
import { DATE_ORDER_WORDS, KIND_WORDS } from '../words';
import type { Actions } from './actions';
import { chooseFiles, chooseFolder } from './choose';
import { icons } from './icons';

export function filesStrip(state: State, actions: Actions): TemplateResult {
  const { files, score, sample, reading, slow } = state;
  // While the very first files are read there is no result yet that could lack anything.
  const missing = score && (!reading || score.files.some(({ kind }) => kind !== null)) ? missingKinds(score) : [];
  return html`
    <section class="files" aria-labelledby="files-title">
      <div class="section-head">
        <h2 id="files-title" tabindex="-1">Files</h2>
        ${sample ? html`<p class="sample-note">${icons.info()}Sample data of an invented partner. Your own files will replace it.</p>` : nothing}
        <div class="section-actions">
          ${slow ? html`<button class="button plain" type="button" @click=${actions.cancel}>Cancel</button>` : nothing}
          ${chooseFiles(actions, 'Add files…', 'plain')} ${chooseFolder(actions)}
          <button class="button quiet-button" type="button" aria-haspopup="dialog" @click=${() => actions.openSheet('paste')}>Paste from Excel</button>
          <button class="button quiet-button" type="button" aria-haspopup="dialog" @click=${() => actions.openSheet('choices')}>Choices</button>
          <button class="button quiet-button" type="button" @click=${actions.removeAll}>Remove all</button>
        </div>
      </div>
      <ul class="file-list">
        ${repeat(
          files,
          ({ key }) => key,
          (entry, index) => fileItem(entry, index + 1, actions),
        )}
        ${missing.map((kind) => html`<li class="file missing">${icons.dashed()}<span>No file of <strong>${KIND_WORDS[kind]}</strong> yet</span></li>`)}
      </ul>
    </section>
  `;
}

function fileItem(entry: FileEntry, place: number, actions: Actions): TemplateResult {
  const { key, name, problem, scored } = entry;
  const look = problem ? 'unusable' : entry.progress;
  return html`
    <li class="file ${look}" data-testid="file">
      <span class="file-icon">${problem ? icons.triangle() : icons.file()}</span>
      <div class="file-body">
        <p class="file-name">${name}</p>
        ${entry.progress !== 'read'
          ? waiting(entry)
          : problem
            ? html`<p class="file-kind">This file is left out</p>
                <p class="file-problem">${problem.message}</p>`
            : html`<p class="file-kind">${scored?.kind ? KIND_WORDS[scored.kind] : 'Not counted'}</p>
                ${scored?.kind ? html`<p class="file-facts">${facts(scored)}</p>` : nothing}
                ${scored?.first_day && scored.last_day
                  ? html`<p class="file-facts">${format.date(scored.first_day)} – ${format.date(scored.last_day)}</p>`
                  : nothing}`}
        ${scored ? html`${dateOrder(entry, scored, actions)}${foot(name, place, scored, actions)}` : nothing}
      </div>
      <button class="icon-button" type="button" aria-label="Remove ${name}" title="Remove" @click=${() => actions.remove(key)}>${icons.close()}</button>
    </li>
  `;
}

/** Kind and columns are set right in a sheet of their own; notices wait behind their number, so that every file takes the same room. */
function foot(name: string, place: number, { header, notices, date_order, date_order_chosen }: ScoredFile, actions: Actions): TemplateResult {
  return html`<div class="file-foot">
    ${header && header.length > 0
      ? html`<button class="link-button" type="button" aria-haspopup="dialog" aria-label="Match columns: ${name}" @click=${() => actions.openSheet('match', place)}>
          Match columns
        </button>`
      : nothing}
    ${(date_order === 'dmy' || date_order === 'mdy') && !date_order_chosen ? html`<span class="quiet">${DATE_ORDER_WORDS[date_order]}</span>` : nothing}
    ${notices.length > 0
      ? html`<details class="file-more">
          <summary>${icons.info()}${format.counted(notices.length, 'notice', 'notices')}</summary>
          <ul class="file-notices">
            ${notices.map(({ message }) => html`<li>${message}</li>`)}
          </ul>
        </details>`
      : nothing}
  </div>`;
}

/** Asked only of files whose own rows do not tell. */
function dateOrder({ key, name }: FileEntry, scored: ScoredFile, actions: Actions): TemplateResult | typeof nothing {
  if (scored.date_order !== 'unsettled' && !scored.date_order_chosen) return nothing;
  const waits = scored.decisions?.find(({ id }) => id === 'date_order');
  const choose = (event: Event): void => {
    const order = (event.target as HTMLSelectElement).value as DateOrder;
    actions.choose(['date_order', name], order, `Dates in ${name} are read as ${DATE_ORDER_WORDS[order].toLowerCase()}.`);
  };
  return html`<div class="field file-order">
    <label for="order-${key}">Dates such as 03/04/2026 are</label>
    <select id="order-${key}" @change=${choose}>
      ${scored.date_order === 'unsettled' ? html`<option selected disabled>Choose…</option>` : nothing}
      ${(Object.keys(DATE_ORDER_WORDS) as DateOrder[]).map(
        (order) => html`<option value=${order} .selected=${scored.date_order === order}>${DATE_ORDER_WORDS[order]}</option>`,
      )}
    </select>
    ${waits ? html`<span class="quiet">${format.counted(waits.rows, 'row waits', 'rows wait')}</span>` : nothing}
  </div>`;
}

function waiting({ progress, bytesRead, rowsRead, size, name }: FileEntry): TemplateResult {
  if (progress === 'waiting') return html`<p class="file-facts">Waiting</p>`;
  if (bytesRead === null) return html`<p class="file-facts">Reading</p>`;
  return html`<p class="file-facts">Reading: ${format.bytes(bytesRead)} of ${format.bytes(size)} · ${format.counted(rowsRead, 'row', 'rows')}</p>
    <progress aria-label="Reading ${name}" max=${size} .value=${bytesRead}></progress>`;
}

function facts({ rows }: ScoredFile): string {
  return `${format.counted(rows.in, 'row', 'rows')} · ${format.count(rows.counted)} counted`;
}
