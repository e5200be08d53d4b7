/** The cards: value of target, a bar, what is to go. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import * as format from '../format';
import type { Area, AverageCriterion, Criterion, Score, ScoreCriterion } from '../score';
import { isAverage } from '../score';
import { amount } from '../verdict';
import { AREA_CRITERIA, BASE_CRITERIA, KIND_WORDS, termTitle } from '../words';
import type { Actions } from './actions';
import { bar } from './bar';
import { statusOf, statusOrNoFile } from './status';

type Description = (typeof BASE_CRITERIA)[number] | (typeof AREA_CRITERIA)[number];

export function baseCard(description: (typeof BASE_CRITERIA)[number], score: Score, actions: Actions): TemplateResult {
  const criterion = score.base[description.id];
  return html`
    <article class="card" data-criterion=${description.id} aria-labelledby="card-${description.id}">
      <div class="card-head">
        <h3 id="card-${description.id}">${description.title}</h3>
        ${statusOrNoFile(criterion.status, criterion.has_data)}
      </div>
      ${measure(criterion, description)}
      <div class="card-foot">${viewDetails(description.id, description.title, actions)}</div>
    </article>
  `;
}

export function areaCard(area: Area, score: Score, actions: Actions): TemplateResult {
  const designated = score.overall.designated_areas.includes(area.id);
  return html`
    <article class="card area" data-area=${area.id} aria-labelledby="area-${area.id}">
      <div class="card-head">
        <h3 id="area-${area.id}">${area.title}</h3>
        ${statusOrNoFile(area.status, area.survey_completions.has_data)}
      </div>
      ${designated ? html`<p class="designated">Designated</p>` : nothing}
      ${AREA_CRITERIA.map((description) => {
        const criterion = area[description.id];
        const id = `${area.id}/${description.id}`;
        return html`
          <div class="metric" data-criterion=${id} role="group" aria-label="${area.title}: ${description.title}">
            <div class="card-head">
              <h4>${description.title}</h4>
              ${criterion.has_data ? statusOf(criterion.status) : nothing}
            </div>
            ${measure(criterion, description)}
            <div class="card-foot">${viewDetails(id, `${description.title}, ${area.title}`, actions)}</div>
          </div>
        `;
      })}
    </article>
  `;
}

function viewDetails(id: string, title: string, actions: Actions): TemplateResult {
  return html`<button class="link-button" type="button" aria-label="View details: ${title}" aria-haspopup="dialog" @click=${() => actions.openDetails(id)}>
    View details
  </button>`;
}

function measure(criterion: Criterion, description: Description): TemplateResult {
  return html`
    <p class="measure"><span class="value">${valueOf(criterion, description.unit)}</span> of <span class="target">${format.decimal(criterion.target)}</span></p>
    ${bar(criterion, criterion.has_data ? criterion.status : 'no-file')}
    <p class="remaining">${remaining(criterion, description)}</p>
    ${workings(criterion)}
  `;
}

/** The value as it may be shown: points with a decimal, surveys without, averages as the core cut them. */
export function valueOf(criterion: Criterion, unit: string): string {
  if (!criterion.has_data) return '–';
  if (isAverage(criterion)) return criterion.shown ? format.decimal(criterion.shown) : '–';
  return unit === 'points' ? format.points(criterion.score) : format.count(criterion.score);
}

function remaining(criterion: Criterion, { kind, unit }: Description): string {
  if (!criterion.has_data) return `Needs a file of ${kind === 'surveys' ? KIND_WORDS.surveys : KIND_WORDS[kind].toLowerCase()}`;
  if (criterion.status === 'completed') return 'Target reached';
  if (isAverage(criterion)) return criterion.shown ? `Below the target of ${format.decimal(criterion.target)}` : 'No answers that count yet';
  return `${amount(criterion.remaining, unit)} to go`;
}

/** What the value is made of, in one quiet line each. */
function workings(criterion: Criterion): TemplateResult | typeof nothing {
  if (!criterion.has_data) return nothing;
  return isAverage(criterion) ? averageWorkings(criterion) : termWorkings(criterion);
}

function averageWorkings({ points, answers, surveys, small_sample }: AverageCriterion): TemplateResult {
  return html`<p class="workings">${format.counted(answers, 'answer', 'answers')} in ${format.counted(surveys, 'survey', 'surveys')}, ${format.decimal(points)} points</p>
    ${small_sample ? html`<p class="workings">Few surveys so far: the average can still move a lot.</p>` : nothing}`;
}

function termWorkings({ terms }: ScoreCriterion): TemplateResult | typeof nothing {
  if (!terms || terms.length === 0) return nothing;
  return html`<ul class="workings">
    ${terms.map(
      (term) =>
        html`<li>
          <span>${termTitle(term)}</span>
          <span>${format.points(term.points)}${term.limited && term.limit !== null ? html` <em>limit reached</em>` : nothing}</span>
        </li>`,
    )}
  </ul>`;
}
