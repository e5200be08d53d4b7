// The screen of line items: what is asked for is shown, as the downloads have it, and nobody ends up where nothing is.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import { tspq } from '../wasm/core.mjs';
import { readRows } from './support/csv.mjs';
import { detailsOf, number, sampleDate, sampleNames, samplePaths } from './support/expected.mjs';
import { wordy } from './support/files.mjs';
import { pageIn } from './support/shared.mjs';
import { becomes, until } from './support/wait.mjs';
import { holdReadings, letReadingsGo } from './support/worker.mjs';

const details = detailsOf(samplePaths, sampleDate);

/** What stands above the table: the chip that is chosen and the place among the pages. */
const shown = (tab) =>
  tab.page.evaluate(() => {
    const words = (selector) =>
      document
        .querySelector(`[data-testid=rows][aria-busy=false] ${selector}`)
        ?.innerText.replace(/\s+/g, ' ')
        .trim() ?? null;
    return [words('.chip[aria-pressed=true]'), words('.pager span')];
  });

/** What `tspq rows` prints of the sample under these options. */
const printed = (...options) => tspq(['rows', ...samplePaths, '--anniversary', sampleDate, ...options]).bytes;
const headers = Object.fromEntries(
  samplePaths.map((path) => [basename(path), readFileSync(path, 'utf8').split(/\r?\n/, 1)[0].split(',')]),
);

/** Rows of a download as the table has them. */
const asInTable = (rows) =>
  rows.map((row) => ({
    file: row.tspq_file,
    row: number(row.tspq_row),
    verdict: row.tspq_verdict[0].toUpperCase() + row.tspq_verdict.slice(1),
    reason: row.tspq_reason,
    points: row.tspq_points,
    cells: headers[row.tspq_file].map((heading) => row[heading]),
  }));

/**
 * The rows in the tables; one with fewer or more cells than its header, which is shown as it is, with its cells as a
 * download has them.
 */
const inTable = (tab) =>
  tab.page.evaluate(() =>
    [...document.querySelectorAll('[data-testid=rows][aria-busy=false] table.items')].flatMap((table) => {
      const width = table.querySelectorAll('thead th').length;
      return [...table.querySelectorAll('tbody tr')].map((tr) => {
        const words = [...tr.children].map((cell) => cell.innerText.trim());
        const surplus = words.splice(width);
        const [row, verdict, , points, ...cells] = Array.from({ length: width }, (_, at) => words[at] ?? '');
        cells.push([cells.pop(), ...surplus].join());
        return {
          file: table.querySelector('caption').innerText,
          row,
          verdict,
          reason: tr.dataset.reason,
          points,
          cells,
        };
      });
    }),
  );

describe('the line items', () => {
  const page = pageIn({ kind: 'chromium' }); // the only engine here in which Escape clears a field

  async function items(query = '') {
    const tab = await page.open(`#/rows?${query}on=${sampleDate}`);
    await tab.give(samplePaths);
    return tab;
  }

  test('all come back when the text looked for is cleared by Escape', async () => {
    const tab = await items();
    await becomes(() => shown(tab), ['All 2,250', '1 – 100 of 2,250']);
    await tab.page.focus('#rows-text');
    await tab.page.keyboard.type('2026-06-03');
    await tab.page.keyboard.press('Enter');
    await until(async () => !/2,250/.test(await shown(tab)), 'fewer are shown');
    await tab.page.keyboard.press('Escape');
    assert.equal(await tab.page.$eval('#rows-text', ({ value }) => value), '');
    await becomes(() => shown(tab), ['All 2,250', '1 – 100 of 2,250']);
  });

  test('are all shown where there are none such as the address names, and those that have it where there are some', async () => {
    for (const query of ['reason=nonsense&', 'criterion=nonsense&', 'criterion=nonsense&reason=duplicate&']) {
      const nonsense = await items(query);
      await becomes(() => shown(nonsense), ['All 2,250', '1 – 100 of 2,250'], query);
      assert.equal(await nonsense.hash(), `#/rows?on=${sampleDate}`);
      assert.equal((await nonsense.screen()).note, null);
    }
    const some = await items('reason=not_advanced&');
    await until(async () => (await shown(some))[1], 'line items are shown');
    assert.equal(await some.hash(), `#/rows?reason=not_advanced&on=${sampleDate}`);
  });

  test('are all shown when another criterion is chosen, none of whose rows has the reason, and keep a reason that its rows have', async () => {
    const tab = await items('criterion=average_response_score&reason=not_advanced&');
    await until(async () => (await shown(tab))[1], 'line items are shown');
    const all = (criterion) => details[criterion].rows.in.toLocaleString('en');
    await tab.page.select('#rows-criterion', 'courseware_completions');
    await becomes(async () => (await shown(tab))[0], `All ${all('courseware_completions')}`);
    assert.equal(await tab.hash(), `#/rows?criterion=courseware_completions&on=${sampleDate}`);
    await tab.click('.chip[data-reason=outside_window]');
    await tab.page.select('#rows-criterion', 'exam_unit_purchases');
    const rows = details.exam_unit_purchases.rows.reasons.outside_window;
    await becomes(async () => (await shown(tab))[1], `1 – ${rows} of ${rows}`);
  });

  test('are page by page the rows of the download, in its order', async () => {
    const { rows } = readRows(printed());
    const last = Math.floor((rows.length - 1) / 100) * 100;
    const tab = await items();
    /** Presses one of the buttons above the table and tells where that leads to. */
    const turns = async (label, from) => {
      if (label) await tab.press(label);
      await becomes(() => inTable(tab), asInTable(rows.slice(from, from + 100)), `from ${from}`);
      assert.equal(
        (await shown(tab))[1],
        `${number(from + 1)} – ${number(Math.min(from + 100, rows.length))} of ${number(rows.length)}`,
      );
      const off = await tab.page.$$eval('.pager:first-of-type [aria-disabled=true]', (all) =>
        all.map(({ ariaLabel }) => ariaLabel),
      );
      assert.deepEqual(off, [
        ...(from === 0 ? ['First page', 'Previous page'] : []),
        ...(from === last ? ['Next page', 'Last page'] : []),
      ]);
    };
    await turns(null, 0);
    await turns('Next page', 100);
    await turns('Next page', 200);
    await turns('Previous page', 100);
    await turns('First page', 0);
    await turns('Last page', last);
    await tab.press('Next page');
    await turns(null, last);
  });

  test('say in a sentence why each of them counts or does not, and the chips say it in a few words', async () => {
    const tab = await items('reason=outside_window&');
    const title = details.courseware_completions.reasons.find(({ id }) => id === 'outside_window').title;
    await becomes(
      async () => (await shown(tab))[0],
      `${title} ${readRows(printed('--reason', 'outside_window')).rows.length}`,
    );
    const why = () => tab.page.$eval('table.items tbody .why', ({ innerText }) => innerText);
    assert.match(await why(), /^Outside the window: 31 Oct 2025 is before 1 Dec 2025\.$/);
    await tab.click('.chip[data-reason=counted]');
    await becomes(why, 'Counted as Fundamental and others.');
  });

  test('are narrowed by each field as on the command line, from their first page on, and so is their download', async () => {
    const tab = await items();
    const options = async (selector) =>
      Object.fromEntries(
        await tab.page.$$eval(`${selector} option`, (all) => all.map(({ text, value }) => [text, value])),
      );
    const surveys = (await options('#rows-file'))[sampleNames[2]];
    const type = async (text) => {
      await tab.page.focus('#rows-text');
      await tab.page.keyboard.type(text);
      await tab.page.keyboard.press('Enter');
    };
    const ways = [
      [() => tab.page.select('#rows-file', surveys), ['--file', sampleNames[2]]],
      [() => tab.page.select('#rows-area', 'security'), ['--area', 'security']],
      [() => tab.page.select('#rows-category', 'advanced'), ['--category', 'advanced']],
      [() => type('4012002'), ['--text', '4012002']],
      [() => tab.click('.chip[data-reason=outside_window]'), ['--reason', 'outside_window']],
    ];
    const chosen = [];
    for (const [narrow, option] of ways) {
      await becomes(async () => (await inTable(tab)).length > 0, true);
      if ((await tab.page.$('.pager [aria-label="Last page"][aria-disabled=false]')) !== null) {
        await tab.press('Last page');
        await until(async () => !(await shown(tab))[1]?.startsWith('1 '), 'the last page is shown');
      }
      await narrow();
      chosen.push(...option);
      const { rows } = readRows(printed(...chosen));
      assert.ok(rows.length > 0, chosen.join(' '));
      await becomes(() => inTable(tab), asInTable(rows.slice(0, 100)), chosen.join(' '));
    }
    const { name, bytes } = await page.browser.downloaded(() => tab.press('Download'));
    assert.equal(name, `line-items-outside-window-selection-${sampleDate}.csv`);
    assert.equal(bytes.toString('utf8'), printed(...chosen).toString('utf8'));
    assert.equal(
      await tab.hash(),
      `#/rows?reason=outside_window&on=${sampleDate}`,
      'what else was chosen can be data, and is not in the address',
    );

    // Elsewhere they are asked for anew, without what narrowed them here.
    await tab.press('Overview');
    await tab.press('Show all line items');
    await becomes(() => shown(tab), ['All 2,250', '1 – 100 of 2,250']);
  });

  test('with another reason begin at their first page, whatever page the ones before were at', async () => {
    const tab = await items();
    await until(async () => (await shown(tab))[1], 'line items are shown');
    await tab.press('Next page');
    await becomes(async () => (await shown(tab))[1], '101 – 200 of 2,250');
    await tab.click('.chip[data-reason=outside_window]');
    const { length } = readRows(printed('--reason', 'outside_window')).rows;
    await becomes(async () => (await shown(tab))[1], `1 – 100 of ${length}`);
  });

  test('stay below a sheet as they were, and Back closes it', async () => {
    const tab = await items('criterion=exam_unit_purchases&reason=cancelled&');
    await until(async () => (await shown(tab))[1], 'line items are shown');
    const before = [await tab.hash(), await shown(tab)];
    await tab.press('Choices');
    await until(() => tab.page.$('#sheet dialog[open]'), 'the choices are open');
    assert.equal(await tab.hash(), `#/choices?on=${sampleDate}`);
    assert.deepEqual(await shown(tab), before[1]);
    await tab.page.goBack();
    await until(async () => (await tab.page.$('#sheet dialog[open]')) === null, 'the choices are closed');
    assert.deepEqual([await tab.hash(), await shown(tab)], before);
  });

  test('from the details take their place: Back leads to the overview', async () => {
    const tab = await page.open(`#/?on=${sampleDate}`);
    await tab.give(samplePaths);
    await tab.details('exam_unit_purchases');
    await becomes(async () => (await tab.flyout())?.place, '2 of 15');
    await tab.press('3, show line items: Cancelled');
    await becomes(async () => (await shown(tab))[0], 'Cancelled 3');
    await tab.page.goBack();
    await becomes(async () => (await tab.screen()).overview !== null, true);
    assert.equal(await tab.flyout(), null);
    assert.equal(await tab.hash(), `#/?on=${sampleDate}`);
  });

  test('asked for anew are not there before they are found, and neither are the ones before them', async () => {
    const tab = await page.open(`#/rows?reason=cancelled&on=${sampleDate}`, { tools: [holdReadings, letReadingsGo] });
    await tab.give(samplePaths);
    await becomes(async () => (await shown(tab))[0], 'Cancelled 3');
    await tab.press('Overview');
    await tab.inWorker(holdReadings, 0);
    await tab.press('Show all line items');
    await becomes(
      () => tab.page.$$eval('.rows table, .rows > .quiet', (all) => all.map((part) => part.innerText)),
      ['Looking for line items…'],
    );
    await tab.inWorker(letReadingsGo);
    await becomes(() => shown(tab), ['All 2,250', '1 – 100 of 2,250']);
  });

  test('cut long cells on the screen', async () => {
    const [path] = wordy();
    const tab = await page.open(`#/rows?on=${sampleDate}`);
    await tab.give([path]);
    await becomes(
      () =>
        tab.page.$$eval('table.items tbody td:last-child', (cells) =>
          cells.map(({ innerText }) => [innerText.length, innerText.at(-1)]),
        ),
      [
        [241, '…'],
        [241, '…'],
      ],
    );
  });
});
