/** A place to paste, for those who look for a button; Ctrl+V works anywhere on the page. */

import { html, type TemplateResult } from 'lit/html.js';

export function pasteSheet(): TemplateResult {
  const emptied = (event: Event): void => {
    (event.target as HTMLTextAreaElement).value = '';
  };
  return html`
    <section aria-labelledby="paste-how">
      <h3 id="paste-how">How it goes</h3>
      <ol class="steps">
        <li>In Excel, select the cells with the row of headings on top, and press Ctrl+C.</li>
        <li>Come back here and press Ctrl+V. On a Mac it is ⌘C and ⌘V.</li>
      </ol>
      <label class="field"
        ><span>Paste here</span>
        <textarea data-paste rows="6" spellcheck="false" autocomplete="off" placeholder="Ctrl+V" @input=${emptied}></textarea
      ></label>
      <p class="quiet">What you paste becomes a file of this visit, like one you dropped. Ctrl+V does the same anywhere on the page.</p>
    </section>
  `;
}
