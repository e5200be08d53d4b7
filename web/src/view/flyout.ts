/** View details: everything about one criterion, in a dialog on the right. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import * as format from '../format';
import type { Which } from '../items';
import type { Count, Criterion, Details, Rule, Term } from '../score';
import { isAverage } from '../score';
import { detailsOf, type State } from '../state';
import { criterionOrder, kindOf, termTitle } from '../words';
import { leadsTo, notCounted, reasonTable } from './accounting';
import type { Actions } from './actions';
import { ahead, measured } from './cards';
import { answers, monthChart } from './chart';
import { closing } from './dialog';
import { icons } from './icons';
import { noteIn } from './note';

export function flyout(state: State, actions: Actions): TemplateResult {
  const details = detailsOf(state, state.criterion);
  const { cancelled, closed, clicked } = closing(actions.closeDetails);
  return html`
    <dialog class="flyout" aria-labelledby="flyout-title" @cancel=${cancelled} @close=${closed} @click=${clicked}>
      ${details ? content(state, details, actions) : nothing}
    </dialog>
  `;
}

function content(state: State, details: Details, actions: Actions): TemplateResult {
  const { score } = state;
  const order = score ? criterionOrder(score) : [];
  const at = order.indexOf(details.criterion);
  const unit = details.terms.length > 0 ? 'points' : 'surveys';
  return html`
    <div class="flyout-body">
      <header class="flyout-head">
        <div class="flyout-walk">
          ${walk('Previous criterion', icons.previous(), order[at - 1], actions)} ${walk('Next criterion', icons.next(), order[at + 1], actions)}
          <span class="quiet">${at + 1} of ${order.length}</span>
          <button class="icon-button" type="button" aria-label="Close" title="Close" @click=${actions.closeDetails}>${icons.close()}</button>
        </div>
        ${details.area ? html`<p class="flyout-area">${details.area.title}</p>` : nothing}
        <h2 id="flyout-title" tabindex="-1" autofocus>${details.title}</h2>
        ${noteIn(state, actions)}
      </header>
      <section aria-label="Result">
        ${measured(asCriterion(details), unit)} ${ahead(state.outlook?.criteria[details.criterion], unit, 'flyout')}
        <p class="definition">${details.definition}</p>
        ${
          score
            ? html`<p class="quiet">
              Window: ${format.date(score.window.first)} – ${format.date(score.window.last)}, both days included. Anniversary ${format.date(score.anniversary)}.
            </p>`
            : nothing
        }
      </section>
      ${details.has_data ? downloads(state, details, actions) : nothing}
      ${details.has_data ? html`<section aria-labelledby="flyout-formula"><h3 id="flyout-formula">Formula</h3>${formula(details)}</section>` : nothing}
      ${details.has_data ? html`${monthChart(details)} ${isAverage(details) ? html`<section aria-label="Answers">${answers(details)}</section>` : nothing}` : nothing}
      <section aria-labelledby="flyout-rules">
        <h3 id="flyout-rules">Score calculation</h3>
        ${ruleTable(details.rules)}
      </section>
      ${
        details.has_data
          ? html`<section aria-label="Rows by reason">${reasonTable('Rows by reason', details.rows.counted, details.rows.in, details.reasons, leadsTo(details.criterion, kindOf(details.criterion), state, actions))}</section>`
          : nothing
      }
    </div>
  `;
}

/** Details carry the fields of either sort of criterion; which sort shows by the fields that are there. */
function asCriterion(details: Details): Criterion {
  return details as Criterion;
}

function walk(label: string, picture: TemplateResult, target: string | undefined, actions: Actions): TemplateResult {
  // Stays focusable at the ends of the row, so that the focus is not lost there.
  return html`<button
    class="icon-button"
    type="button"
    aria-label=${label}
    title=${label}
    aria-disabled=${target ? 'false' : 'true'}
    @click=${() => target && actions.showDetails(target)}
  >
    ${picture}
  </button>`;
}

function downloads({ downloading }: State, details: Details, actions: Actions): TemplateResult {
  const choices: [Which, string, Count][] = [
    ['counted', 'Counted', details.rows.counted],
    ['not-counted', 'Not counted', notCounted(details.rows)],
    ['all', 'All', details.rows.in],
  ];
  const choose = (event: Event, which: Which): void => {
    close((event.currentTarget as HTMLElement).closest('details'));
    actions.download(details.criterion, which);
  };
  return html`
    <div class="download">
      <details class="menu" @keydown=${closeOnEscape} @focusout=${closeWhenLeft}>
        <summary class="button primary">${icons.download()}Download</summary>
        <div class="menu-items">
          ${choices.map(
            ([which, label, rows]) =>
              html`<button type="button" ?disabled=${downloading} @click=${(event: Event) => choose(event, which)}>
                ${label} <span class="quiet">${format.counted(rows, 'row', 'rows')}</span>
              </button>`,
          )}
        </div>
      </details>
      <p class="quiet">
        ${
          downloading
            ? 'Putting the line items together…'
            : 'Line items as CSV, each with its verdict. A cell that begins like a formula gets an apostrophe in front.'
        }
      </p>
    </div>
  `;
}

function closeOnEscape(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  if (event.key !== 'Escape' || !menu.open) return;
  event.preventDefault(); // Closes the menu, not the dialog around it.
  event.stopPropagation();
  close(menu);
}

/** The focus goes back to the button: what had it is gone. */
function close(menu: HTMLDetailsElement | null): void {
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
}

function closeWhenLeft(event: FocusEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  if (event.relatedTarget && !menu.contains(event.relatedTarget as Node)) menu.open = false;
}

/** The equation in words, then with the real numbers. */
function formula(details: Details): TemplateResult {
  if (isAverage(details)) {
    return html`
      <p class="formula">Average response score = points of all answers ÷ answered questions</p>
      <p class="numbers" data-testid="equation">
        ${
          details.shown
            ? html`<strong>${format.decimal(details.shown)}</strong> = ${format.decimal(details.points)} ÷ ${format.count(details.answers)}
              <span class="working">from ${format.counted(details.surveys, 'survey', 'surveys')}</span>`
            : 'There are no answers that count in this window.'
        }
      </p>
    `;
  }
  const { terms } = details;
  if (terms.length === 0) {
    return html`<p class="formula">Survey completions = surveys counted</p>
      <p class="numbers" data-testid="equation"><strong>${format.count(details.score)}</strong> = ${format.counted(details.rows.counted, 'survey', 'surveys')}</p>`;
  }
  return html`
    <p class="formula">Total score = ${terms.map((term, index) => html`${index > 0 ? ' + ' : nothing}${termTitle(term)} points`)}</p>
    <p class="numbers" data-testid="equation">
      <strong>${format.points(details.score)}</strong> = ${terms.map((term, index) => html`${index > 0 ? ' + ' : nothing}${termNumbers(term)}`)}
    </p>
    ${terms
      .filter(({ limited }) => limited)
      .map(
        (term) =>
          html`<p class="quiet">${termTitle(term)} has reached its limit of ${format.decimal(term.limit ?? '0')} points: more of it adds nothing.</p>`,
      )}
  `;
}

/** 300.0 [712 × 0.5 = 356.0, limit 300] */
function termNumbers({ points, units, weight, before_limit, limit, limited }: Term): TemplateResult {
  const product = `${format.count(units)} × ${format.decimal(weight)}${limited && before_limit ? ` = ${format.points(before_limit)}` : ''}`;
  return html`<span class="term">${format.points(points)} <span class="working">[${product}${limit === null ? '' : `, limit ${format.decimal(limit)}`}]</span></span>`;
}

function ruleTable(rules: readonly Rule[]): TemplateResult {
  return html`
    <table class="rules">
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col" class="number">Value</th>
          <th scope="col">Section of Microsoft's article</th>
        </tr>
      </thead>
      <tbody>
        ${rules.map(
          ({ text, value, source }) =>
            html`<tr>
              <th scope="row">${text}</th>
              <td class="number">${Number.isFinite(Number(value)) ? format.decimal(value) : value}</td>
              <td>${source}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  `;
}
