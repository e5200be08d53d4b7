// Every state of the page, held to WCAG 2.2 A and AA as far as a machine can tell: by axe-core in light and dark, by
// the names of its controls, by its contrast under forced colours, and in a window of 320 px. What a machine cannot
// tell (is the order of the focus sensible, are the words right) the other files here say.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { told, unnamed } from './support/aloud.mjs';
import { EXAMS, put, table } from './support/files.mjs';
import { startKit } from './support/kit.mjs';
import { states } from './support/states.mjs';
import { Tab } from './support/tab.mjs';
import { until } from './support/wait.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** What axe finds, a line for each element. Runs in the page. */
function violations(tags) {
  const options = {
    runOnly: { type: 'tag', values: tags },
    rules: { 'target-size': { enabled: true } }, // new in WCAG 2.2, and off unless asked for
    preload: false, // it would fetch style sheets, which the page forbids
    resultTypes: ['violations'],
  };
  return globalThis.axe
    .run(document, options)
    .then((found) =>
      found.violations.flatMap(({ id, help, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) =>
            `${id} (${help}) at ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`,
        ),
      ),
    );
}

/**
 * Text that can hardly be read, worked out here: axe takes some colours as they would be if they were not forced. Runs
 * in the page.
 */
function faint() {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (colour) =>
    channels(colour)
      .slice(0, 3)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const canvas = document.body.appendChild(document.createElement('i'));
  canvas.style.backgroundColor = 'Canvas';
  const behind = (element) => {
    const colour = getComputedStyle(element ?? canvas).backgroundColor;
    return (channels(colour)[3] ?? 1) === 0 ? behind(element.parentElement) : colour;
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (words.nextNode()) {
    const element = words.currentNode.parentElement;
    if (
      words.currentNode.textContent.trim() === '' ||
      !element.checkVisibility({ opacityProperty: true }) ||
      element.closest('[disabled], [aria-disabled=true], option')
    )
      continue;
    const [low, high] = [luminance(getComputedStyle(element).color), luminance(behind(element))].sort((a, b) => a - b);
    if ((high + 0.05) / (low + 0.05) < 4.5)
      found.push(`${element.localName}.${element.className}: ${words.currentNode.textContent.trim()}`);
  }
  canvas.remove();
  return found;
}

/** What is wider than the window and does not scroll by itself. Runs in the page. */
function tooWide() {
  const scrolls = (element) =>
    element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const beyond = [...document.querySelectorAll('body *')].filter(
    (element) =>
      element.getBoundingClientRect().right > innerWidth + 1 &&
      element.checkVisibility() &&
      !scrolls(element.parentElement) &&
      !element.closest('.visually-hidden'),
  );
  const page = document.documentElement.scrollWidth - innerWidth;
  return [
    ...(page > 0 ? [`the page, by ${page} px`] : []),
    ...beyond.map(({ localName, className }) => `${localName}.${className}`),
  ];
}

/** The spacing that a user may ask of any text. Runs in the page. */
function spaceOut() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }',
  );
  document.adoptedStyleSheets = [sheet];
}

/** Fields that stick out of the part of the page they stand in. Runs in the page. */
function outside() {
  const right = (element) => element.getBoundingClientRect().right;
  const fields = [...document.querySelectorAll('select, textarea, input:not(.visually-hidden)')].filter((element) =>
    element.checkVisibility(),
  );
  return fields
    .filter((field) => right(field) > right(field.closest('section, li, td, dialog')) + 1)
    .map(({ id }) => id);
}

const LONG_NAME = `${'Partner_Center_Courseware_'.repeat(8)}.csv`;

/** A tab that is given one file more, with that name. */
const withLongName = (tab) =>
  Object.assign(tab, {
    give: (paths) =>
      Tab.prototype.give.call(tab, [
        ...paths,
        ...put({ [LONG_NAME]: table(EXAMS, '2026-06-03,1001,AZ-104,Advanced,1') }),
      ]),
  });

describe('every state of the page', () => {
  let kit;
  before(async () => {
    kit = await startKit({ kind: 'chromium' });
  });
  after(() => kit?.close());

  for (const state of states) {
    test(`${state.title}: axe finds nothing in light and dark, controls have names of their own, forced colours can be read, and it fits 320 px`, async () => {
      const tab = await state.reach(kit);
      const { page } = tab;
      const session = await page.createCDPSession();
      const look = async (scheme, forced = 'none', media = '') => {
        await session.send('Emulation.setEmulatedMedia', {
          media,
          features: [
            { name: 'prefers-color-scheme', value: scheme },
            { name: 'forced-colors', value: forced },
          ],
        });
        await page.evaluate(async () => {
          await new Promise((done) => {
            requestAnimationFrame(() => requestAnimationFrame(done));
          });
          await Promise.all(document.getAnimations().map(({ finished }) => finished));
        });
      };
      await page.evaluate(axe);
      if (state.over === 'paper') {
        await look('dark', 'none', 'print'); // paper is white whatever the screen is
        assert.deepEqual(await page.evaluate(violations, WCAG), []);
        return;
      }
      assert.deepEqual(unnamed(await told(tab)), []);
      for (const scheme of ['light', 'dark']) {
        await look(scheme);
        assert.deepEqual(await page.evaluate(violations, [...WCAG, 'best-practice']), [], scheme);
      }
      for (const scheme of ['light', 'dark']) {
        await look(scheme, 'active');
        assert.deepEqual(await page.evaluate(faint), [], `forced colours, ${scheme}`);
      }
      await look('light');
      await page.setViewport({ width: 320, height: 740 });
      assert.deepEqual(await page.evaluate(tooWide), []);
      await page.evaluate(spaceOut);
      assert.deepEqual(await page.evaluate(outside), [], 'with the spacing of WCAG 1.4.12');
      assert.deepEqual(await page.evaluate(tooWide), [], 'with the spacing of WCAG 1.4.12');
    });
  }

  test('the report fits the paper, however long the name of a file is', async () => {
    const { page } = await states
      .find(({ id }) => id === '8-report')
      .reach({ ...kit, open: async (...given) => withLongName(await kit.open(...given)) });
    await page.emulateMediaType('print');
    await page.setViewport({ width: 700, height: 990 });
    assert.ok((await page.$eval('.report', ({ innerText }) => innerText)).includes(LONG_NAME));
    assert.deepEqual(await page.evaluate(tooWide), []);
  });

  test('what is needed and the headings of a file can be read in Match columns', async () => {
    const { page } = await states.find(({ id }) => id === '3-match-surveys').reach(kit);
    // A field tells nobody that its text is cut, so it is held against one that is as wide as it likes.
    const cut = await page.$$eval('.match select', (all) =>
      all
        .filter((select) => {
          const own = select.getBoundingClientRect().width;
          const copy = select.parentElement.appendChild(select.cloneNode(false));
          copy.append(new Option(select.selectedOptions[0].text));
          Object.assign(copy.style, { width: 'auto', minWidth: '0' });
          const wanted = copy.getBoundingClientRect().width;
          copy.remove();
          return wanted > own;
        })
        .map(({ selectedOptions }) => selectedOptions[0].text),
    );
    assert.deepEqual(cut, []);
  });

  test('motion: nothing moves for those who do not want it', async () => {
    const tab = await states.find(({ id }) => id === '5-overview').reach(kit);
    /** How many things move when the details open. */
    const moving = async (wish) => {
      await tab.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: wish }]);
      const found = await tab.page.evaluate(async () => {
        document.querySelector('[data-criterion=courseware_completions] button').click();
        while (!document.querySelector('#flyout dialog[open]'))
          await new Promise((done) => {
            setTimeout(done);
          });
        return document.getAnimations().length;
      });
      await tab.press('Close');
      await until(async () => (await tab.flyout()) === null, 'the details are closed');
      return found;
    };
    assert.ok((await moving('no-preference')) > 0);
    assert.equal(await moving('reduce'), 0);
  });

  test('forced colours: cards, buttons and statuses have borders, as no other colour sets them off', async () => {
    const tab = await states.find(({ id }) => id === '5-overview').reach(kit);
    const bare = () =>
      tab.page.$$eval('.card, .status, .button:not(.quiet-button)', (all) =>
        all
          .filter((element) => element.checkVisibility() && parseFloat(getComputedStyle(element).borderTopWidth) < 1)
          .map(({ className }) => className),
      );
    const session = await tab.page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
    assert.deepEqual(await bare(), []);
  });
});
