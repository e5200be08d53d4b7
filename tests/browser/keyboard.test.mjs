// Everything by keyboard: what Tab reaches and in which order, and where the focus goes when a dialog opens and closes.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startBrowser } from './support/browser.mjs';
import { AREAS, sampleDate, samplePaths } from './support/expected.mjs';
import { overHttp } from './support/site.mjs';
import { becomes } from './support/wait.mjs';

/** What has the focus, in the words a user hears; null for none. Runs in the page. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
  return label.replace(/\s+/g, ' ').trim();
}

describe('the keyboard', () => {
  let site;
  let browser;
  before(async () => {
    site = await overHttp();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const focusOf = (tab) => tab.page.evaluate(focused);

  /** What Tab comes by until the page has no more to offer; a part of a field that Tab stops at several times counts once. */
  async function walk(tab) {
    const found = [];
    for (let steps = 0; steps < 200; steps++) {
      await tab.page.keyboard.press('Tab');
      const label = await focusOf(tab);
      if (label === null) return found;
      if (label !== found.at(-1)) found.push(label);
    }
    throw new Error(`Tab never leaves the page: ${found.join(', ')}`);
  }

  /** Presses Tab until something with that name has the focus. */
  async function goTo(tab, label) {
    for (let steps = 0; steps < 40 && (await focusOf(tab)) !== label; steps++) await tab.page.keyboard.press('Tab');
    assert.equal(await focusOf(tab), label);
  }

  test('reaches every way in on the empty page, in the order they are read', async () => {
    const tab = await browser.open(site.url);
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
    const tab = await browser.open(site.url);
    await goTo(tab, 'Try with sample data (2,250 rows)');
    await tab.page.keyboard.press('Enter');
    await tab.atRest(3);
    assert.equal(await focusOf(tab), 'Files');
  });

  test('reaches files, settings, and View details of all fifteen in the order of the page', async () => {
    const tab = await browser.open(`${site.url}#/?on=${sampleDate}`);
    await tab.give(samplePaths);
    const found = await walk(tab);
    const titles = (await tab.screen()).overview.areas.cards.map(({ title }) => title);
    assert.equal(titles.length, AREAS.length);
    const details = [
      'View details: Courseware completions',
      'View details: Exam unit purchases',
      'View details: Average response score',
      ...titles.flatMap((title) => [`View details: Survey completions, ${title}`, `View details: Average response score, ${title}`]),
    ];
    assert.deepEqual(found.filter((label) => label.startsWith('View details')), details);
    const order = ['Add files…', 'Remove all', 'Remove Courseware-completions.csv', 'Remove Surveys.csv', 'Anniversary date', 'Window', details[0], details.at(-1), 'See why'].map((label) => found.indexOf(label));
    assert.ok(!order.includes(-1), found.join(', '));
    assert.deepEqual(order, [...order].sort((a, b) => a - b));
  });

  test('opens the details, keeps the focus inside them, and gives it back on Escape', async () => {
    const tab = await browser.open(`${site.url}#/?on=${sampleDate}`);
    await tab.give(samplePaths);
    const button = '[data-criterion="security/average_response_score"] button';
    await tab.page.focus(button);
    const from = await focusOf(tab);
    await tab.page.keyboard.press('Enter');
    await becomes(async () => (await tab.flyout())?.place, '13 of 15');
    assert.equal(await focusOf(tab), 'Average response score', 'the title of what opened');

    // Round and round, either way: nothing of the page behind it. (Between two rounds the browser's own bar may have the focus.)
    const inside = () => tab.page.evaluate(() => document.activeElement === document.body || document.querySelector('#flyout dialog').contains(document.activeElement));
    for (const key of ['Tab', 'Tab+Shift']) {
      const reached = new Set();
      for (let steps = 0; steps < 25; steps++) {
        if (key !== 'Tab') await tab.page.keyboard.down('Shift');
        await tab.page.keyboard.press('Tab');
        if (key !== 'Tab') await tab.page.keyboard.up('Shift');
        assert.ok(await inside(), `${key}, ${steps} times`);
        reached.add(await focusOf(tab));
      }
      for (const label of ['Previous criterion', 'Next criterion', 'Close', 'Download']) assert.ok(reached.has(label), `${label} is reached by ${key}: ${[...reached].join(', ')}`);
    }

    await tab.page.keyboard.press('Escape');
    await becomes(() => tab.flyout(), null);
    assert.equal(await focusOf(tab), from);
    assert.equal(await tab.hash(), `#/?on=${sampleDate}`);
  });

  test('walks to the next criterion and downloads its rows', async () => {
    const tab = await browser.open(`${site.url}#/?on=${sampleDate}`);
    await tab.give(samplePaths);
    await tab.page.focus('[data-criterion="courseware_completions"] button');
    await tab.page.keyboard.press('Enter');
    await becomes(async () => (await tab.flyout())?.place, '1 of 15');
    await goTo(tab, 'Next criterion');
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
    const { name } = await browser.downloaded(() => tab.page.keyboard.press('Enter'));
    assert.equal(name, `exam-unit-purchases-not-counted-${sampleDate}.csv`);
  });
});
