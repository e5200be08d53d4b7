// Everything by keyboard: what Tab reaches and in which order, and where the focus goes when a dialog opens and closes.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { kinds } from './support/browser.mjs';
import { AREAS, sampleDate, samplePaths } from './support/expected.mjs';
import { pageIn } from './support/shared.mjs';
import { becomes, until } from './support/wait.mjs';

/** What has the focus, in the words a user hears; null for none. Runs in the page. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
  return label.replace(/\s+/g, ' ').trim();
}

/**
 * Whether a ring stands around what has the focus, or around the button that a file input is dressed as. Runs in the
 * page.
 */
function ringed() {
  const { outlineStyle, outlineWidth } = getComputedStyle(
    document.activeElement.closest('label') ?? document.activeElement,
  );
  return outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2;
}

for (const kind of kinds)
  describe(`the keyboard in ${kind}`, () => {
    const page = pageIn({ kind });

    const focusOf = (tab) => tab.page.evaluate(focused);

    /**
     * What Tab comes by until the page has no more to offer; a part of a field that Tab stops at several times counts
     * once.
     */
    async function walk(tab) {
      const found = [];
      for (let steps = 0; steps < 200; steps++) {
        await tab.page.keyboard.press('Tab');
        const label = await focusOf(tab);
        if (label === null) return found;
        if (label === found.at(-1)) continue;
        assert.ok(await tab.page.evaluate(ringed), `“${label}” does not show that it has the focus`);
        found.push(label);
      }
      throw new Error(`Tab never leaves the page: ${found.join(', ')}`);
    }

    /**
     * Presses Tab, or Shift and Tab for `back`, until something with that name has the focus. Never past the end: what
     * comes then is the browser's.
     */
    async function goTo(tab, label, { back = false } = {}) {
      for (let steps = 0; steps < 60 && (await focusOf(tab)) !== label; steps++) {
        if (back) await tab.page.keyboard.down('Shift');
        await tab.page.keyboard.press('Tab');
        if (back) await tab.page.keyboard.up('Shift');
        assert.notEqual(await focusOf(tab), null, `the keys have left the page before they came to “${label}”`);
      }
      assert.equal(await focusOf(tab), label);
    }

    test('reaches every way in on the empty page, in the order they are read', async () => {
      const tab = await page.open();
      assert.deepEqual(await walk(tab), [
        'Help',
        'Choose files…',
        'Choose a folder…',
        'Paste from Excel',
        'Try with sample data (2,250 rows)',
        'Where do I get these files?',
        'How do I know nothing is sent?',
        'Download this page',
      ]);
    });

    test('starts the sample, and the focus goes on to the files', async () => {
      const tab = await page.open();
      await goTo(tab, 'Try with sample data (2,250 rows)');
      await tab.page.keyboard.press('Enter');
      await tab.atRest(3);
      assert.equal(await focusOf(tab), 'Files');
    });

    test('reaches files, settings, and View details of all fifteen in the order of the page', async () => {
      const tab = await page.open(`#/?on=${sampleDate}`);
      await tab.give(samplePaths);
      const found = await walk(tab);
      const titles = (await tab.screen()).overview.areas.cards.map(({ title }) => title);
      assert.equal(titles.length, AREAS.length);
      const details = [
        'View details: Courseware completions',
        'View details: Exam unit purchases',
        'View details: Average response score',
        ...titles.flatMap((title) => [
          `View details: Survey completions, ${title}`,
          `View details: Average response score, ${title}`,
        ]),
      ];
      assert.deepEqual(
        found.filter((label) => label.startsWith('View details')),
        details,
      );
      const order = [
        'Add files…',
        'Remove all',
        'Remove Courseware-completions.csv',
        'Remove Surveys.csv',
        'Anniversary date',
        'Window',
        details[0],
        details.at(-1),
        'See why',
      ].map((label) => found.indexOf(label));
      assert.ok(!order.includes(-1), found.join(', '));
      assert.deepEqual(
        order,
        [...order].sort((a, b) => a - b),
      );
    });

    test('opens the details, keeps the focus inside them, and gives it back on Escape', async () => {
      const tab = await page.open(`#/?on=${sampleDate}`);
      await tab.give(samplePaths);
      const button = '[data-criterion="security/average_response_score"] button';
      await tab.page.focus(button);
      const from = await focusOf(tab);
      await tab.page.keyboard.press('Enter');
      await becomes(async () => (await tab.flyout())?.place, '13 of 15');
      assert.equal(await focusOf(tab), 'Average response score', 'the title of what opened');

      // Round and round, either way: nothing of the page behind it. (Between two rounds the browser's own bar may have
      // the focus.)
      const inside = () =>
        tab.page.evaluate(
          () =>
            document.activeElement === document.body ||
            document.querySelector('#flyout dialog').contains(document.activeElement),
        );
      for (const key of ['Tab', 'Tab+Shift']) {
        const reached = new Set();
        for (let steps = 0; steps < 25; steps++) {
          if (key !== 'Tab') await tab.page.keyboard.down('Shift');
          await tab.page.keyboard.press('Tab');
          if (key !== 'Tab') await tab.page.keyboard.up('Shift');
          assert.ok(await inside(), `${key}, ${steps} times`);
          reached.add(await focusOf(tab));
        }
        for (const label of ['Previous criterion', 'Next criterion', 'Close', 'Download'])
          assert.ok(reached.has(label), `${label} is reached by ${key}: ${[...reached].join(', ')}`);
      }

      await tab.page.keyboard.press('Escape');
      await becomes(() => tab.flyout(), null);
      assert.equal(await focusOf(tab), from);
      assert.equal(await tab.hash(), `#/?on=${sampleDate}`);
    });

    test('leads all the way from pasting cells to a download, without a mouse and without knowing the page', async () => {
      const tab = await page.open(`#/?on=2026-12-01`);
      const press = (key) => tab.page.keyboard.press(key);
      const enter = async (label, options) => {
        await goTo(tab, label, options);
        await press('Enter');
      };

      // Cells of two exports, pasted. The clipboard belongs to all programs of the machine: what Ctrl+V would make of
      // it is told to the page instead.
      await enter('Paste from Excel');
      await becomes(() => focusOf(tab), 'Paste from Excel');
      await goTo(tab, 'Paste here');
      await tab.paste(
        'Redemption date\tCourse type\tAchievement code\n2026-06-03\tAdvanced\tA1\n2026-06-04\tnobody knows\tA2\n2019-06-04\tAdvanced\tA3\n',
      );
      await tab.atRest(1);
      await becomes(() => focusOf(tab), 'Files');
      await tab.paste('Purchase date\tExam type\tUnits\n2026-06-03\tAdvanced\t5\n');
      await tab.atRest(2);

      // Another day, and what it says is read out.
      await goTo(tab, 'Anniversary date');
      await tab.page.keyboard.type('11302026');
      await becomes(tab.hash, '#/?on=2026-11-30');
      await becomes(
        () =>
          tab.page.$eval('#announcement', ({ textContent }) =>
            /^2 files read\. .*no file of surveys/.test(textContent),
          ),
        true,
      );

      // A question only the user can answer, answered, undone and answered otherwise.
      await goTo(tab, '1 question only you can answer: 1 row waits', { back: true });
      await press('Enter');
      await enter('Advanced: “nobody knows”');
      await becomes(async () => (await tab.screen()).overview.base.cards.courseware_completions.value, '2.0');
      await enter('Undo', { back: true });
      await becomes(async () => (await tab.screen()).overview.base.cards.courseware_completions.value, '1.0');

      // From the card to the rows behind it, and their download.
      await enter('View details: Courseware completions');
      await becomes(async () => (await tab.flyout())?.place, '1 of 15');
      await enter('1, show line items: Outside the window');
      await until(() => tab.page.$('[data-testid=rows][aria-busy=false] .pager'), 'the line items are there');
      assert.equal(await focusOf(tab), 'Line items: Courseware completions');
      await goTo(tab, 'Download');
      const { name, bytes } = await page.browser.downloaded(() => press('Enter'));
      assert.equal(name, 'courseware-completions-outside-window-2026-11-30.csv');
      assert.match(
        bytes.toString('utf8'),
        /2019-06-04,Advanced,A3,not counted,0,outside_window,Pasted cells\.tsv,4\r\n$/,
      );
      await becomes(
        () => tab.page.$eval('#announcement', ({ textContent }) => textContent),
        'The line items have been downloaded.',
      );

      // And back to where it began.
      await enter('Overview', { back: true });
      await becomes(async () => (await tab.screen()).overview !== null, true);
      await becomes(() => focusOf(tab), 'See why');
      await enter('Remove all', { back: true });
      await becomes(() => focusOf(tab), 'Do you qualify as a Training Services Partner?');
      assert.deepEqual(tab.console, []);
    });

    test('walks to the next criterion and downloads its rows', async () => {
      const tab = await page.open(`#/?on=${sampleDate}`);
      await tab.give(samplePaths);
      await tab.page.focus('[data-criterion="courseware_completions"] button');
      await tab.page.keyboard.press('Enter');
      await becomes(async () => (await tab.flyout())?.place, '1 of 15');
      await goTo(tab, 'Next criterion', { back: true }); // it stands above the title, which has the focus
      await tab.page.keyboard.press('Enter');
      await becomes(async () => (await tab.flyout()).place, '2 of 15');
      assert.equal(await focusOf(tab), 'Next criterion', 'ready to go on');

      const menuIsOpen = () => tab.page.$eval('#flyout dialog .menu', ({ open }) => open);
      await goTo(tab, 'Download');
      await tab.page.keyboard.press('Enter');
      await becomes(menuIsOpen, true);
      await tab.page.keyboard.press('Escape');
      await becomes(menuIsOpen, false);
      assert.notEqual(await tab.flyout(), null, 'Escape closes the menu, not the details');
      assert.equal(await focusOf(tab), 'Download');
      await tab.page.keyboard.press('Enter');
      await goTo(tab, 'Not counted 12 rows');
      const { name } = await page.browser.downloaded(() => tab.page.keyboard.press('Enter'));
      assert.equal(name, `exam-unit-purchases-not-counted-${sampleDate}.csv`);
      assert.equal(await focusOf(tab), 'Download', 'ready for the next one');
    });

    test('coming back from line items goes on where the rows are accounted for', async () => {
      const tab = await page.open(`#/?on=${sampleDate}`);
      await tab.give(samplePaths);
      await tab.page.focus('.accounting summary');
      await tab.page.keyboard.press('Enter');
      await goTo(tab, '8, show line items: Counted already');
      for (const back of [() => tab.page.goBack(), () => tab.press('Overview')]) {
        await tab.page.keyboard.press('Enter');
        await becomes(() => focusOf(tab), 'Line items: Courseware completions');
        await back();
        await becomes(() => focusOf(tab), 'See why');
        await until(
          () =>
            tab.page.evaluate(() => {
              const { top, bottom } = document.activeElement.getBoundingClientRect();
              return top >= 0 && bottom <= innerHeight;
            }),
          'it is in sight',
        );
        await tab.page.keyboard.press('Enter');
        await goTo(tab, '8, show line items: Counted already');
      }
    });

    test('going backwards through a sheet, nothing that has the focus is hidden behind its head', async () => {
      const tab = await page.open(`#/?on=${sampleDate}`);
      await tab.give(samplePaths);
      await tab.page.setViewport({ width: 640, height: 450 });
      await tab.press('Match columns: Surveys.csv');
      await until(() => tab.page.$('dialog[open] .flyout-head'), 'the sheet is open');
      let seen = 0;
      for (let step = 0; step < 50; step++) {
        await tab.page.keyboard.down('Shift');
        await tab.page.keyboard.press('Tab');
        await tab.page.keyboard.up('Shift');
        const visible = await tab.page.evaluate(() => {
          const head = document.querySelector('dialog[open] .flyout-head');
          const element = document.activeElement;
          if (!element.closest('dialog') || head.contains(element)) return null;
          const { top, bottom } = element.getBoundingClientRect();
          return Math.min(bottom, innerHeight) - Math.max(top, head.getBoundingClientRect().bottom);
        });
        if (visible === null) continue;
        seen++;
        assert.ok(visible > 0, `${await focusOf(tab)} is hidden`);
      }
      assert.ok(seen > 10);
    });
  });
