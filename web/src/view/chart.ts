/** Pictures of a criterion over time and by answer. Each has a table beside or behind it that says the same. */

import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import * as format from '../format';
import type { AverageCriterion, Details, Month } from '../score';
import { isAverage } from '../score';
import { amount } from '../verdict';

const HEIGHT = 168;
/** Room above the bars for the target's words, and below them for the months. */
const TOP = 20;
const BASE = HEIGHT - 20;

/** The window month by month, with the target as a line. */
export function monthChart(details: Details): TemplateResult | typeof nothing {
  const { months } = details;
  if (months.length === 0) return nothing;
  const average = isAverage(details);
  const unit = details.terms.length > 0 ? 'points' : 'surveys';
  const target = Number(details.target);
  const [low, high] = average
    ? scaleOf(details)
    : [0, Math.max(target, ...months.map(({ cumulative }) => Number(cumulative))) || 1];
  const y = (value: number): number => Math.round(BASE - ((Math.max(value, low) - low) / (high - low)) * (BASE - TOP));
  const step = 100 / months.length;
  const column = (index: number, from: number, to: number, look: string) =>
    svg`<rect class=${look} x="${(index + 0.14) * step}%" width="${0.72 * step}%" y=${y(to)} height=${Math.max(0, y(from) - y(to))} />`;
  const lineAt = y(target);
  return html`
    <section aria-labelledby="flyout-months">
      <h3 id="flyout-months">Month by month</h3>
      <svg class="chart" width="100%" height=${HEIGHT} role="img" aria-label=${`${average ? 'Average of each month' : `${format.sentenceCase(unit)} added up month by month`}; the target is ${format.decimal(details.target)}. The table below says the same.`}>
        ${months.map((month, index) => {
          if (average) return month.shown ? column(index, low, Number(month.shown), 'own') : nothing;
          const total = Number(month.cumulative);
          const before = Number(months[index - 1]?.cumulative ?? 0);
          return svg`${column(index, 0, before, 'before')}${column(index, before, total, 'own')}`;
        })}
        ${months.map((month, index) => svg`<text x="${(index + 0.5) * step}%" y=${HEIGHT - 4} text-anchor="middle">${format.monthName(month.first)}</text>`)}
        <line class="base" x1="0" x2="100%" y1=${BASE} y2=${BASE} />
        <line class="target-line" x1="0" x2="100%" y1=${lineAt} y2=${lineAt} />
        <text class="target-words" x="2" y=${lineAt - 5}>Target ${format.decimal(details.target)}</text>
      </svg>
      <p class="quiet">
        ${average ? 'The average of each month by itself.' : 'Each bar stands on the sum of the months before it.'}
      </p>
      <details class="behind">
        <summary>The same as a table</summary>
        ${average ? averageTable(months) : sumTable(months, unit)}
      </details>
    </section>
  `;
}

function sumTable(months: readonly Month[], unit: string): TemplateResult {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Days</th>
        <th scope="col" class="number">Added</th>
        <th scope="col" class="number">So far</th>
      </tr>
    </thead>
    <tbody>
      ${months.map(
        (month) =>
          html`<tr>
            <th scope="row">${format.days(month.first, month.last)}</th>
            <td class="number">${amount(month.score ?? '0', unit)}</td>
            <td class="number">${amount(month.cumulative ?? '0', unit)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function averageTable(months: readonly Month[]): TemplateResult {
  const shown = (value: string | null | undefined): string => (value ? format.decimal(value) : '–');
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Days</th>
        <th scope="col" class="number">Average</th>
        <th scope="col" class="number">Answers</th>
        <th scope="col" class="number">So far</th>
      </tr>
    </thead>
    <tbody>
      ${months.map(
        (month) =>
          html`<tr>
            <th scope="row">${format.days(month.first, month.last)}</th>
            <td class="number">${shown(month.shown)}</td>
            <td class="number">${format.count(month.answers ?? 0)}</td>
            <td class="number">${shown(month.cumulative)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/**
 * How often each answer was given, and each question's own average: tables with a bar in every row, where single
 * answers are known.
 */
export function answers(details: Details & AverageCriterion): TemplateResult {
  const { target, answers: all, from_averages } = details;
  const [low, high] = scaleOf(details);
  const share = (average: string): number => (Number(average) - low) / (high - low);
  let { distribution, questions } = details;
  const times = distribution.map(({ answers: given }) => Number(given));
  const most = Math.max(1, ...times);
  const unknown = Number(all) - times.reduce((sum, given) => sum + given, 0);
  if (from_averages && unknown === Number(all)) distribution = questions = [];
  return html`
    ${from_averages ? html`<p class="quiet">${format.count(unknown)} of ${format.counted(all, 'answer', 'answers')} are from averages.</p>` : nothing}
    ${
      distribution.length > 0
        ? html`<table class="bars" data-testid="distribution">
          <caption>
            Answers given
          </caption>
          <thead>
            <tr>
              <th scope="col">Answer</th>
              <td></td>
              <th scope="col" class="number">Times</th>
            </tr>
          </thead>
          <tbody>
            ${[...distribution].reverse().map(
              ({ answer, answers: given }) =>
                html`<tr>
                  <th scope="row">${answer}</th>
                  <td>${rowBar(Number(given) / most)}</td>
                  <td class="number">${format.count(given)}</td>
                </tr>`,
            )}
          </tbody>
        </table>`
        : nothing
    }
    ${
      questions.length > 0
        ? html`<table class="bars" data-testid="questions">
          <caption>
            Question by question
          </caption>
          <thead>
            <tr>
              <th scope="col">Question</th>
              <td></td>
              <th scope="col" class="number">Average</th>
              <th scope="col" class="number">Answers</th>
            </tr>
          </thead>
          <tbody>
            ${questions.map(
              ({ question, shown, answers: given }) =>
                html`<tr>
                  <th scope="row">${question}</th>
                  <td>${rowBar(shown ? share(shown) : 0, share(target))}</td>
                  <td class="number">${shown ? format.decimal(shown) : '–'}</td>
                  <td class="number">${format.count(given)}</td>
                </tr>`,
            )}
          </tbody>
        </table>`
        : nothing
    }
  `;
}

/** The lowest and the highest answer there are: an average's bar stands on the one and can reach the other. */
function scaleOf({ distribution }: Details): [number, number] {
  const scale = distribution.map(({ answer }) => answer);
  return [Math.min(...scale), Math.max(...scale)];
}

function rowBar(part: number, tick?: number): TemplateResult {
  const at = (value: number): string => `${(value * 100).toFixed(2)}%`;
  return html`<svg class="bar is-in-progress" width="100%" height="14" aria-hidden="true" focusable="false">
    <rect class="track" y="3" width="100%" height="8" rx="2" />
    <rect class="fill" y="3" width=${at(part)} height="8" rx="2" />
    ${tick === undefined ? nothing : svg`<rect class="tick" x=${at(tick)} width="2" height="14" />`}
  </svg>`;
}
