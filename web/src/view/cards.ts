/** The cards: value of target, a bar, what is to go. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import * as format from '../format';
import type {
  Area,
  AverageCriterion,
  Criterion,
  CriterionOutlook,
  Leaves,
  Outlook,
  Score,
  ScoreCriterion,
} from '../score';
import { isAverage } from '../score';
import { amount } from '../verdict';
import { AREA_CRITERIA, BASE_CRITERIA, FILE_WORDS, termTitle } from '../words';
import type { Actions } from './actions';
import { bar } from './bar';
import { icons } from './icons';
import { statusOrNoFile } from './status';

type Description = (typeof BASE_CRITERIA)[number] | (typeof AREA_CRITERIA)[number];

export function baseCard(
  description: (typeof BASE_CRITERIA)[number],
  score: Score,
  outlook: Outlook | null,
  actions: Actions,
): TemplateResult {
  const criterion = score.base[description.id];
  return html`
    <article class="card" data-criterion=${description.id} aria-labelledby="card-${description.id}">
      <h3 id="card-${description.id}">${description.title}</h3>
      ${measure(criterion, description, outlook?.criteria[description.id])} ${isAverage(criterion) && criterion.shown ? trusted(score) : nothing}
      <div class="card-foot">${viewDetails(description.id, description.title, actions)}</div>
    </article>
  `;
}

export function areaCard(area: Area, score: Score, outlook: Outlook | null, actions: Actions): TemplateResult {
  const designated = score.overall.designated_areas.includes(area.id);
  return html`
    <article class="card area" data-area=${area.id} aria-labelledby="area-${area.id}">
      <div class="card-head">
        <h3 id="area-${area.id}">${area.title}</h3>
        ${statusOrNoFile(area.status, area.survey_completions.has_data)}
      </div>
      ${designated ? html`<p class="designated">Designated</p>` : nothing} ${Number(area.survey_completions.score) > 0 ? trusted(score) : nothing}
      ${AREA_CRITERIA.map((description) => {
        const criterion = area[description.id];
        const id = `${area.id}/${description.id}`;
        return html`
          <div class="metric" data-criterion=${id} role="group" aria-label="${area.title}: ${description.title}">
            <h4>${description.title}</h4>
            ${measure(criterion, description, outlook?.criteria[id])}
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

function measure(
  criterion: Criterion,
  description: Description,
  outlook: CriterionOutlook | undefined,
): TemplateResult {
  return html`
    ${measured(criterion, description.unit)}
    <p class=${criterion.has_data ? 'remaining' : 'quiet'}>${remaining(criterion, description)}</p>
    ${workings(criterion)} ${criterion.has_data ? ahead(outlook, description.unit, 'card') : nothing}
  `;
}

/**
 * Surveys of which the file does not say whether an eligible trainer held the course are trusted as exported, and the
 * cards built on them say so [R-MCT].
 */
function trusted({ files }: Score): TemplateResult | typeof nothing {
  const some = files.some(
    ({ kind, notices }) => kind === 'surveys' && notices.some(({ code }) => code === 'eligibility_not_in_file'),
  );
  return some ? html`<p class="workings">Eligible trainers not stated: trusted as exported.</p>` : nothing;
}

/**
 * What a person can do about it, what the window loses next, and the day from which a target now reached no longer is.
 */
export function ahead(
  outlook: CriterionOutlook | undefined,
  unit: string,
  place: 'card' | 'flyout',
): TemplateResult | typeof nothing {
  if (!outlook) return nothing;
  const { needed, leaves, at_risk_on } = outlook;
  const gone = leaves ? leaving(leaves, unit) : '';
  // On a card of surveys "to go" has said it already.
  const says = needed && (place === 'flyout' || unit !== 'surveys');
  return html`
    ${says ? html`<p class="needed">Needed: ${needed}</p>` : nothing}
    ${leaves && gone ? html`<p class="leaves">Leaves by ${format.date(leaves.on)}: ${gone}</p>` : nothing}
    ${
      at_risk_on
        ? html`<p class="at-risk">${icons.triangle()}<span>At risk on ${format.date(at_risk_on)}${place === 'flyout' ? ', if no row is added until then' : ''}</span></p>`
        : nothing
    }
  `;
}

function leaving({ score, answers, shown }: Leaves, unit: string): string {
  if (score !== undefined) return Number(score) === 0 ? '' : amount(score, unit);
  return answers === undefined || String(answers) === '0'
    ? ''
    : `${format.counted(answers, 'answer', 'answers')}${shown ? ` of ${format.decimal(shown)} on average` : ''}`;
}

/** Value of target, status and bar: the same on a card and in the flyout. */
export function measured(criterion: Criterion, unit: string): TemplateResult {
  return html`
    <div class="measure">
      <p><span class="value">${valueOf(criterion, unit)}</span> of <span class="target">${format.decimal(criterion.target)}</span></p>
      ${statusOrNoFile(criterion.status, criterion.has_data)}
    </div>
    ${bar(criterion, criterion.has_data ? criterion.status : 'no-file')}
  `;
}

/** The value as it may be shown: points with a decimal, surveys without, averages as the core cut them. */
export function valueOf(criterion: Criterion, unit: string): string {
  if (!criterion.has_data) return '–';
  if (isAverage(criterion)) return criterion.shown ? format.decimal(criterion.shown) : '–';
  return unit === 'points' ? format.points(criterion.score) : format.count(criterion.score);
}

export function remaining(criterion: Criterion, { kind, unit }: Description): string {
  if (!criterion.has_data) return `Needs a file of ${FILE_WORDS[kind]}`;
  if (criterion.status === 'completed') return 'Target reached';
  if (isAverage(criterion))
    return criterion.shown ? `Below the target of ${format.decimal(criterion.target)}` : 'No answers that count yet';
  return `${amount(criterion.remaining, unit)} to go`;
}

/** What the value is made of, in one quiet line each. */
function workings(criterion: Criterion): TemplateResult | typeof nothing {
  if (!criterion.has_data) return nothing;
  return isAverage(criterion) ? averageWorkings(criterion) : termWorkings(criterion);
}

function averageWorkings({
  points,
  answers,
  surveys,
  shown,
  small_sample,
  from_averages,
}: AverageCriterion): TemplateResult | typeof nothing {
  if (!shown) return nothing;
  return html`<p class="workings">${format.counted(answers, 'answer', 'answers')} in ${format.counted(surveys, 'survey', 'surveys')}, ${format.decimal(points)} points${from_averages ? ', from averages' : ''}</p>
    ${small_sample ? html`<p class="workings">Small sample: the average can still move.</p>` : nothing}`;
}

function termWorkings({ terms }: ScoreCriterion): TemplateResult | typeof nothing {
  if (!terms || terms.length === 0) return nothing;
  return html`<ul class="workings">
    ${terms.map(
      (term) =>
        html`<li>
          <span>${termTitle(term)}</span>
          <span>${format.points(term.points)}${term.limited ? html` <em>limit reached</em>` : nothing}</span>
        </li>`,
    )}
  </ul>`;
}
