// What lies over the page: it closes when that is meant and not otherwise, and says itself what there is to say while
// it is open.

import assert from 'node:assert/strict';
import { appendFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { kinds } from './support/browser.mjs';
import { sampleDate, samplePaths } from './support/expected.mjs';
import { EXAMS, table } from './support/files.mjs';
import { scratch } from './support/scratch.mjs';
import { pageIn } from './support/shared.mjs';
import { becomes, grace, until } from './support/wait.mjs';

const HASH = `#/?on=${sampleDate}`;
const isOpen = (tab) => tab.page.evaluate(() => document.querySelector('dialog[open]') !== null);

for (const kind of kinds)
  describe(`dialogs in ${kind}`, () => {
    const page = pageIn({ kind });

    for (const [what, selector] of [
      ['View details', '[data-criterion="courseware_completions"] button'],
      ['Match columns', '.file-foot button'],
    ]) {
      test(`${what} chosen by a double-click stays open, and one click beside it closes it`, async () => {
        const tab = await page.open(HASH);
        await tab.give(samplePaths);
        const button = await tab.page.$(selector);
        await button.click({ count: 2 });
        await grace();
        assert.ok(await isOpen(tab));
        await tab.page.mouse.click(40, 400);
        await becomes(() => isOpen(tab), false);
      });
    }

    test('details opened again before the browser tells that they were closed stay open', async () => {
      const tab = await page.open(HASH);
      await tab.give(samplePaths);
      await tab.details('courseware_completions');
      await becomes(() => isOpen(tab), true);
      await tab.page.evaluate(() => {
        document.querySelector('#flyout dialog').dispatchEvent(new Event('close'));
      });
      await grace();
      assert.ok(await isOpen(tab));
    });

    test('a file dialog that is cancelled leaves the sheet open that it was opened from', async () => {
      const tab = await page.open(HASH);
      await tab.give(samplePaths.slice(1, 2));
      await tab.press('Choices');
      await becomes(() => isOpen(tab), true);
      await tab.page.$eval('#sheet input[type=file]', (input) =>
        input.dispatchEvent(new Event('cancel', { bubbles: true })),
      );
      await grace();
      assert.ok(await isOpen(tab));
      await tab.page.keyboard.press('Escape');
      await becomes(() => isOpen(tab), false);
    });

    test('the next criterion begins at its top, and the menu of downloads closes when the focus goes on', async () => {
      const tab = await page.open(HASH);
      await tab.give(samplePaths);
      await tab.details('courseware_completions');
      await becomes(() => isOpen(tab), true);
      const scrolled = () => tab.page.$eval('#flyout dialog', ({ scrollTop }) => scrollTop);
      await tab.page.$eval('#flyout dialog', (dialog) => {
        dialog.scrollTop = 300;
      });
      assert.equal(await scrolled(), 300);
      await tab.press('Next criterion');
      await becomes(async () => [(await tab.flyout()).place, await scrolled()], ['2 of 15', 0]);

      const menu = () => tab.page.$eval('#flyout .menu', ({ open }) => open);
      await tab.page.focus('#flyout .menu summary');
      await tab.page.keyboard.press('Enter');
      await becomes(menu, true);
      for (let items = 0; items < 3; items++) await tab.page.keyboard.press('Tab');
      assert.equal(await menu(), true);
      await tab.page.keyboard.press('Tab');
      await becomes(menu, false);
    });

    test('a text selected in the details may end beside them', async () => {
      const tab = await page.open(HASH);
      await tab.give(samplePaths);
      await tab.details('courseware_completions');
      const { x, y } = await until(
        () =>
          tab.page.evaluate(() => {
            if (document.getAnimations().length > 0) return null;
            const { left: x, top: y } = document
              .querySelector('#flyout dialog[open] .definition')
              .getBoundingClientRect();
            return { x: x + 40, y: y + 5 };
          }),
        'the details are where they stay',
      );
      await tab.page.mouse.move(x, y);
      await tab.page.mouse.down();
      await tab.page.mouse.move(x - 200, y, { steps: 5 });
      await tab.page.mouse.up();
      await grace();
      assert.ok(await isOpen(tab));
      assert.notEqual(await tab.page.evaluate(() => String(getSelection())), '');
    });

    test('what was begun in Match columns is not taken for another file that comes to that place', async () => {
      const tab = await page.open(HASH);
      await tab.press('Try with sample data (2,250 rows)');
      await tab.atRest(3);
      await tab.press('Match columns: Surveys.csv');
      const first = () =>
        tab.page.evaluate(() => [
          document.querySelector('.match-name').innerText,
          document.querySelector('.match select').value,
        ]);
      const [, before] = await first();
      await tab.page.select('.match select', '');
      await becomes(first, ['Surveys.csv', '']);
      await tab.give([samplePaths[0], samplePaths[1], samplePaths[2]]);
      await becomes(first, ['Surveys.csv', before]);
    });

    /** What the open dialog says to eyes and to ears, its own words aside. */
    const saidIn = (tab) =>
      tab.page.evaluate(() => {
        const dialog = document.querySelector('dialog[open]');
        const message = dialog?.querySelector('.message p');
        const { top = -1, bottom = -1 } = message?.getBoundingClientRect() ?? {};
        return {
          seen: top >= 0 && bottom <= innerHeight ? message.innerText : null,
          heard: dialog?.querySelector('[role=status]')?.textContent ?? null,
        };
      });
    const both = (words) => ({ seen: words, heard: words });

    test('a paste without cells is answered in the sheet it was tried in, also once more', async () => {
      const words =
        'There are no cells on the clipboard. In Excel, select the cells with their headings, press Ctrl+C, and paste again.';
      const tab = await page.open();
      await tab.press('Paste from Excel');
      await becomes(() => saidIn(tab), { seen: null, heard: '' });
      await tab.paste('no cells');
      await becomes(() => saidIn(tab), both(words));
      await tab.page.keyboard.press('Escape');
      await becomes(() => isOpen(tab), false);
      assert.equal((await tab.screen()).note, words);
      await tab.press('Paste from Excel');
      await becomes(async () => (await saidIn(tab)).seen, words);
    });

    test('a download that cannot be made is told in the details it was chosen in, however far down they are read; what was told before is not', async () => {
      const path = join(scratch(), 'Exams.csv');
      writeFileSync(path, table(EXAMS, '2026-06-03,1001,AZ-104,Advanced,5'));
      const tab = await page.open(HASH);
      await tab.give([path]);
      await tab.paste('no cells');
      await becomes(async () => (await tab.screen()).note !== null, true);
      appendFileSync(path, '2026-06-04,1001,AZ-104,Advanced,5\n');
      utimesSync(path, 1, 1);
      await tab.details('exam_unit_purchases');
      await becomes(() => saidIn(tab), { seen: null, heard: '' });
      await tab.download('All');
      const words =
        'Exams.csv has changed since it was read, or another program has it open. Save or close it, then drop it again.';
      await becomes(() => saidIn(tab), both(words));
      await tab.page.evaluate(() => {
        document.querySelector('#flyout dialog').scrollTop = 1e6;
      });
      assert.equal((await saidIn(tab)).seen, words);
      await tab.press('Dismiss');
      await becomes(async () => (await saidIn(tab)).seen, null);
      await becomes(() => tab.page.evaluate(() => document.activeElement.id), 'flyout-title');
    });
  });
