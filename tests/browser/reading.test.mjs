// Nothing moves under the eyes or the pointer when results arrive, and a reading that was begun by mistake can be
// ended.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { kinds } from './support/browser.mjs';
import { checkVerdict, comparable, filesOf, sampleDate, samplePaths, scoreOf, screenOf } from './support/expected.mjs';
import { large, put, undecided } from './support/files.mjs';
import { pageIn } from './support/shared.mjs';
import { becomes, grace, until } from './support/wait.mjs';
import { holdReadings, isHeld, letReadingsGo, stallStreams } from './support/worker.mjs';

const HASH = `#/?on=${sampleDate}`;
/** How many pieces of files were asked for since readings are held. Runs in the worker. */
const piecesHeld = () => globalThis.readings.held;
const TOOLS = [holdReadings, isHeld, letReadingsGo, piecesHeld];

/** Notes what moves although the user did nothing that moves it. Runs in the page before its scripts. */
function watchShifts() {
  globalThis.shifts = [];
  const describeNode = (node) =>
    node instanceof Element ? `${node.localName}.${node.className}` : String(node?.nodeName);
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      globalThis.shifts.push({
        value,
        of: sources.map(
          ({ node, previousRect, currentRect }) =>
            `${describeNode(node)} from ${previousRect.x},${previousRect.y} to ${currentRect.x},${currentRect.y}`,
        ),
      });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

describe('the layout', () => {
  const { open } = pageIn({ kind: 'chromium' }); // the only engine that measures shifts

  const fourth = () =>
    put({
      'More exams.csv': 'Purchase date,ORG ID,Exam number,Exam type,Units\n2026-06-03,4012001,AZ-104,Advanced,5\n',
    })[0];
  const moved = (tab) => tab.page.evaluate(() => globalThis.shifts);

  /** Another width and height, and the shifts that this makes are over. */
  const resized = async (tab, width) => {
    await tab.page.setViewport({ width, height: 740 });
    await tab.page.evaluate(
      () =>
        new Promise((done) => {
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)));
        }),
    );
  };

  for (const width of [1280, 360]) {
    test(`stays where it is at ${width} px from the drop of four files to their result`, async () => {
      const tab = await open(HASH, { prepare: watchShifts });
      await resized(tab, width);
      await tab.page.evaluate(() => {
        globalThis.shifts = [];
      });
      await tab.give([...samplePaths, fourth()]);
      await grace();
      assert.deepEqual(await moved(tab), []);
    });

    test(`stays where it is at ${width} px while a large file is read and when its result comes`, async () => {
      const tab = await open(HASH, { prepare: watchShifts, tools: TOOLS });
      await resized(tab, width);
      await tab.inWorker(holdReadings, 1 << 21, 25);
      await tab.page.evaluate(() => {
        globalThis.shifts = [];
      });
      await tab.drop([...put({ 'Large courseware.csv': large(100_000) }), ...samplePaths.slice(1), fourth()]);
      await until(() => tab.page.$('.file progress'), 'progress is shown');
      await until(() => tab.inWorker(isHeld), 'the reading has come so far');
      await grace();
      await tab.inWorker(letReadingsGo);
      await tab.atRest(4);
      await grace();
      assert.deepEqual(await moved(tab), []);
    });
  }

  test('is watched: what does move is noticed', async () => {
    const tab = await open(HASH, { prepare: watchShifts });
    await tab.give(samplePaths);
    await grace(700); // an input shortly before excuses a shift
    await tab.page.evaluate(() => {
      globalThis.shifts = [];
      document
        .querySelector('main')
        .prepend(Object.assign(document.createElement('p'), { textContent: 'In between', className: 'message' }));
    });
    await until(async () => (await moved(tab)).length > 0, 'the shift is noticed');
  });
});

/**
 * Makes the page's timers go twenty times slower, so that on a busy machine too a small file is read before any of them
 * is over, and notes what is drawn. Runs in the page before its scripts.
 */
function watchDrawings() {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (act, time = 0, ...given) => setTimeout(act, time * 20, ...given);
  globalThis.drawn = [];
  new MutationObserver(() => {
    const now = `${document.querySelectorAll('.file').length} files, ${document.querySelectorAll('.card').length} cards`;
    if (globalThis.drawn.at(-1) !== now) globalThis.drawn.push(now);
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

/**
 * Holds the page's timer of 300 ms until it is let go, so that a busy machine cannot run it out. Runs in the page
 * before its scripts.
 */
function holdTimer() {
  const { setTimeout } = globalThis;
  const held = [];
  globalThis.setTimeout = (act, time, ...given) => (time === 300 ? held.push(act) : setTimeout(act, time, ...given));
  globalThis.letTimerGo = () => held.splice(0).forEach((act) => act());
}

/** Notes that the page has had what it rehearses with. Runs in the page before its scripts. */
function watchRehearsal() {
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        globalThis.rehearsed ||= data.answer?.rehearsed !== undefined;
      });
    }
  };
}

for (const kind of kinds) {
  describe(`A result that is there at once in ${kind}`, () => {
    const { open } = pageIn({ kind });

    test('is drawn in one go, with nothing before it', async () => {
      const tab = await open(HASH, { prepare: watchDrawings });
      await tab.give(samplePaths);
      assert.deepEqual(
        await tab.page.evaluate(() => globalThis.drawn.filter((now) => !now.startsWith('0 files, 0 '))),
        ['3 files, 9 cards'],
      );
    });

    test('is not waited for: the files stand there when it takes longer', async () => {
      const tab = await open(HASH, { tools: TOOLS });
      await tab.inWorker(holdReadings, 0);
      await tab.drop(samplePaths);
      await until(async () => (await tab.screen()).files.length === 3, 'the files stand there');
      assert.equal((await tab.screen()).overview, null);
      await tab.inWorker(letReadingsGo);
      await tab.atRest(3);
    });

    test('has no progress and no Cancel shown before it, for which 300 ms must be over', async () => {
      const tab = await open(HASH, { prepare: holdTimer, tools: TOOLS });
      await tab.inWorker(holdReadings, 1 << 21, 25);
      await tab.drop(put({ 'Large courseware.csv': large(100_000) }));
      await until(() => tab.inWorker(isHeld), 'the reading has come so far');
      await becomes(async () => (await tab.screen()).files[0]?.facts, ['Reading']);
      const cancel = () =>
        tab.page.evaluate(() => [...document.querySelectorAll('.files-head button')].map(({ innerText }) => innerText));
      assert.deepEqual(await cancel(), []);
      await tab.page.evaluate(() => globalThis.letTimerGo());
      await becomes(cancel, ['Cancel']);
      await tab.inWorker(letReadingsGo);
      await tab.atRest(1);
      assert.deepEqual(await cancel(), []);
    });

    test('counts its own files while another one is read', async () => {
      const tab = await open(HASH, { tools: TOOLS });
      await tab.give(samplePaths.slice(0, 2));
      await tab.inWorker(holdReadings, 0);
      await tab.drop(samplePaths.slice(2));
      await until(async () => (await tab.screen()).files.length === 3, 'the third file stands there');
      assert.match((await tab.screen()).overview.accounting, /^2 files/);
      await tab.inWorker(letReadingsGo);
      await tab.atRest(3);
      await becomes(async () => (await tab.screen()).overview.accounting.slice(0, 7), '3 files');
    });

    test('says how many rows of a file count no sooner than it is known for the window', async () => {
      const tab = await open(HASH, { tools: TOOLS });
      await tab.inWorker(holdReadings, 1 << 21);
      const paths = [samplePaths[0], ...put({ 'Large courseware.csv': large(100_000) })];
      await tab.drop(paths);
      const facts = async () => (await tab.screen()).files[0]?.facts;
      const [rows, days] = filesOf(scoreOf(paths, sampleDate))[0].facts;
      await becomes(facts, [rows.split(' · ')[0], days]);
      await tab.inWorker(letReadingsGo);
      await becomes(facts, [rows, days]);
    });

    test('has nothing in it of what the page rehearsed before', async () => {
      const tab = await open(HASH, { prepare: watchRehearsal });
      await until(() => tab.page.evaluate(() => globalThis.rehearsed), 'the page can rehearse');
      await grace();
      assert.equal((await tab.screen()).overview, null);
      const only = samplePaths.slice(0, 1);
      await tab.give(only);
      await becomes(async () => comparable(await tab.screen()), screenOf(scoreOf(only, sampleDate)));
    });

    test('is folded again where the one before had been unfolded', async () => {
      const tab = await open(HASH);
      await tab.give(samplePaths);
      await tab.click('.accounting summary');
      await tab.press('Remove all');
      await until(() => tab.page.$('.welcome'), 'the page is empty');
      await tab.give(samplePaths);
      assert.equal(await tab.page.$eval('.accounting details', ({ open }) => open), false);
    });
  });
}

for (const kind of kinds) {
  describe(`a stream that stalls in ${kind}`, () => {
    const { open } = pageIn({ kind });

    test('is given up after a while, and the rest of the file is read by other ways', async () => {
      const tab = await open(HASH, { tools: [stallStreams] });
      const paths = put({ 'Large courseware.csv': large(150_000) }); // more than is read in one piece
      await tab.inWorker(stallStreams, 5_000_000);
      await tab.drop(paths);
      await tab.atRest(1);
      assert.deepEqual(comparable(await tab.screen()), screenOf(scoreOf(paths, sampleDate)));
    });
  });

  describe(`Cancel in ${kind}`, () => {
    const { open } = pageIn({ kind });

    /**
     * A page with these files that reads others after them, at last a large one, and has come to a point where it
     * offers Cancel.
     */
    async function reading(paths, { others = [], sample = false } = {}) {
      const tab = await open(HASH, { tools: TOOLS });
      if (paths.length > 0) await tab.give(paths);
      if (sample) {
        await tab.press('Try with sample data (2,250 rows)');
        await tab.atRest(3);
      }
      await tab.inWorker(holdReadings, 1 << 21, 25);
      await tab.drop([...others, ...put({ 'Large courseware.csv': large(100_000) })]);
      await until(() => tab.inWorker(isHeld), 'the reading has come so far');
      await until(() => tab.page.$('.file progress'), 'progress is shown');
      const { facts } = (await tab.screen()).files.at(-1);
      assert.match(facts.join(' '), /^Reading: [\d.]+ MB of 5\.\d MB [\d,]+ rows$/);
      return tab;
    }

    test('keeps the last result, and says so, although the reading itself stands still', async () => {
      const tab = await reading(samplePaths.slice(1));
      const still = () => tab.page.$$eval('.still', (all) => all.map(({ innerText }) => innerText.trim()));
      assert.deepEqual(await still(), ['Still reading: this is the result before']);
      await tab.press('Cancel');
      await becomes(still, []);
      const score = scoreOf(samplePaths.slice(1), sampleDate);
      await becomes(async () => comparable(await tab.screen()), {
        ...screenOf(score),
        note: 'Reading was cancelled: 1 file was not added. The result is the one before.',
      });
      // And the page goes on from there.
      await tab.inWorker(letReadingsGo);
      await tab.press('Dismiss');
      await tab.drop(samplePaths.slice(0, 1));
      await becomes(
        async () => comparable(await tab.screen()),
        screenOf(scoreOf([...samplePaths.slice(1), samplePaths[0]], sampleDate)),
      );
      // Some 50 pieces of the large file were still to come.
      assert.ok((await tab.inWorker(piecesHeld)) < 10, 'nothing more of it was read');
    });

    test('of the first files leads back to the empty page', async () => {
      const tab = await reading([]);
      await tab.press('Cancel');
      await becomes(async () => (await tab.screen()).note, 'Reading was cancelled: 1 file was not added.');
      const { files, overview } = await tab.screen();
      assert.deepEqual([files, overview], [[], null]);
      await tab.inWorker(letReadingsGo);
      await tab.drop(samplePaths);
      await becomes(async () => comparable(await tab.screen()), screenOf(scoreOf(samplePaths, sampleDate)));
    });

    const NOT_ADDED = 'Reading was cancelled: 1 file was not added.';
    const BEFORE = `${NOT_ADDED} The result is the one before`;
    const shows = (tab, score, note) =>
      becomes(async () => comparable(await tab.screen()), { ...screenOf(score), note });

    test('of the first files keeps those that were read, and scores them', async () => {
      const tab = await reading([], { others: samplePaths });
      await tab.press('Cancel');
      await becomes(async () => (await tab.screen()).note, NOT_ADDED);
      await tab.inWorker(letReadingsGo);
      await shows(tab, scoreOf(samplePaths, sampleDate), NOT_ADDED);
    });

    test('of more files counts those that were read', async () => {
      const tab = await reading(samplePaths.slice(1), { others: samplePaths.slice(0, 1) });
      await tab.press('Cancel');
      await tab.inWorker(letReadingsGo);
      const score = scoreOf([...samplePaths.slice(1), samplePaths[0]], sampleDate);
      await shows(tab, score, NOT_ADDED);
      checkVerdict((await tab.screen()).overview.overall.sentence, score);
    });

    test('keeps the files that took the place of the sample, and without any the sample', async () => {
      const tab = await reading([], { others: samplePaths.slice(1), sample: true });
      await tab.press('Cancel');
      await tab.inWorker(letReadingsGo);
      await shows(tab, scoreOf(samplePaths.slice(1), sampleDate), NOT_ADDED);

      const other = await reading([], { sample: true });
      await other.press('Cancel');
      await shows(other, scoreOf(samplePaths, sampleDate), `${BEFORE}.`);
      await other.inWorker(letReadingsGo);
      await other.setMode('exact-days');
      await shows(other, scoreOf(samplePaths, sampleDate, 'exact-days'), `${BEFORE}.`);
    });

    test('leaves a result for the settings that were changed meanwhile', async () => {
      const tab = await reading(samplePaths);
      await tab.setAnniversary('2026-11-30');
      await tab.setMode('exact-days');
      await tab.press('Cancel');
      await tab.inWorker(letReadingsGo);
      await shows(tab, scoreOf(samplePaths, '2026-11-30', 'exact-days'), NOT_ADDED);
    });

    test('takes back a choice made meanwhile, and everything that was read by it', async () => {
      const tab = await open(HASH, { tools: TOOLS });
      const orders = () =>
        tab.page.$$eval('.file-order', (all) =>
          all.map((order) => order.querySelector('option:checked')?.text ?? order.innerText),
        );
      const paths = undecided();
      await tab.give(paths);
      const before = { ...comparable(await tab.screen()), note: `${BEFORE}, and so are your choices.` };
      const ordersBefore = await orders();
      // The large file comes slowly enough for the choice to be made before it is held.
      await tab.inWorker(holdReadings, 1 << 22, 40);
      await tab.drop(put({ 'Large courseware.csv': large(100_000) }));
      await until(() => tab.page.$('.file progress'), 'progress is shown');
      await tab.page.select('.file-order select', 'mdy');
      await becomes(async () => (await tab.screen()).files[0].facts[0], '24 rows'); // all is read again
      await until(() => tab.inWorker(isHeld), 'the reading has come so far');
      assert.notDeepEqual(await orders(), ordersBefore);
      await tab.setAnniversary('2026-11-30');
      await tab.press('Cancel');
      await becomes(async () => comparable(await tab.screen()), before);
      assert.deepEqual(await orders(), ordersBefore);
      await becomes(tab.hash, HASH);
      // And the page goes on from there.
      await tab.inWorker(letReadingsGo);
      await tab.setAnniversary('2026-11-30');
      await shows(tab, scoreOf(paths, '2026-11-30'), before.note);
    });

    test('brings back a file whose removal had all others read again', async () => {
      const tab = await reading(samplePaths);
      const { accounting } = (await tab.screen()).overview;
      assert.match(accounting, /^3 files · 2,250 rows · /);
      await tab.press('Remove Courseware-completions.csv');
      await becomes(async () => (await tab.screen()).files.length, 3);
      assert.equal(
        (await tab.screen()).overview.accounting,
        accounting,
        'files and rows are those of the result on show',
      );
      await tab.press('Cancel');
      await shows(tab, scoreOf(samplePaths, sampleDate), `${BEFORE}.`);
      await tab.inWorker(letReadingsGo);
      await tab.setMode('exact-days');
      await shows(tab, scoreOf(samplePaths, sampleDate, 'exact-days'), `${BEFORE}.`);
    });
  });
}
