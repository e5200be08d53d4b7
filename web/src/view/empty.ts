/** The page before any file: one sentence, the ways in, and the two questions people ask first. */

import { html, type TemplateResult } from 'lit/html.js';
import * as format from '../format';
import { sampleRows } from '../sample';
import type { Actions } from './actions';
import { chooseFiles, chooseFolder } from './choose';
import { icons } from './icons';
import { questions } from './questions';

/**
 * @param localised whether numbers may be written by locale: the first one takes a browser 20 ms, for which the first
 * picture does not wait.
 */
export function emptyPage(actions: Actions, localised: boolean): TemplateResult {
  return html`
    <section class="welcome" aria-labelledby="welcome-title">
      <div class="welcome-drop">
        <span class="welcome-picture">${icons.drop()}</span>
        <h1 id="welcome-title" tabindex="-1">Do you qualify as a Training Services Partner?</h1>
        <p class="lead">
          Drop your courseware, exam and survey exports anywhere on this page to see whether you qualify, why, and what is missing.
        </p>
        <div class="welcome-buttons">
          ${chooseFiles(actions, 'Choose files…', 'primary')} ${chooseFolder(actions)}
          <button class="button plain" type="button" aria-haspopup="dialog" @click=${() => actions.openSheet('paste')}>Paste from Excel</button>
        </div>
        <div class="welcome-buttons">
          <button class="button plain" type="button" @click=${actions.trySample}>
            Try with sample data (${localised ? format.count(sampleRows) : sampleRows} rows)
          </button>
        </div>
        <p class="quiet">CSV files, any number at once. They are read on this computer and sent nowhere.</p>
      </div>
      ${questions()}
    </section>
  `;
}
