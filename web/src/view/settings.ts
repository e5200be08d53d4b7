/** The anniversary and the window: the two settings, answered at once. */

import { html, noChange, nothing, type TemplateResult } from 'lit/html.js';
import { live } from 'lit/directives/live.js';
import * as format from '../format';
import { FIRST_ANNIVERSARY, isAnniversary, LAST_ANNIVERSARY } from '../route';
import type { WindowMode } from '../score';
import { anniversaryOf, windowOf } from '../session';
import type { State } from '../state';
import { WINDOW_WORDS } from '../words';
import type { Actions } from './actions';
import { icons } from './icons';

export function settings(state: State, actions: Actions): TemplateResult {
  const { score, unusableOn } = state;
  const mode = windowOf(state);
  const dated = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    actions.setAnniversary(isAnniversary(value) ? value : null);
  };
  return html`
    <section class="settings" aria-label="Anniversary and window">
      <div class="field">
        <label for="anniversary">Anniversary date</label>
        <input
          id="anniversary"
          type="date"
          required
          min=${FIRST_ANNIVERSARY}
          max=${LAST_ANNIVERSARY}
          .value=${unusableOn ? noChange : live(anniversaryOf(state))}
          aria-invalid=${unusableOn ? 'true' : 'false'}
          aria-describedby=${unusableOn ? 'anniversary-help' : nothing}
          @input=${dated}
        />
      </div>
      <div class="field">
        <label for="window-mode">Window</label>
        <select id="window-mode" @change=${(event: Event) => actions.setWindow((event.target as HTMLSelectElement).value as WindowMode)}>
          ${(Object.keys(WINDOW_WORDS) as WindowMode[]).map((id) => html`<option value=${id} .selected=${id === mode}>${WINDOW_WORDS[id]}</option>`)}
        </select>
      </div>
      <dl class="window-facts">
        <div>
          <dt>Rows that count are dated</dt>
          <dd data-testid="window">${score ? html`${format.date(score.window.first)} – ${format.date(score.window.last)}` : '…'}</dd>
        </div>
        <div>
          <dt>Rulebook of</dt>
          <dd>${score ? format.date(score.rulebook) : '…'}</dd>
        </div>
      </dl>
      <button class="button plain print" type="button" aria-disabled=${state.preparing ? 'true' : 'false'} @click=${actions.print}>
        ${icons.print()}${state.preparing ? 'Making it ready…' : 'Print report'}
      </button>
      ${
        unusableOn
          ? html`<p class="field-help" id="anniversary-help">
            Enter a whole date from ${format.date(FIRST_ANNIVERSARY)} to ${format.date(LAST_ANNIVERSARY)}. Until then the result below is for
            ${score ? format.date(score.anniversary) : 'the date before'}.
          </p>`
          : nothing
      }
    </section>
  `;
}
