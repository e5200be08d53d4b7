/** The button that opens the browser's own file dialog: a real file input, dressed as a button. */

import { html, type TemplateResult } from 'lit/html.js';
import type { Actions } from './actions';

export function chooseFiles(actions: Actions, label: string, look: 'primary' | 'plain'): TemplateResult {
  const chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    actions.add([...(input.files ?? [])]);
    input.value = ''; // So that choosing the same file again is a change too.
  };
  return html`<label class="button ${look}"><input class="visually-hidden" type="file" multiple @change=${chosen} />${label}</label>`;
}
