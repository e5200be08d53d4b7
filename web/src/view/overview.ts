/** The overview, in Partner Center's order: the equation, the overall status, the base criteria, the solution areas. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import * as format from '../format';
import type { Area, Outlook, Score, Status } from '../score';
import type { State } from '../state';
import { verdict } from '../verdict';
import { BASE_CRITERIA } from '../words';
import { accounting } from './accounting';
import type { Actions } from './actions';
import { areaCard, baseCard } from './cards';
import { icons } from './icons';
import { noFileYet, statusOf, statusOrNoFile } from './status';

export function overview(state: State, actions: Actions): TemplateResult | typeof nothing {
  const { score, outlook } = state;
  if (!score) return nothing;
  const baseRead = BASE_CRITERIA.some(({ id }) => score.base[id].has_data);
  return html`
    <div class="overview" aria-busy=${state.reading ? 'true' : 'false'}>
      ${equation(score, baseRead)} ${overall(score, outlook)}
      <section class="criteria" aria-labelledby="base-title" data-testid="base">
        <div class="section-head">
          <h2 id="base-title">1. Base criteria</h2>
          ${statusOrNoFile(score.base.status, baseRead)}
        </div>
        <div class="cards base-cards">${BASE_CRITERIA.map((criterion) => baseCard(criterion, score, outlook, actions))}</div>
      </section>
      <section class="criteria" aria-labelledby="areas-title" data-testid="areas">
        <div class="section-head">
          <h2 id="areas-title">2. Solution areas</h2>
          ${areasStatus(score.areas)}
          <p class="section-note">One completed area is enough.</p>
        </div>
        <div class="cards area-cards">${score.areas.map((area) => areaCard(area, score, outlook, actions))}</div>
      </section>
      ${accounting(state, actions)}
    </div>
  `;
}

function equation(score: Score, baseRead: boolean): TemplateResult {
  const baseDone = BASE_CRITERIA.filter(({ id }) => score.base[id].status === 'completed').length;
  const areasDone = score.areas.filter(({ status }) => status === 'completed').length;
  return html`
    <section class="equation" aria-label="How qualification works">
      <div class="equation-part total">
        <p>Qualification for Training Services</p>
        ${score.overall.certain || score.overall.qualified ? statusOf(score.overall.status) : html`<span class="status is-no-file">${icons.dashed()}Cannot tell yet</span>`}
      </div>
      <span class="equation-sign" role="img" aria-label="equals">=</span>
      <div class="equation-part">
        <p><span class="equation-number">1</span>Meet base criteria</p>
        ${baseRead ? html`${statusOf(score.base.status)}<span class="equation-count">${baseDone} of ${BASE_CRITERIA.length}</span>` : noFileYet()}
      </div>
      <span class="equation-sign" role="img" aria-label="plus">+</span>
      <div class="equation-part">
        <p><span class="equation-number">2</span>Qualify any one of solution area</p>
        ${areasStatus(score.areas)}<span class="equation-count">${areasDone} of ${score.areas.length}</span>
      </div>
    </section>
  `;
}

/** Any one area is enough, so the best of them speaks for all. */
function areasStatus(areas: readonly Area[]): TemplateResult {
  const order: Status[] = ['completed', 'in-progress', 'not-started'];
  const best = order.find((status) => areas.some((area) => area.status === status)) ?? 'not-started';
  return statusOrNoFile(
    best,
    areas.some((area) => area.survey_completions.has_data),
  );
}

function overall(score: Score, outlook: Outlook | null): TemplateResult {
  const { headline, sentence } = verdict(score, outlook);
  const sure = score.overall.certain || score.overall.qualified;
  return html`
    <section class="overall ${sure ? `is-${score.overall.status}` : 'is-no-file'}" aria-labelledby="overall-title" data-testid="overall">
      <div class="overall-head">
        <h2 id="overall-title">Overall qualification status</h2>
        ${statusOf(score.overall.status)}
        ${sure ? nothing : html`<span class="status is-no-file">${icons.dashed()}Cannot tell yet</span>`}
      </div>
      <p class="verdict" data-headline=${headline}>${sentence}</p>
      ${
        outlook?.qualified_at_risk_on
          ? html`<p class="at-risk">${icons.triangle()}<span>At risk on ${format.date(outlook.qualified_at_risk_on)}: no longer qualified then if no row is added.</span></p>`
          : nothing
      }
    </section>
  `;
}
