/** Match columns: which column of a file holds which fact, for the user to set right. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FactColumn, FileKind, ScoredFile } from '../score';
import type { FileEntry, State } from '../state';
import { KINDS, KIND_WORDS } from '../words';
import type { Actions } from './actions';

export function matchSheet(state: State, actions: Actions): TemplateResult {
  const entry = state.files[state.place - 1];
  if (!entry) return html`<p>That file is not here any more.</p>`;
  if (entry.progress !== 'read') return html`<p>${entry.name} is still being read.</p>`;
  const { scored } = entry;
  if (!scored?.header || scored.header.length === 0) return html`<p>No row of headings was found in ${entry.name}, so there are no columns to match.</p>`;
  return html`
    <section aria-label="The file">
      <p class="match-name"><strong>${entry.name}</strong></p>
      ${entry.problem ? html`<p class="file-problem">${entry.problem.message}</p>` : nothing}
      ${kindField(entry, scored, actions)}
    </section>
    ${scored.facts && scored.facts.length > 0 ? columns(state, scored, scored.facts, actions) : nothing}
  `;
}

/** What the file is. Another kind looks for other facts, so this applies at once. */
export function kindField({ key, name }: FileEntry, { kind, kind_chosen }: ScoredFile, actions: Actions, id = 'match-kind'): TemplateResult {
  const choose = (event: Event): void => {
    const chosen = (event.target as HTMLSelectElement).value as FileKind | '';
    actions.choose(['kind', name], chosen === '' ? undefined : chosen, chosen === '' ? `${name} is what its headings say.` : `${name} is read as ${KIND_WORDS[chosen]}.`);
  };
  return html`<div class="field file-order">
    <label for="${id}-${key}">This file holds</label>
    <select id="${id}-${key}" @change=${choose}>
      ${kind === null && !kind_chosen ? html`<option value="" selected disabled>Choose…</option>` : nothing}
      ${KINDS.map((each) => html`<option value=${each} .selected=${each === kind}>${KIND_WORDS[each]}</option>`)}
      ${kind_chosen ? html`<option value="">What its headings say</option>` : nothing}
    </select>
  </div>`;
}

function columns(state: State, file: ScoredFile, facts: readonly FactColumn[], actions: Actions): TemplateResult {
  const header = file.header ?? [];
  const draft = state.draft;
  const at = ({ fact, column }: FactColumn): number | null => (draft && fact in draft ? (draft[fact] ?? null) : column);
  const changed = (fact: string) => (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    actions.setDraft({ ...draft, [fact]: value === '' ? null : Number(value) });
  };
  const lacking = facts.filter((fact) => fact.required && at(fact) === null).map(({ title }) => title);
  return html`
    <section aria-labelledby="match-title">
      <h3 id="match-title">Columns</h3>
      <table class="match">
        <thead>
          <tr>
            <th scope="col">What is needed</th>
            <th scope="col">Your column</th>
            <th scope="col">First values</th>
          </tr>
        </thead>
        <tbody>
          ${facts.map((fact, index) => {
            const column = at(fact);
            return html`<tr>
              <th scope="row"><label for="match-${index}">${fact.title}</label>${fact.required ? html` <span class="cannot-say">needed</span>` : nothing}</th>
              <td>
                <select id="match-${index}" @change=${changed(fact.fact)}>
                  <option value="" .selected=${column === null}>Not in this file</option>
                  ${header.map((heading, place) => html`<option value=${place} .selected=${place === column}>${heading || `Column ${place + 1}`}</option>`)}
                </select>
              </td>
              <td class="first-values">${column === null ? '–' : (file.first_values?.[column] ?? []).join(' · ') || 'empty'}</td>
            </tr>`;
          })}
        </tbody>
      </table>
      ${lacking.length > 0 ? html`<p class="field-help">Still needed: ${lacking.join(', ')}.</p>` : nothing}
      <label class="tick"
        ><input type="checkbox" id="remember" /><span
          >Remember this on this computer for files with the same headings. Only the headings are kept, in this browser, and Choices lets you forget them.</span
        ></label
      >
      <div class="row-of-buttons">
        <button class="button primary" type="button" @click=${() => apply(file, facts, at, actions)}>Apply</button>
        ${file.fingerprint && state.choices.columns?.[file.fingerprint]
          ? html`<button class="button plain" type="button" @click=${() => actions.choose(['columns', file.fingerprint ?? ''], undefined, 'The columns are those the page recognises.')}>
              Back to what was recognised
            </button>`
          : nothing}
      </div>
    </section>
  `;
}

function apply(file: ScoredFile, facts: readonly FactColumn[], at: (fact: FactColumn) => number | null, actions: Actions): void {
  if (!file.fingerprint) return;
  const headings = Object.fromEntries(
    facts.map((fact) => {
      const column = at(fact);
      return [fact.fact, column === null ? null : (file.header?.[column] ?? null)];
    }),
  );
  const remember = (document.getElementById('remember') as HTMLInputElement | null)?.checked ?? false;
  actions.matchColumns(file.fingerprint, file.kind ? { kind: file.kind, ...headings } : headings, remember);
}
