/** The questions people ask first. */

import { html, type TemplateResult } from 'lit/html.js';

export function questions(): TemplateResult {
  return html`
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
            The page forbids itself every request: at the top of its source stands a Content Security Policy with
            <code>connect-src 'none'</code>, and your browser enforces it. What no policy can forbid, such as following a link, its own code never does. Everything the page
            needs arrived when it opened.
          </p>
          <ul>
            <li>Disconnect from the network now, then drop your files: it works just the same.</li>
            <li>Or press F12, open the Network tab, and watch it stay empty while your files are read.</li>
          </ul>
          <p>Nothing is stored either, unless you tick <em>Remember</em> when matching columns; then only headings are. Closing the page forgets everything else.</p>
        </div>
      </details>
      <details>
        <summary>Download this page</summary>
        <div class="answer">
          <p>The page is a handful of plain files. A copy on your own disk opens by double-click, needs no network and no installation, and gives the same results.</p>
          <p>It also comes as one single HTML file and as a zip: ask whoever gave you this address, or make them from the source with <code>tools/package</code>.</p>
        </div>
      </details>
    </div>
  `;
}
