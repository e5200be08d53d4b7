/** The page before any file: one sentence, the ways in, and the two questions people ask first. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import * as format from '../format';
import { sample } from '../sample';
import type { Actions } from './actions';
import { chooseFiles } from './choose';
import { icons } from './icons';

export function emptyPage(actions: Actions): TemplateResult {
  const example = sample();
  return html`
    <section class="welcome" aria-labelledby="welcome-title">
      <div class="welcome-drop">
        <span class="welcome-picture">${icons.drop()}</span>
        <h1 id="welcome-title" tabindex="-1">Do you qualify as a Training Services Partner?</h1>
        <p class="lead">
          Drop your courseware, exam and survey exports anywhere on this page to see whether you qualify, why, and what is missing.
        </p>
        <div class="welcome-buttons">
          ${chooseFiles(actions, 'Choose files…', 'primary')}
          ${example
            ? html`<button class="button plain" type="button" @click=${actions.trySample}>
                Try with sample data (${format.counted(example.rows, 'row', 'rows')})
              </button>`
            : nothing}
        </div>
        <p class="quiet">CSV files, any number at once. They are read on this computer and sent nowhere.</p>
      </div>
      <div class="questions">
        <details>
          <summary>Where do I get these files?</summary>
          <div class="answer">
            <p>Three kinds of export are needed. Each is recognised by its column headings, so the file names do not matter.</p>
            <ul>
              <li>
                <strong>Courseware completions</strong> and <strong>exam unit purchases</strong>: in Partner Center, choose Membership, then Training
                Services Partner. Open <em>View details</em> on the card and choose <em>Download</em>.
              </li>
              <li>
                <strong>Surveys</strong>: the Download of any survey card there, or an export of evaluations from Metrics that Matter with one row per
                survey and a column for each of the nine questions.
              </li>
            </ul>
            <p>Each file needs a date column and one that says Fundamental and others or Advanced. Export at least the 12 months before your anniversary date.</p>
          </div>
        </details>
        <details>
          <summary>How do I know nothing is sent?</summary>
          <div class="answer">
            <p>
              The page forbids itself every connection: at the top of its source stands a Content Security Policy with
              <code>connect-src 'none'</code>, and your browser enforces it. Everything the page needs arrived when it opened.
            </p>
            <ul>
              <li>Disconnect from the network now, then drop your files: it works just the same.</li>
              <li>Or press F12, open the Network tab, and watch it stay empty while your files are read.</li>
            </ul>
            <p>Nothing is stored either. Closing or reloading the page forgets everything.</p>
          </div>
        </details>
      </div>
    </section>
  `;
}
