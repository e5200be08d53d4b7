/** The sheets on the right beside View details: help, choices, pasting, matching columns. One at a time. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { SheetName } from '../route';
import type { State } from '../state';
import type { Actions } from './actions';
import { choicesSheet } from './choices';
import { closing } from './dialog';
import { helpSheet } from './help';
import { icons } from './icons';
import { matchSheet } from './match';
import { noteIn } from './note';
import { pasteSheet } from './paste';

const TITLES: Record<SheetName, string> = {
  help: 'Help',
  choices: 'Choices',
  paste: 'Paste from Excel',
  match: 'Match columns',
};

export function sheet(state: State, actions: Actions): TemplateResult {
  const { sheet: name } = state;
  const { cancelled, closed, clicked } = closing(actions.closeSheet);
  return html`
    <dialog class="flyout sheet" aria-labelledby="sheet-title" @cancel=${cancelled} @close=${closed} @click=${clicked}>
      ${
        name
          ? html`<div class="flyout-body">
            <header class="flyout-head sheet-head">
              <h2 id="sheet-title" tabindex="-1" autofocus>${TITLES[name]}</h2>
              <button class="icon-button" type="button" aria-label="Close" title="Close" @click=${actions.closeSheet}>${icons.close()}</button>
              ${noteIn(state, actions)}
            </header>
            ${content(name, state, actions)}
          </div>`
          : nothing
      }
    </dialog>
  `;
}

function content(name: SheetName, state: State, actions: Actions): TemplateResult {
  switch (name) {
    case 'help':
      return helpSheet();
    case 'choices':
      return choicesSheet(state, actions);
    case 'paste':
      return pasteSheet();
    case 'match':
      return matchSheet(state, actions);
  }
}
