/** Every row is accounted for: how many counted, how many did not, and why. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import * as format from '../format';
import type { Count, Reason, RowCounts } from '../score';
import type { State } from '../state';
import { BASE_CRITERIA } from '../words';

export function accounting({ files, score, details }: State): TemplateResult | typeof nothing {
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
                ? reasonTable(kind === 'surveys' ? 'Surveys' : title, entry.rows.counted, entry.rows.in, entry.reasons)
                : nothing;
            })}
          </details>`
        : nothing}
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

/** Rows by reason, with the words the core gives for each. */
export function reasonTable(caption: string, counted: Count, total: Count, reasons: readonly Reason[]): TemplateResult {
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
          <td class="number">${format.count(counted)}</td>
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
                <td class="number">${format.count(rows)}</td>
              </tr>`,
          )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">All rows</th>
          <td class="number">${format.count(total)}</td>
        </tr>
      </tfoot>
    </table>
  `;
}
