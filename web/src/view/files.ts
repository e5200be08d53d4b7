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
  const lacking = score && (!reading || score.files.some(({ kind }) => kind !== null)) ? missingKinds(score) : [];
  // A file being read stands in the place of one that is missing: most often it is the one, and nothing moves when that
  // is known.
  const waits = files.filter(({ progress, core }) => progress !== 'read' || core === null).length;
  const missing = lacking.slice(waits);
  return html`
    <section class="files" aria-labelledby="files-title" aria-busy=${waits > 0 ? 'true' : 'false'}>
      <div class="section-head">
        <div class="files-head">
          <h2 id="files-title" tabindex="-1">Files</h2>
          ${slow ? html`<button class="button plain" type="button" @click=${actions.cancel}>Cancel</button>` : nothing}
        </div>
        <div class="section-actions">
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
      ${sample ? html`<p class="sample-note">${icons.info()}Sample data of an invented partner. Your own files will replace it.</p>` : nothing}
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
        <div class="file-rest">
          ${
            entry.progress !== 'read'
              ? waiting(entry)
              : problem
                ? html`<p class="file-kind">This file is left out</p>
                  <p class="file-problem">${problem.message}</p>`
                : html`<p class="file-kind">${scored?.kind ? KIND_WORDS[scored.kind] : 'Not counted'}</p>
                  ${scored?.kind ? html`<p class="file-facts">${facts(scored, entry.answered)}</p>` : nothing}
                  ${
                    scored?.first_day && scored.last_day
                      ? html`<p class="file-facts">${format.date(scored.first_day)} – ${format.date(scored.last_day)}</p>`
                      : nothing
                  }`
          }
          ${scored ? html`${dateOrder(entry, scored, actions)}${foot(name, place, scored, actions)}` : nothing}
        </div>
      </div>
      <button class="icon-button" type="button" aria-label="Remove ${name}" title="Remove" @click=${() => actions.remove(key)}>${icons.close()}</button>
    </li>
  `;
}

/**
 * Kind and columns are set right in a sheet of their own; notices wait behind their number, so that every file takes
 * the same room.
 */
function foot(name: string, place: number, { header, notices }: ScoredFile, actions: Actions): TemplateResult {
  return html`<div class="file-foot">
    ${
      header && header.length > 0
        ? html`<button class="link-button" type="button" aria-haspopup="dialog" aria-label="Match columns: ${name}" @click=${() => actions.openSheet('match', place)}>
          Match columns
        </button>`
        : nothing
    }
    ${
      notices.length > 0
        ? html`<details class="file-more">
          <summary aria-label="${format.counted(notices.length, 'notice', 'notices')}: ${name}">${icons.info()}${format.counted(notices.length, 'notice', 'notices')}</summary>
          <ul class="file-notices">
            ${notices.map(({ message }) => html`<li>${message}</li>`)}
          </ul>
        </details>`
        : nothing
    }
  </div>`;
}

/** How the file writes its dates; asked only where its own rows do not tell. */
function dateOrder(
  { key, name }: FileEntry,
  { date_order: order, date_order_chosen: chosen, decisions, first_day: day }: ScoredFile,
  actions: Actions,
): TemplateResult | typeof nothing {
  // Where there is no date, its order is what the page would take it for.
  if (!order || (order === 'year-first' && !day)) return nothing;
  if (order !== 'unsettled' && !chosen)
    return html`<p class="file-order">Dates: ${(order === 'year-first' ? 'Year, month, day' : DATE_ORDER_WORDS[order]).toLowerCase()}</p>`;
  const waits = decisions?.find(({ id }) => id === 'date_order');
  const choose = (event: Event): void => {
    const answer = (event.target as HTMLSelectElement).value as DateOrder;
    actions.choose(
      ['date_order', name],
      answer,
      `Dates in ${name} are read as ${DATE_ORDER_WORDS[answer].toLowerCase()}.`,
    );
  };
  return html`<div class="file-order field">
    <label for="order-${key}">Dates:</label>
    <select id="order-${key}" aria-label="Dates: ${name}" title="Dates such as 03/04/2026 are" @change=${choose}>
      ${order === 'unsettled' ? html`<option selected disabled>Choose…${waits ? ` (${format.counted(waits.rows, 'row', 'rows')})` : nothing}</option>` : nothing}
      ${(Object.keys(DATE_ORDER_WORDS) as DateOrder[]).map((id) => html`<option value=${id} .selected=${order === id}>${DATE_ORDER_WORDS[id]}</option>`)}
    </select>
  </div>`;
}

function waiting({ progress, bytesRead, rowsRead, size, name }: FileEntry): TemplateResult {
  if (progress === 'waiting') return html`<p class="file-facts">Waiting</p>`;
  if (bytesRead === null) return html`<p class="file-facts">Reading</p>`;
  return html`<p class="file-facts">${`Reading: ${format.bytes(bytesRead)} of ${format.bytes(size)}`}</p>
    <p class="file-facts">${format.counted(rowsRead, 'row', 'rows')}</p>
    <progress aria-label="Reading ${name}" max=${size} .value=${bytesRead}></progress>`;
}

function facts({ rows }: ScoredFile, answered: boolean): string {
  return `${format.counted(rows.in, 'row', 'rows')}${answered ? ` · ${format.count(rows.counted)} counted` : ''}`;
}
