/** Every row is accounted for: how many counted, how many did not, and why. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import * as format from '../format';
import type { Count, Decision, FileKind, Reason, RowCounts } from '../score';
import type { State } from '../state';
import { BASE_CRITERIA } from '../words';
import type { Actions } from './actions';

export function accounting(state: State, actions: Actions): TemplateResult | typeof nothing {
  const { scoredFiles, score, details } = state;
  if (!score) return nothing;
  const { in: all, counted } = score.rows;
  const left = notCounted(score.rows);
  const used = scoredFiles.filter(({ problem, scored }) => !problem && scored?.kind).length;
  return html`
    <section class="accounting" aria-label="Rows accounted for">
      <p class="accounting-line" data-testid="accounting">
        ${used < scoredFiles.length ? `${format.count(used)} of ` : ''}${format.counted(scoredFiles.length, 'file', 'files')} · ${format.counted(all, 'row', 'rows')} · ${format.count(counted)} counted ·
        ${format.count(left)} not counted
      </p>
      ${
        left > 0
          ? html`<details>
            <summary>See why</summary>
            ${BASE_CRITERIA.map(({ id, title, kind }) => {
              const entry = details[id];
              return entry && Number(entry.rows.in) > 0
                ? reasonTable(
                    kind === 'surveys' ? 'Surveys' : title,
                    entry.rows.counted,
                    entry.rows.in,
                    entry.reasons,
                    leadsTo(id, kind, state, actions),
                  )
                : nothing;
            })}
          </details>`
          : nothing
      }
      <p><button class="link-button" type="button" @click=${() => actions.openRows('', '')}>Show all line items</button></p>
      <p class="quiet">
        Partner Center refreshes its own page by the 20th of each month, so until then it may still leave out the last month of this window.
      </p>
    </section>
  `;
}

/** What is left of the rows when those counted are taken away. */
export function notCounted(rows: RowCounts): number {
  return Number(rows.in) - Number(rows.counted);
}

/** Which reasons an answer of the user's would settle, by what the core asks. */
const SETTLES: Partial<Record<string, Decision['id']>> = {
  ambiguous_date: 'date_order',
  unknown_category: 'category',
  unreadable_response: 'questions',
};

/** Where the numbers of a table lead: to the rows, and to the questions that would settle them. */
export function leadsTo(criterion: string, kind: FileKind, { files }: State, actions: Actions): Leads {
  const asked = new Set(
    files
      .filter(({ scored }) => scored?.kind === kind)
      .flatMap(({ scored }) => scored?.decisions?.map(({ id }) => id) ?? []),
  );
  return {
    rows: (reason) => actions.openRows(criterion, reason),
    settle: (reason) => {
      const decision = SETTLES[reason];
      return decision && asked.has(decision) ? () => actions.settle(decision, kind) : null;
    },
  };
}

interface Leads {
  rows(reason: string): void;
  settle(reason: string): (() => void) | null;
}

/** Rows by reason, with the words the core gives for each. On paper nothing leads anywhere. */
export function reasonTable(
  caption: string,
  counted: Count,
  total: Count,
  reasons: readonly Reason[],
  leads?: Leads,
): TemplateResult {
  const number = (rows: Count, reason: string, title: string): TemplateResult | string =>
    leads && String(rows) !== '0'
      ? html`<button class="link-button" type="button" aria-label="${format.count(rows)}, show line items: ${title}" @click=${() => leads.rows(reason)}>${format.count(rows)}</button>`
      : format.count(rows);
  return html`
    <table class="reasons">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">Verdict</th>
          <th scope="col" class="number">Rows</th>
        </tr>
      </thead>
      <tbody>
        <tr class="is-counted">
          <th scope="row">Counted</th>
          <td class="number">${number(counted, 'counted', 'Counted')}</td>
        </tr>
        ${reasons
          .filter(({ rows }) => String(rows) !== '0')
          .map(
            ({ id, title, explanation, kind, rows }) =>
              html`<tr data-reason=${id}>
                <th scope="row">
                  ${title}
                  ${kind === 'cannot-say' ? html`<span class="cannot-say">cannot say</span>` : nothing}
                  <span class="explanation">${explanation}</span>
                  ${settleButton(leads?.settle(id), title)}
                </th>
                <td class="number">${number(rows, id, title)}</td>
              </tr>`,
          )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">All rows</th>
          <td class="number">${number(total, '', 'All rows')}</td>
        </tr>
      </tfoot>
    </table>
  `;
}

function settleButton(settle: (() => void) | null | undefined, title: string): TemplateResult | typeof nothing {
  return settle
    ? html`<button class="link-button" type="button" aria-label="Settle it: ${title}" @click=${settle}>Settle it</button>`
    : nothing;
}
