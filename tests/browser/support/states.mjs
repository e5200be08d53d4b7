// Every state of the page, each with the way to it. One list, for all that must hold in every state: accessibility,
// narrow windows, and the pictures a person looks at (tools/screenshots).

import { strict as assert } from 'node:assert';
import { sampleDate, samplePaths } from './expected.mjs';
import { DATE, large, leftOut, outside, put, qualified, undecided, unmatched, wordy } from './files.mjs';
import { becomes, until } from './wait.mjs';
import { die, dieWhenReading, holdReadings, isHeld } from './worker.mjs';

/** Opens every answer, table and list that waits behind a summary, those of a menu aside. */
const openAll = (tab, within = 'main') =>
  tab.page.$$eval(`${within} details:not(.menu)`, (all) => {
    for (const details of all) details.open = true;
  });

const address = (path, date = sampleDate) => `#/${path}?on=${date}`;

async function opened({ open }, paths, hash = address('', DATE), options) {
  const tab = await open(hash, options);
  await tab.give(paths);
  return tab;
}

const sample = (kit, hash = address('')) => opened(kit, samplePaths, hash);

async function details(kit, id, paths = samplePaths) {
  const tab = await opened(kit, paths, address(''));
  await tab.details(id);
  await until(async () => (await tab.flyout()) !== null, 'the details are open');
  return tab;
}

async function sheet(tab, label) {
  await tab.press(label);
  await until(() => tab.page.$('#sheet dialog[open]'), `${label} is open`);
  return tab;
}

async function items(kit, query = '', paths = samplePaths) {
  const tab = await opened(kit, paths, `#/rows?${query}on=${sampleDate}`);
  await until(
    () => tab.page.$('[data-testid=rows][aria-busy=false] .pager, [data-testid=rows][aria-busy=false] .chips'),
    'line items are shown',
  );
  return tab;
}

const noted = (tab, words) => until(async () => words.test((await tab.screen()).note ?? ''), `a note says ${words}`);

/** Chooses a value in a field as a user does. */
const select = (tab, selector, value) => tab.page.select(selector, value);

/**
 * `reach(kit)` goes there and gives the tab; kit.open(hash, options) opens the page. `over` names what lies over the
 * rest, for pictures: 'dialog' or 'paper'. Numbers are those of the states in the design of the page.
 */
export const states = [
  { id: '1-empty', title: 'The page before any file', reach: ({ open }) => open('') },
  {
    id: '1-empty-answers',
    title: 'Its questions, answered',
    async reach({ open }) {
      const tab = await open('');
      await openAll(tab);
      return tab;
    },
  },
  {
    id: '1-empty-dragging',
    title: 'Files hang over the page',
    async reach({ open }) {
      const tab = await open('');
      await tab.drag(samplePaths, { x: 200, y: 300 });
      await until(() => tab.page.$('.drop-overlay'), 'the page says where to drop');
      return tab;
    },
  },
  { id: '1-help', title: 'Help', over: 'dialog', reach: async ({ open }) => sheet(await open(''), 'Help') },
  {
    id: '1-paste',
    title: 'A place to paste',
    over: 'dialog',
    reach: async ({ open }) => sheet(await open(''), 'Paste from Excel'),
  },
  {
    id: '1-nothing-pasted',
    title: 'A paste without cells',
    async reach({ open }) {
      const tab = await open('');
      await tab.paste('no cells');
      await noted(tab, /no cells on the clipboard/);
      return tab;
    },
  },

  { id: '2-one-file', title: 'One file read, two kinds missing', reach: (kit) => opened(kit, samplePaths.slice(0, 1)) },
  {
    id: '2-left-out',
    title: 'Files that cannot be used beside one that can',
    reach: (kit) => opened(kit, leftOut()),
  },
  {
    id: '2-only-left-out',
    title: 'Only a file that cannot be used',
    reach: (kit) => opened(kit, leftOut().slice(1, 2)),
  },
  {
    id: '2-notices',
    title: 'The notices of files, opened',
    async reach(kit) {
      const tab = await sample(kit);
      await openAll(tab, '.files');
      return tab;
    },
  },
  { id: '2-long-name', title: 'A file with a long name and long cells', reach: (kit) => opened(kit, wordy()) },
  {
    id: '2-header-only',
    title: 'A file without rows',
    reach: (kit) => opened(kit, put({ 'Exams.csv': 'Purchase date,Exam type,Units\n' })),
  },

  {
    id: '3-match-needed',
    title: 'Match columns: a needed column was not found',
    over: 'dialog',
    reach: async (kit) => sheet(await opened(kit, unmatched()), 'Match columns: Unmatched.csv'),
  },
  {
    id: '3-match-surveys',
    title: 'Match columns of a survey file',
    over: 'dialog',
    reach: async (kit) => sheet(await sample(kit), 'Match columns: Surveys.csv'),
  },
  {
    id: '3-matched',
    title: 'Columns were matched: undo is offered',
    async reach(kit) {
      const tab = await sheet(await opened(kit, unmatched()), 'Match columns: Unmatched.csv');
      await matchDate(tab);
      await becomes(async () => (await tab.screen()).overview?.base.cards.courseware_completions.value, '2.5');
      return tab;
    },
  },

  {
    id: '4-reading',
    title: 'Large files are being read',
    async reach({ open }) {
      const tab = await open(address(''), { tools: [holdReadings, isHeld] });
      await tab.inWorker(holdReadings, 1 << 21, 25);
      await tab.drop([...put({ 'Large courseware.csv': large() }), ...samplePaths.slice(1)]);
      await until(() => tab.page.$('.file progress'), 'progress is shown');
      await until(() => tab.inWorker(isHeld), 'the reading has come so far');
      return tab;
    },
  },
  {
    id: '4-reading-more',
    title: 'Another file is being read below the last result',
    async reach({ open }) {
      const tab = await open(address(''), { tools: [holdReadings, isHeld] });
      await tab.give(samplePaths.slice(1));
      await tab.inWorker(holdReadings, 1 << 21, 25);
      await tab.drop(put({ 'Large courseware.csv': large() }));
      await until(() => tab.page.$('.file progress'), 'progress is shown');
      await until(() => tab.inWorker(isHeld), 'the reading has come so far');
      return tab;
    },
  },
  {
    id: '4-cancelled',
    title: 'The reading was cancelled',
    async reach(kit) {
      const tab = await states.find(({ id }) => id === '4-reading-more').reach(kit);
      await tab.press('Cancel');
      await noted(tab, /Reading was cancelled/);
      return tab;
    },
  },

  { id: '5-overview', title: 'The overview', reach: (kit) => sample(kit) },
  {
    id: '5-sample',
    title: 'The sample, tried by its button',
    async reach({ open }) {
      const tab = await open('');
      await tab.press('Try with sample data (2,250 rows)');
      await tab.atRest(3);
      return tab;
    },
  },
  {
    id: '5-see-why',
    title: 'Rows by reason under the overview',
    async reach(kit) {
      const tab = await sample(kit);
      await openAll(tab, '.accounting');
      return tab;
    },
  },
  { id: '5-qualified', title: 'A partner that qualifies', reach: (kit) => opened(kit, qualified()) },
  { id: '5-not-started', title: 'Files read, nothing counts', reach: (kit) => opened(kit, outside()) },
  {
    id: '5-questions',
    title: 'What only the user can answer',
    async reach(kit) {
      const tab = await opened(kit, undecided());
      await openAll(tab, '.result > ');
      return tab;
    },
  },
  {
    id: '5-answered',
    title: 'An answer was given: undo is offered',
    async reach(kit) {
      const tab = await opened(kit, undecided());
      await openAll(tab, '.result > ');
      await tab.press('Advanced: ZZ-100');
      await noted(tab, /ZZ-100 is Advanced/);
      return tab;
    },
  },
  {
    id: '5-choices',
    title: 'Choices, some of them made',
    over: 'dialog',
    async reach(kit) {
      const tab = await states.find(({ id }) => id === '5-answered').reach(kit);
      return sheet(tab, 'Choices');
    },
  },
  {
    id: '5-half-a-date',
    title: 'A date that is not whole',
    async reach(kit) {
      const tab = await sample(kit);
      await tab.page.focus('#anniversary');
      await tab.page.keyboard.press('Backspace');
      await tab.page.focus('#window-mode'); // as long as a date is being typed nothing is said
      await until(() => tab.page.$('#anniversary-help'), 'the page says what is needed');
      return tab;
    },
  },
  {
    id: '5-restarted',
    title: 'The calculation had stopped and was started again',
    async reach({ open }) {
      const tab = await open(address(''), { tools: [dieWhenReading] });
      await tab.inWorker(dieWhenReading);
      await tab.drop(samplePaths);
      await noted(tab, /started again/);
      await tab.atRest(3);
      return tab;
    },
  },
  {
    id: '5-trouble',
    title: 'The calculation cannot be started',
    async reach({ open }) {
      const tab = await open(address(''), { tools: [die], prepare: stillborn });
      await tab.give(samplePaths);
      await tab.page.evaluate(() => {
        globalThis.stillborn = 100;
      });
      await tab.endWorker(die);
      await tab.setMode('exact-days');
      await until(async () => (await tab.screen()).trouble, 'a sentence says what is wrong');
      return tab;
    },
  },

  {
    id: '6-points',
    title: 'Details of courseware completions',
    over: 'dialog',
    reach: (kit) => details(kit, 'courseware_completions'),
  },
  {
    id: '6-exams',
    title: 'Details of exam unit purchases',
    over: 'dialog',
    reach: (kit) => details(kit, 'exam_unit_purchases'),
  },
  {
    id: '6-average',
    title: 'Details of the average response score',
    over: 'dialog',
    reach: (kit) => details(kit, 'average_response_score'),
  },
  {
    id: '6-count',
    title: 'Details of an area’s survey completions',
    over: 'dialog',
    reach: (kit) => details(kit, 'security/survey_completions'),
  },
  {
    id: '6-tables',
    title: 'The tables behind the charts',
    over: 'dialog',
    async reach(kit) {
      const tab = await details(kit, 'average_response_score');
      await openAll(tab, '#flyout');
      return tab;
    },
  },
  {
    id: '6-download',
    title: 'The download menu',
    over: 'dialog',
    async reach(kit) {
      const tab = await details(kit, 'courseware_completions');
      await tab.click('#flyout dialog .menu > summary');
      await until(() => tab.page.$('#flyout .menu[open]'), 'the menu is open');
      return tab;
    },
  },
  {
    id: '6-no-file',
    title: 'Details of a criterion without a file',
    over: 'dialog',
    reach: (kit) => details(kit, 'exam_unit_purchases', samplePaths.slice(0, 1)),
  },

  { id: '7-items', title: 'All line items', reach: (kit) => items(kit) },
  {
    id: '7-reason',
    title: 'Line items with one reason',
    reach: (kit) => items(kit, 'criterion=courseware_completions&reason=unknown_category&'),
  },
  { id: '7-long-cells', title: 'Line items with long cells', reach: (kit) => items(kit, '', wordy()) },
  {
    id: '7-none',
    title: 'No line items under the filters',
    async reach(kit) {
      const tab = await items(kit);
      await tab.page.focus('#rows-text');
      await tab.page.keyboard.type('no such text');
      await tab.page.keyboard.press('Enter');
      await until(
        async () => /No line items/.test(await tab.page.$eval('[data-testid=rows]', ({ innerText }) => innerText)),
        'there are none',
      );
      return tab;
    },
  },

  {
    id: '8-report',
    title: 'The report as it is printed',
    over: 'paper',
    async reach(kit) {
      const tab = await sample(kit);
      // The browser's own printing dialog is not for tests: what it would print is.
      await tab.page.evaluate(() => {
        globalThis.print = () => {
          globalThis.printed = true;
        };
      });
      await tab.press('Print report');
      await until(() => tab.page.evaluate(() => globalThis.printed === true), 'the report is ready');
      await tab.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      assert.ok(await tab.page.$('#report .report'));
      return tab;
    },
  },
  {
    id: '9-framed',
    title: 'Inside another page it does not run',
    framed: true,
    async reach({ open, framing }) {
      const tab = await open('', { ready: false, at: await framing() });
      await until(
        async () => /does not run inside another page/.test(await tab.inFrame(() => document.body.innerText)),
        'the page says why it does not run',
      );
      return tab;
    },
  },
];

/** Matches the one unknown column to the date, ticks Remember if asked to, and applies it. */
export async function matchDate(tab, { remember = false } = {}) {
  const [field, place] = await until(
    () =>
      tab.page.evaluate(() => {
        const label = [...document.querySelectorAll('#sheet label')].find(
          ({ textContent }) => textContent.trim() === 'redemption date',
        );
        return (
          label && [`#${label.htmlFor}`, [...label.control.options].find(({ text }) => text === 'When it was').value]
        );
      }),
    'the columns can be matched',
  );
  await tab.page.select(field, place);
  if (remember) await tab.click('#remember');
  await tab.press('Apply');
}

/**
 * Workers that are ended by the browser as soon as they start, as many as `stillborn` says. Runs in the page before its
 * scripts.
 */
export function stillborn() {
  globalThis.stillborn = 0;
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      if (globalThis.stillborn <= 0) return;
      globalThis.stillborn--;
      this.terminate();
      setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { message: 'Out of memory' })));
    }
  };
}
