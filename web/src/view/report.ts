/** The report: the whole result on paper. In the document only while it is printed. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import * as format from '../format';
import type { Criterion, Score } from '../score';
import type { State } from '../state';
import { verdict } from '../verdict';
import { AREA_CRITERIA, BASE_CRITERIA, KIND_WORDS, STATUS_WORDS, WINDOW_WORDS } from '../words';
import { reasonTable } from './accounting';
import { remaining, valueOf } from './cards';

export function report(state: State, version: string): TemplateResult | typeof nothing {
  const { score, files, details, outlook } = state;
  if (!score || files.length === 0) return nothing;
  return html`
    <article class="report">
      <h1>Training Services Partner qualification</h1>
      <p class="report-verdict">${verdict(score, outlook).sentence}</p>
      <dl class="report-facts">
        <div><dt>Anniversary date</dt><dd>${format.date(score.anniversary)}</dd></div>
        <div><dt>Window</dt><dd>${format.date(score.window.first)} – ${format.date(score.window.last)} (${WINDOW_WORDS[score.window.mode]})</dd></div>
        <div><dt>Rulebook of</dt><dd>${format.date(score.rulebook)}</dd></div>
        <div><dt>Overall qualification status</dt><dd>${STATUS_WORDS[score.overall.status]}${score.overall.certain || score.overall.qualified ? '' : ', cannot tell yet'}</dd></div>
      </dl>
      ${criteria(score)}
      ${BASE_CRITERIA.map(({ id, title, kind }) => {
        const entry = details[id];
        return entry?.has_data
          ? reasonTable(
              `Rows: ${kind === 'surveys' ? 'surveys' : title.toLowerCase()}`,
              entry.rows.counted,
              entry.rows.in,
              entry.reasons,
            )
          : nothing;
      })}
      <table>
        <caption>
          Files
        </caption>
        <thead>
          <tr>
            <th scope="col">Name and SHA-256</th>
            <th scope="col">Read as</th>
            <th scope="col" class="number">Bytes</th>
            <th scope="col" class="number">Rows</th>
          </tr>
        </thead>
        <tbody>
          ${files.map(
            ({ name, size, sha256, scored, problem }) =>
              html`<tr>
                <th scope="row">${name}<span class="explanation hash">${sha256 ?? 'SHA-256 not computed'}</span></th>
                <td>${problem ? `Left out: ${problem.message}` : scored?.kind ? KIND_WORDS[scored.kind] : 'Not counted'}</td>
                <td class="number">${format.count(size)}</td>
                <td class="number">${format.count(scored?.rows.in ?? 0)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p>${version}. Printed on ${format.date(format.today())}. Unofficial: the result in Partner Center counts.</p>
    </article>
  `;
}

function criteria(score: Score): TemplateResult {
  const row = (
    title: string,
    criterion: Criterion,
    description: (typeof BASE_CRITERIA)[number] | (typeof AREA_CRITERIA)[number],
  ): TemplateResult => html`
    <tr>
      <th scope="row">${title}</th>
      <td class="number">${valueOf(criterion, description.unit)}</td>
      <td class="number">${format.decimal(criterion.target)}</td>
      <td>${criterion.has_data ? STATUS_WORDS[criterion.status] : 'No file yet'}</td>
      <td>${remaining(criterion, description)}</td>
    </tr>
  `;
  return html`
    <table>
      <caption>
        Criteria
      </caption>
      <thead>
        <tr>
          <th scope="col">Criterion</th>
          <th scope="col" class="number">Value</th>
          <th scope="col" class="number">Target</th>
          <th scope="col">Status</th>
          <th scope="col">To go</th>
        </tr>
      </thead>
      <tbody>
        ${BASE_CRITERIA.map((description) => row(description.title, score.base[description.id], description))}
        ${score.areas.flatMap((area) => AREA_CRITERIA.map((description) => row(`${area.title}: ${description.title}`, area[description.id], description)))}
      </tbody>
    </table>
  `;
}
