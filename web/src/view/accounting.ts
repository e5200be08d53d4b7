/** Every row is accounted for: how many counted, how many did not, and why. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import * as format from '../format';
import type { Count, Reason, RowCounts } from '../score';
import type { State } from '../state';
import { BASE_CRITERIA } from '../words';
import type { Actions } from './actions';

export function accounting({ files, score, details }: State, actions: Actions): TemplateResult | typeof nothing {
  if (!score) return nothing;
  const { in: all, counted } = score.rows;
  const left = notCounted(score.rows);
  return html`
    <section class="accounting" aria-label="Rows accounted for">
      <p class="accounting-line" data-testid="accounting">
        ${format.counted(files.length, 'file', 'files')} · ${format.counted(all, 'row', 'rows')} · ${format.count(counted)} counted ·
        ${format.count(left)} not counted
      </p>
      ${left > 0
        ? html`<details>
            <summary>See why</summary>
            ${BASE_CRITERIA.map(({ id, title, kind }) => {
              const entry = details[id];
              return entry && Number(entry.rows.in) > 0
                ? reasonTable(kind === 'surveys' ? 'Surveys' : title, entry.rows.counted, entry.rows.in, entry.reasons, (reason) => actions.openRows(id, reason))
                : nothing;
            })}
          </details>`
        : nothing}
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

/** Rows by reason, with the words the core gives for each; with `open`, every number leads to its rows. */
export function reasonTable(caption: string, counted: Count, total: Count, reasons: readonly Reason[], open?: (reason: string) => void): TemplateResult {
  const number = (rows: Count, reason: string, title: string): TemplateResult | string =>
    open && String(rows) !== '0'
      ? html`<button class="link-button" type="button" aria-label="${format.count(rows)}, show line items: ${title}" @click=${() => open(reason)}>${format.count(rows)}</button>`
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
