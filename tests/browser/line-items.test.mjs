// The screen of line items: what is asked for is shown, and nobody ends up where nothing is.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { detailsOf, sampleDate, samplePaths } from './support/expected.mjs';
import { pageIn } from './support/shared.mjs';
import { becomes, until } from './support/wait.mjs';

const details = detailsOf(samplePaths, sampleDate);

/** What stands above the table: the chip that is chosen and the place among the pages. */
const shown = (tab) =>
  tab.page.evaluate(() => {
    const words = (selector) => document.querySelector(`[data-testid=rows][aria-busy=false] ${selector}`)?.innerText.replace(/\s+/g, ' ').trim() ?? null;
    return [words('.chip[aria-pressed=true]'), words('.pager span')];
  });

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
});
