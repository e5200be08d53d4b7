// The screen of line items: what is asked for is shown, and nobody ends up where nothing is.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sampleDate, samplePaths } from './support/expected.mjs';
import { pageIn } from './support/shared.mjs';
import { becomes, until } from './support/wait.mjs';

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
});
