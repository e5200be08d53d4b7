/** The files strip: what was read, what it was taken for, and what is still missing. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import * as format from '../format';
import type { Problem } from '../score';
import type { FileEntry, State } from '../state';
import { missingKinds } from '../verdict';
import { KIND_WORDS } from '../words';
import type { Actions } from './actions';
import { chooseFiles } from './choose';
import { icons } from './icons';

export function filesStrip(state: State, actions: Actions): TemplateResult {
  const { files, score, sample, reading } = state;
  const missing = score && !reading ? missingKinds(score) : [];
  return html`
    <section class="files" aria-labelledby="files-title">
      <div class="section-head">
        <h2 id="files-title">Files</h2>
        ${sample ? html`<p class="sample-note">${icons.info()}Sample data of an invented partner. Your own files will replace it.</p>` : nothing}
        <div class="section-actions">
          ${chooseFiles(actions, 'Add files…', 'plain')}
          <button class="button quiet-button" type="button" @click=${actions.removeAll}>Remove all</button>
        </div>
      </div>
      <ul class="file-list">
        ${repeat(
          files,
          ({ key }) => key,
          (entry) => fileItem(entry, actions),
        )}
        ${missing.map((kind) => html`<li class="file missing">${icons.dashed()}<span>No file of <strong>${KIND_WORDS[kind]}</strong> yet</span></li>`)}
      </ul>
    </section>
  `;
}

function fileItem(entry: FileEntry, actions: Actions): TemplateResult {
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
                ${problemText(problem)}`
            : html`<p class="file-kind">${scored?.kind ? KIND_WORDS[scored.kind] : nothing}</p>
                <p class="file-facts">${facts(entry)}</p>
                ${scored?.first_day && scored.last_day
                  ? html`<p class="file-facts">${format.date(scored.first_day)} – ${format.date(scored.last_day)}</p>`
                  : nothing}`}
        ${entry.progress === 'read' && scored
          ? scored.notices.map(({ message }) => html`<p class="file-notice">${icons.info()}<span>${message}</span></p>`)
          : nothing}
      </div>
      <button class="icon-button" type="button" aria-label="Remove ${name}" title="Remove" @click=${() => actions.remove(key)}>${icons.close()}</button>
    </li>
  `;
}

function waiting({ progress, bytesRead, size, name }: FileEntry): TemplateResult {
  if (progress === 'waiting') return html`<p class="file-facts">Waiting</p>`;
  if (bytesRead === null) return html`<p class="file-facts">Reading</p>`;
  return html`<p class="file-facts">Reading: ${format.bytes(bytesRead)} of ${format.bytes(size)}</p>
    <progress aria-label="Reading ${name}" max=${size} .value=${bytesRead}></progress>`;
}

function facts({ scored, size }: FileEntry): string {
  if (!scored) return format.bytes(size);
  const parts = [format.counted(scored.rows.in, 'row', 'rows'), `${format.count(scored.rows.counted)} counted`];
  return parts.join(' · ');
}

/** Where, what was expected, what was found: as far as the core says so. */
function problemText({ message, expected, found, line }: Problem): TemplateResult {
  const extra = [line ? `Line ${format.count(line)}.` : '', expected ? `Expected: ${expected}.` : '', found ? `Found: ${found}.` : ''].filter((part) => part !== '');
  return html`<p class="file-problem">${message}</p>
    ${extra.length > 0 ? html`<p class="file-facts">${extra.join(' ')}</p>` : nothing}`;
}
