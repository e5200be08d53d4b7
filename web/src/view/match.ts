/** Match columns: which column of a file holds which fact, for the user to set right. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { choiceAt, type Columns } from '../choices';
import type { FactColumn, FileKind, ScoredFile } from '../score';
import { unturned, type FileEntry, type State } from '../state';
import { KINDS, KIND_WORDS } from '../words';
import type { Actions } from './actions';

export function matchSheet(state: State, actions: Actions): TemplateResult {
  const entry = state.files[state.place - 1];
  if (!entry) return html`<p>That file is not here any more.</p>`;
  const { scored } = entry;
  if (!scored) return html`<p>${entry.name} is still being read.</p>`;
  if (!scored.header || scored.header.length === 0)
    return html`<p>No row of headings was found in ${entry.name}, so there are no columns to match.</p>`;
  return html`
    <section aria-label="The file">
      <p class="match-name"><strong>${entry.name}</strong></p>
      ${entry.problem ? html`<p class="file-problem">${entry.problem.message}</p>` : nothing}
      ${kindField(entry, scored, actions)}
    </section>
    ${scored.facts && scored.facts.length > 0 ? columns(state, entry, scored, scored.facts, actions) : nothing}
  `;
}

/** What the file is. Another kind looks for other facts, so this applies at once. */
function kindField({ key, name }: FileEntry, file: ScoredFile, actions: Actions): TemplateResult {
  const kind = file.kind ?? file.likely_kind ?? null;
  const chosen = file.kind_chosen ?? false;
  const choose = (event: Event): void => {
    const value = (event.target as HTMLSelectElement).value as FileKind | '';
    actions.choose(
      ['kind', name],
      value === '' ? undefined : value,
      value === '' ? `${name} is what its headings say.` : `${name} is read as ${KIND_WORDS[value]}.`,
    );
  };
  return html`<div class="field file-order">
    <label for="match-kind-${key}">This file holds</label>
    <select id="match-kind-${key}" @change=${choose}>
      ${kind === null ? html`<option value="" selected disabled>Choose…</option>` : nothing}
      ${KINDS.map((each) => html`<option value=${each} .selected=${each === kind}>${KIND_WORDS[each]}</option>`)}
      ${chosen ? html`<option value="">What its headings say</option>` : nothing}
    </select>
  </div>`;
}

/** One line of the table: something that is needed, and where it can be. */
interface Line {
  fact: string;
  title: string;
  required: boolean;
  options: readonly string[];
  /** The option it has now. */
  column: number | null;
}

function columns(
  state: State,
  entry: FileEntry,
  file: ScoredFile,
  facts: readonly FactColumn[],
  actions: Actions,
): TemplateResult {
  const header = file.header ?? [];
  const draft = state.draft?.key === entry.key ? state.draft.columns : {};
  const lines: Line[] = [...facts.map((fact) => ({ ...fact, options: header })), ...questionLines(file, header)];
  const at = ({ fact, column }: Line): number | null => (fact in draft ? (draft[fact] ?? null) : column);
  const changed = (fact: string) => (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    actions.setDraft({ key: entry.key, columns: { ...draft, [fact]: value === '' ? null : Number(value) } });
  };
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
          ${lines.map((line, index) => {
            const column = at(line);
            const values =
              column !== null && line.options === header
                ? unturned((file.first_values?.[column] ?? []).join(' · ')) || 'empty'
                : '–';
            return html`<tr>
              <th scope="row"><label for="match-${index}">${line.title}</label>${line.required ? html` <span class="cannot-say">needed</span>` : nothing}</th>
              <td>
                <select id="match-${index}" @change=${changed(line.fact)}>
                  <option value="" .selected=${column === null}>${line.options === header ? 'Not in this file' : 'Choose…'}</option>
                  ${line.options.map((heading, place) => html`<option value=${place} .selected=${place === column}>${heading || `Column ${place + 1}`}</option>`)}
                </select>
              </td>
              <td class="first-values">${values}</td>
            </tr>`;
          })}
        </tbody>
      </table>
      <label class="tick"
        ><input type="checkbox" id="remember" ?checked=${String(file.fingerprint) in state.remembered} /><span
          >Remember this on this computer for files with the same headings. Only headings are kept, in this browser; under Choices you can have them forgotten.</span
        ></label
      >
      ${state.choicesProblem ? html`<p class="field-help">${state.choicesProblem}</p>` : nothing}
      <div class="row-of-buttons">
        <button class="button primary" type="button" @click=${() => apply(state, draft, entry, file, lines, at, actions)}>Apply</button>
        ${
          file.fingerprint && state.choices.columns?.[file.fingerprint]
            ? html`<button class="button plain" type="button" @click=${() => actions.choose(['columns', file.fingerprint ?? ''], undefined, 'The columns are those the page recognises.')}>
              Back to what was recognised
            </button>`
            : nothing
        }
      </div>
    </section>
  `;
}

const QUESTIONS = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7', 'q8', 'q9'];

/**
 * The nine questions: each a column of its own, or, in a file with one row per answer, one of the names in its question
 * column.
 */
function questionLines(file: ScoredFile, header: readonly string[]): Line[] {
  if ((file.kind ?? file.likely_kind) !== 'surveys') return [];
  const named = file.decisions?.find(({ id }) => id === 'questions')?.choices.map(({ value }) => value);
  if (!named && file.shape && file.shape !== 'wide') return [];
  return QUESTIONS.map((fact, index) => ({
    fact,
    title: `question ${index + 1}`,
    required: false,
    options: named ?? header,
    column: named ? null : (file.columns?.[fact]?.index ?? null),
  }));
}

/** Only what the user changed is a choice; the rest goes on being recognised. */
function apply(
  { choices }: State,
  draft: Readonly<Record<string, number | null>>,
  { name }: FileEntry,
  file: ScoredFile,
  lines: readonly Line[],
  at: (line: Line) => number | null,
  actions: Actions,
): void {
  if (!file.fingerprint) return;
  const heading = (line: Line): string | null => line.options[at(line) ?? -1] ?? null;
  const isQuestion = ({ fact }: Line): boolean => QUESTIONS.includes(fact);
  const columns: Columns = { ...choices.columns?.[file.fingerprint] };
  const kind = choiceAt(choices, ['kind', name]);
  if (typeof kind === 'string') columns.kind = kind;
  for (const line of lines) if (line.fact in draft && !isQuestion(line)) columns[line.fact] = heading(line);
  const questions = lines.filter(isQuestion);
  const chosen = questions.map(heading).filter((text) => text !== null);
  if (questions.some(({ fact }) => fact in draft)) {
    if (new Set(chosen).size !== QUESTIONS.length)
      return actions.say('Choose a different column for each of the nine questions, or none at all.');
    columns.questions = chosen;
  }
  actions.matchColumns(file.fingerprint, columns, document.querySelector('#remember:checked') !== null);
}
