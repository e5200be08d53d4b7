/** The button that opens the browser's own file dialog: a real file input, dressed as a button. */

import { html, type TemplateResult } from 'lit/html.js';
import type { Actions } from './actions';
import { isTheUsers } from './drop';

export function chooseFiles(actions: Actions, label: string, look: 'primary' | 'plain'): TemplateResult {
  return html`<label class="button ${look}"><input class="visually-hidden" type="file" multiple @change=${(event: Event) => chosen(event, actions)} />${label}</label>`;
}

/** All files in a folder and the folders in it. */
export function chooseFolder(actions: Actions): TemplateResult {
  return html`<label class="button plain"
    ><input class="visually-hidden" type="file" webkitdirectory multiple @change=${(event: Event) => chosen(event, actions)} />Choose a folder…</label
  >`;
}

function chosen(event: Event, actions: Actions): void {
  const input = event.target as HTMLInputElement;
  actions.add([...(input.files ?? [])].filter(({ name }) => isTheUsers(name)));
  input.value = ''; // So that choosing the same file again is a change too.
}
