/**
 * Something worth telling that needs nothing done, with the way back where there is one. It is said aloud by the live
 * region.
 */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { State } from '../state';
import type { Actions } from './actions';
import { icons } from './icons';

export function note({ note: words, undo }: State, actions: Actions): TemplateResult | typeof nothing {
  return words
    ? html`<div class="message">
        ${icons.info()}
        <p>${words}</p>
        ${undo?.said === words ? html`<button class="button plain" type="button" @click=${actions.undo}>${icons.undo()}Undo</button>` : nothing}
        <button class="icon-button" type="button" aria-label="Dismiss" title="Dismiss" @click=${actions.dismissNote}>${icons.close()}</button>
      </div>`
    : nothing;
}

/** What it said before the dialog opened: that stands on the page, and would only take the dialog's room. */
let before: string | null = null;

/**
 * The note in the head of a dialog, where it is seen however far down one has read. A place to paste is opened because
 * of what it says.
 */
export function noteIn(state: State, actions: Actions): TemplateResult | typeof nothing {
  if (!document.querySelector('dialog[open]')) before = state.note;
  return state.sheet === 'paste' || state.note !== before ? note(state, actions) : nothing;
}
