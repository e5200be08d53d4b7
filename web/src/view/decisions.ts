/**
 * What only the user can settle: each question with the number of rows that wait for it. An answer holds at once and
 * can be undone. The order of day and month is asked on the file itself.
 */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChoicePath } from '../choices';
import * as format from '../format';
import type { Decision } from '../score';
import { unturned, type State } from '../state';
import { areaTitle, categoryTitle } from '../words';
import type { Actions } from './actions';

/** As many questions about courses and cells as the core tells of a file: `most_decisions` in core/src/row_notes.h. */
const MOST_TOLD = 50;

/** One question, put together from the files that ask it. */
interface Question {
  /** Tells it from the others. */
  about: string;
  decision: Decision;
  rows: number;
  /** The file it is about, and its place in the strip; only for questions about one file. */
  name: string;
  place: number;
}

export function decisions(state: State, actions: Actions): TemplateResult {
  const list = questionsOf(state);
  // The line stays when nothing is open, so that the result below does not move when something is.
  const dates = state.files.some(({ scored }) => scored?.decisions?.some(({ id }) => id === 'date_order'));
  if (list.length === 0)
    return html`<p class="decisions quiet">${dates ? 'The order of day and month is asked on the files above.' : 'No question is open.'}</p>`;
  const rows = list.reduce((sum, question) => sum + question.rows, 0);
  // Of each file the core tells those for which most rows wait.
  const atLeast = state.files.some(({ scored }) => (scored?.decisions?.length ?? 0) >= MOST_TOLD) ? 'At least ' : '';
  return html`
    <details class="decisions" data-testid="decisions">
      <summary>${atLeast}${format.counted(list.length, 'question', 'questions')} only you can answer: ${format.counted(rows, 'row waits', 'rows wait')}</summary>
      <ul>
        ${repeat(
          // Folded away, and often a third of all that is drawn: so they come with the details, after the cards.
          Object.keys(state.details).length > 0 ? list : [],
          ({ about }) => about,
          (question) => html`<li class="decision">${ask(question, state, actions)}</li>`,
        )}
      </ul>
    </details>
  `;
}

/** The same course can wait in several files: it is asked once, most rows first. */
function questionsOf({ files }: State): Question[] {
  const found = new Map<string, Question>();
  for (const [index, { name, key, scored, problem }] of files.entries()) {
    for (const decision of scored?.decisions ?? []) {
      if (problem && decision.id !== 'questions') continue;
      if (decision.id === 'date_order') continue;
      const ofFile = decision.id === 'questions';
      const about = JSON.stringify([
        decision.id,
        ofFile ? key : (decision.course ?? null),
        ofFile ? null : (decision.cell ?? null),
      ]);
      const known = found.get(about);
      if (known) known.rows += Number(decision.rows);
      else found.set(about, { about, decision, rows: Number(decision.rows), name, place: index + 1 });
    }
  }
  return [...found.values()].sort((a, b) => b.rows - a.rows);
}

function ask(
  { decision, rows, name, place }: Question,
  { score }: State,
  actions: Actions,
): TemplateResult | typeof nothing {
  const waiting = format.counted(rows, 'row waits', 'rows wait');
  const about = unturned(decision.course ?? (decision.cell == null ? '' : `“${decision.cell}”`));
  const answers = (
    path: ChoicePath,
    said: (title: string) => string,
    titleOf: (value: string) => string,
  ): TemplateResult => html`
    <div class="row-of-buttons">
      ${decision.choices.map(({ value, title }) => {
        const words = title || titleOf(value);
        const guessed = value === decision.guess;
        return html`<button class="button plain" type="button" aria-label="${words}: ${about || name}" @click=${() => actions.choose(path, value, said(words))}>
          ${words}${guessed ? html` <span class="quiet">(likely)</span>` : nothing}
        </button>`;
      })}
    </div>
  `;
  switch (decision.id) {
    case 'category':
      return html`<p><strong>Is ${about} Advanced, or Fundamental and others?</strong> ${waiting} for it.</p>
        ${answers(decision.course ? ['categories', decision.course] : ['cells', 'categories', decision.cell ?? ''], (title) => `${about} is ${title}.`, categoryTitle)}`;
    case 'area':
      return html`<p><strong>Which solution area does ${about} belong to?</strong> ${waiting} for it.</p>
        ${answers(
          decision.course ? ['areas', decision.course] : ['cells', 'areas', decision.cell ?? ''],
          (title) => `${about} belongs to ${title}.`,
          (value) => areaTitle(score, value),
        )}`;
    case 'questions':
      return html`<p><strong>Which questions in ${name} are the nine that count?</strong> ${waiting}.</p>
        <div class="row-of-buttons">
          <button class="button plain" type="button" @click=${() => actions.openSheet('match', place)}>Match columns</button>
        </div>`;
    case 'date_order':
      return nothing;
  }
}
