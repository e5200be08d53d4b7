/** Help: what the page does, how to read it, and how to work it by keyboard. */

import { html, type TemplateResult } from 'lit/html.js';
import { questions } from './questions';
import { noFileYet, statusOf } from './status';
import { icons } from './icons';

export function helpSheet(): TemplateResult {
  return html`
    <section aria-labelledby="help-what">
      <h3 id="help-what">What this page does</h3>
      <p>
        It reads the exports you drop, gives every row one verdict (counted, or the first reason why not), and adds up the counted ones as the Training
        Services Partner rules say. Nothing you drop leaves this computer.
      </p>
      <p>The anniversary date decides the window. Change it to see where you stand on another day; the files are not read again for it.</p>
    </section>
    <section aria-labelledby="help-status">
      <h3 id="help-status">What the signs mean</h3>
      <dl class="legend">
        <div><dt>${statusOf('not-started')}</dt><dd>Files were read, and nothing in them counts yet.</dd></div>
        <div><dt>${statusOf('in-progress')}</dt><dd>Something counts, and the target is not reached.</dd></div>
        <div><dt>${statusOf('completed')}</dt><dd>The target is reached.</dd></div>
        <div><dt>${noFileYet()}</dt><dd>No file of this kind was read, so nothing can be said.</dd></div>
        <div><dt class="at-risk">${icons.triangle()}At risk</dt><dd>Completed now, but not on the date it names if no row is added until then.</dd></div>
      </dl>
      <p class="quiet">The tick on a bar is the target.</p>
    </section>
    <section aria-labelledby="help-rows">
      <h3 id="help-rows">When rows do not count</h3>
      <p>
        <em>See why</em> below the cards lists the reasons, and every number of rows leads to the rows themselves. “Cannot say” means that the row could not be
        understood; where you can settle it, the page asks you. Your answers are under <em>Choices</em>, can be taken back, and can be saved as a file.
      </p>
      <p>If a file is taken for the wrong thing, or a column is not found, choose <em>Match columns</em> on the file.</p>
    </section>
    <section aria-labelledby="help-keys">
      <h3 id="help-keys">By keyboard</h3>
      <dl class="legend">
        <div><dt><kbd>Tab</kbd></dt><dd>walks through everything that can be chosen</dd></div>
        <div><dt><kbd>Ctrl</kbd> <kbd>V</kbd></dt><dd>adds the cells or files on the clipboard</dd></div>
        <div><dt><kbd>Esc</kbd></dt><dd>closes what is open on the right; so does the browser's Back</dd></div>
      </dl>
    </section>
    <section aria-label="Questions">${questions()}</section>
    <section aria-labelledby="help-unofficial">
      <h3 id="help-unofficial">How far to trust it</h3>
      <p>
        The rules are those Microsoft publishes. The columns of its exports are not published: they are recognised by their headings. Where courses say nothing of
        their category or area, an unofficial list is asked, and what it decided is marked. The result in Partner Center counts.
      </p>
    </section>
  `;
}
