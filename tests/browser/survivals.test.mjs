// What can go wrong around the page: its worker is killed, memory ends, files change while they are read, the network
// or storage is not there. In both engines it says so, counts nothing it is not sure of, and goes on without a reload.
// tests/README.md lists what is shown when.

import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { repository, tspq } from '../wasm/core.mjs';
import { kinds } from './support/browser.mjs';
import { comparable, overviewOf, sampleDate, samplePaths, scoreOf, screenOf } from './support/expected.mjs';
import { large, put, unmatched } from './support/files.mjs';
import { scratch } from './support/scratch.mjs';
import { pageIn } from './support/shared.mjs';
import { fromDisk, overHttp, pageFolder } from './support/site.mjs';
import { matchDate, stillborn } from './support/states.mjs';
import { becomes, until } from './support/wait.mjs';
import { die, dieWhenReading, holdReadings, isHeld, letReadingsGo } from './support/worker.mjs';

const usual = scoreOf(samplePaths, sampleDate);
const HASH = `#/?on=${sampleDate}`;

/** The screen as it must be, with a note on it. */
const screenWithNote = (score, note) => ({ ...screenOf(score), note });
const RESTARTED = 'The calculation had stopped. It was started again and has read your files once more.';
/** The core says how much came; the rest is always the same. */
const CHANGED =
  /^The file changed while it was read \([\d,]+ bytes came, [\d,]+ were expected\), so nothing of it is counted\. Save or close it in Excel, then drop it again\.$/;

/** The page built with a core that may take little memory: see README.md. */
const smallPage = resolve(process.env.TSPQ_SMALL_PAGE ?? join(repository, 'build/web-small'));

const shows = (tab, screen) => becomes(async () => comparable(await tab.screen()), screen);

const copyOf = (path) => {
  const copy = join(scratch(), basename(path));
  copyFileSync(path, copy);
  return copy;
};

/**
 * A file that is read in one go, and one that takes so many readings that a browser cannot have read all of it ahead.
 */
const SIZES = [
  ['before its first byte was read', () => copyOf(samplePaths[0]), 0],
  ['midway', () => put({ 'Large courseware.csv': large(600_000) })[0], 1 << 23],
];

/** Time as a browser compares it, safely later. */
const touch = (path) => utimesSync(path, new Date(), new Date(Date.now() + 60_000));

const CHANGES = [
  ['cut short', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
  [
    'written on',
    (path) => {
      appendFileSync(path, '2026-06-03,4012001,AZ-104T00,Advanced,7,yes,ZZ\n');
      touch(path);
    },
  ],
  [
    'replaced by one of the same size',
    (path) => {
      writeFileSync(path, readFileSync(path, 'latin1').replaceAll('2026-', '2016-'), 'latin1');
      touch(path);
    },
  ],
  ['deleted', (path) => rmSync(path)],
];

/**
 * Notes, in order, that the page asks for random bytes and that it calls its worker. Runs in the page, before its own
 * scripts.
 */
function noteAsked() {
  const asked = (globalThis.asked = []);
  const note = (owner, name) => {
    owner[name] = new Proxy(owner[name], {
      apply: (target, self, args) => (asked.push(name), Reflect.apply(target, self, args)),
    });
  };
  note(crypto, 'getRandomValues');
  note(Worker.prototype, 'postMessage');
}

for (const kind of kinds) {
  describe(`a worker that is started in ${kind}`, () => {
    const page = pageIn({ kind });

    test('is not the first to ask for random bytes, at which Firefox could stop for ever', async () => {
      const tab = await page.open(HASH, { prepare: noteAsked });
      assert.deepEqual((await tab.page.evaluate(() => globalThis.asked)).slice(0, 2), [
        'getRandomValues',
        'postMessage',
      ]); // the first message brings the core
    });
  });

  describe(`a worker that is killed in ${kind}`, () => {
    const page = pageIn({ kind, asUser: true });
    const open = (options) => page.open(HASH, { tools: [die, dieWhenReading], ...options });

    test('while it reads is started again, and so is the reading', async () => {
      const tab = await open();
      await tab.inWorker(dieWhenReading);
      await tab.drop(samplePaths);
      await shows(tab, screenWithNote(usual, RESTARTED));
      // The note can be put away, and the page goes on as ever.
      await tab.press('Dismiss');
      await tab.setMode('exact-days');
      await shows(tab, screenOf(scoreOf(samplePaths, sampleDate, 'exact-days')));
    });

    test('while it rests is noticed at the next question, which then gets its answer', async () => {
      const tab = await open();
      await tab.give(samplePaths);
      await tab.endWorker(die);
      await tab.setAnniversary('2026-11-30');
      await shows(tab, screenWithNote(scoreOf(samplePaths, '2026-11-30'), RESTARTED));
    });

    test('while it puts a download together asks for one more try, which works', async () => {
      const tab = await open();
      await tab.give(samplePaths);
      await tab.inWorker(dieWhenReading);
      await tab.details('courseware_completions');
      await tab.download('All');
      await becomes(
        async () => (await tab.screen()).note,
        'The calculation had stopped, and was started again. Choose Download once more.',
      );
      const { bytes } = await page.browser.downloaded(() => tab.download('All'));
      assert.equal(bytes.toString('utf8'), tspq(['rows', samplePaths[0], '--anniversary', sampleDate]).out);
    });

    test('again and again ends in a sentence and a button, and works once it lives', async () => {
      const tab = await open({ prepare: stillborn });
      await tab.page.evaluate(() => {
        globalThis.stillborn = 100;
      });
      await tab.inWorker(dieWhenReading);
      await tab.drop(samplePaths);
      const trouble = await until(async () => (await tab.screen()).trouble, 'a sentence says what is wrong');
      assert.match(
        trouble,
        /^The calculation (stopped while reading Courseware-completions\.csv|stopped, and could not be started again|could not be started)\..*\.$/,
      );
      assert.equal((await tab.screen()).overview, null, 'no number is shown for files that were not read');
      await tab.page.evaluate(() => {
        globalThis.stillborn = 0;
      });
      await tab.press('Try again');
      await shows(tab, screenOf(usual));
    });
  });

  describe(`memory that comes to its end in ${kind}`, () => {
    const page = pageIn({ kind, asUser: true, from: () => overHttp(smallPage) });

    test('while a file is read names the file, keeps no wrong number, and works again without that file', async () => {
      const tab = await page.open(HASH);
      await tab.give(samplePaths.slice(1));
      // Every row has an id of its own, and all ids have to be kept.
      const [path] = put({ 'Millions of codes.csv': large(1_000_000) });
      await tab.drop([path]);
      const trouble = await until(async () => (await tab.screen()).trouble, 'a sentence says what is wrong');
      assert.equal(
        trouble,
        'The calculation stopped while reading Millions of codes.csv. Your files are untouched. Remove that file, or close other tabs to free memory and try again. The result below is the last one: for the anniversary Dec 1, 2026, with rows dated Dec 1, 2025 – Nov 30, 2026.',
      );
      // What is still on show is the result for the files before.
      assert.deepEqual(
        (await tab.screen()).overview?.base ?? null,
        overviewOf(scoreOf(samplePaths.slice(1), sampleDate)).base,
      );
      await tab.press('Remove Millions of codes.csv');
      await shows(tab, screenOf(scoreOf(samplePaths.slice(1), sampleDate)));
      await tab.drop(samplePaths.slice(0, 1));
      await shows(tab, screenOf(scoreOf([...samplePaths.slice(1), samplePaths[0]], sampleDate)));
    });
  });

  for (const [where, open] of [
    ['over http', overHttp],
    ['from disk', fromDisk],
  ]) {
    describe(`a file that changes while it is read, on the page opened ${where} in ${kind}`, () => {
      const page = pageIn({ kind, asUser: true, from: open });

      /**
       * Drops the file with two others, does `apply` to it at the point where its reading is held, and checks that it
       * is left out with its sentence. Firefox does not tell every change of a file. There the result may also be that
       * of the whole file as it was when it was dropped, or as it is now: never of something between the two.
       */
      async function changed(path, bytes, apply) {
        const others = samplePaths.slice(1);
        const before = copyOf(path);
        const tab = await page.open(HASH, { tools: [holdReadings, isHeld, letReadingsGo] });
        await tab.inWorker(holdReadings, bytes);
        await tab.drop([path, ...others]);
        await until(() => tab.inWorker(isHeld), 'the reading has come so far');
        apply(path);
        await tab.inWorker(letReadingsGo);
        const screen = await tab.atRest(3);
        const { name, problem, facts } = screen.files[0];
        if (problem === null && kind === 'firefox') {
          const whole = [before, path]
            .filter((file) => existsSync(file))
            .map((file) => overviewOf(scoreOf([file, ...others], sampleDate)).accounting);
          assert.ok(
            whole.includes(screen.overview.accounting),
            `${screen.overview.accounting} is neither of the two files, which have ${whole.join(' and ')}`,
          );
        } else {
          assert.match(problem, CHANGED);
          assert.deepEqual(facts, []);
          // Everything as if that file had not been there, but for how many files there are.
          const expected = overviewOf(scoreOf(others, sampleDate));
          assert.deepEqual(comparable(screen).overview, {
            ...expected,
            accounting: expected.accounting.replace('2 files', '2 of 3 files'),
          });
        }
        return { tab, name };
      }

      /** Dropped again as it is now, the file counts. */
      async function counts(tab, name, path) {
        await tab.press(`Remove ${name}`);
        await tab.atRest(2);
        await tab.drop([path]);
        await shows(tab, screenOf(scoreOf([...samplePaths.slice(1), path], sampleDate)));
      }

      for (const [when, make, bytes] of SIZES) {
        for (const [change, apply] of CHANGES) {
          // The reading is the same wherever the page came from: one of each is enough there.
          if (where !== 'over http' && (change !== 'cut short' || bytes === 0)) continue;

          test(`${change} ${when}, counts nothing and is to be dropped again`, async () => {
            const path = make();
            const { tab, name } = await changed(path, bytes, apply);
            if (change === 'deleted') writeFileSync(path, readFileSync(samplePaths[0])); // it has come back
            await counts(tab, name, path);
          });
        }
        if (where !== 'over http') continue;

        // A program that has a file open can forbid others to read it. Here the system does: the browser runs without
        // root's right to read everything.
        test(`locked ${when}, counts nothing and is to be dropped again`, async () => {
          const path = make();
          const { tab, name } = await changed(path, bytes, () => chmodSync(path, 0o000));
          chmodSync(path, 0o600);
          await counts(tab, name, path);
        });
      }

      test('changed between reading and Download, its line items are not given out', async () => {
        const path = copyOf(samplePaths[0]);
        const tab = await page.open(HASH);
        await tab.give([path]);
        appendFileSync(path, '2026-06-03,4012001,AZ-104T00,Advanced,7,yes,ZZ\n');
        touch(path);
        await tab.details('courseware_completions');
        await tab.download('All');
        await becomes(
          async () => (await tab.screen()).note,
          'Courseware-completions.csv has changed since it was read, or another program has it open. Save or close it, then drop it again.',
        );
        assert.deepEqual(page.browser.leftovers(), []);
        // What was read stands.
        assert.deepEqual(
          (await tab.screen()).overview.base.cards.courseware_completions,
          overviewOf(usual).base.cards.courseware_completions,
        );
      });
    });
  }

  describe(`around the page in ${kind}`, () => {
    const page = pageIn({ kind, asUser: true });

    test('without a network everything goes on: files, settings, line items, downloads', async () => {
      const own = await overHttp();
      const tab = await page.browser.open(own.url + HASH);
      await own.close();
      await tab.page.setOfflineMode(true);
      try {
        assert.equal(await tab.page.evaluate(() => navigator.onLine), false);
        await tab.drop(samplePaths);
        await shows(tab, screenOf(usual));
        await tab.setMode('exact-days');
        await shows(tab, screenOf(scoreOf(samplePaths, sampleDate, 'exact-days')));
        await tab.setMode('completed-months');
        await tab.details('courseware_completions');
        const { bytes } = await page.browser.downloaded(() => tab.download('All'));
        assert.equal(bytes.toString('utf8'), tspq(['rows', samplePaths[0], '--anniversary', sampleDate]).out);
        // Its worker, too, needs nothing to be started again.
        await tab.page.goBack();
        await tab.press('Remove all');
        await tab.press('Try with sample data (2,250 rows)');
        await shows(tab, screenOf(usual));
      } finally {
        await tab.page.setOfflineMode(false);
      }
    });

    test('the same files dropped twice in a row count once, and say so', async () => {
      const tab = await page.open(HASH, { tools: [holdReadings, isHeld, letReadingsGo] });
      await tab.inWorker(holdReadings, 0);
      await tab.drop(samplePaths);
      await tab.drop(samplePaths);
      await until(() => tab.inWorker(isHeld), 'the first of them is being read');
      await tab.inWorker(letReadingsGo);
      const note =
        'There is more than one Courseware-completions.csv now. Where one is a corrected copy of another, remove the older one.';
      await shows(tab, { ...screenOf(scoreOf([...samplePaths, ...samplePaths], sampleDate)), note });
      const { files, overview } = await tab.screen();
      for (const { notices } of files.slice(3)) assert.match(notices.join(), /same content as “.*”/);
      assert.deepEqual(overview.base, overviewOf(usual).base);
    });

    test('files dropped while others are being read are read as well', async () => {
      const tab = await page.open(HASH, { tools: [holdReadings, isHeld, letReadingsGo] });
      await tab.inWorker(holdReadings, 1 << 20);
      const first = put({ 'Large courseware.csv': large(100_000) });
      await tab.drop(first);
      await until(() => tab.inWorker(isHeld), 'the first is being read');
      await tab.drop(samplePaths.slice(1, 2));
      await becomes(async () => (await tab.screen()).files.length, 2); // the field of the empty page, too, goes away when the first file comes
      await tab.choose(samplePaths.slice(2));
      await becomes(async () => (await tab.screen()).files.length, 3);
      await tab.inWorker(letReadingsGo);
      await shows(tab, screenOf(scoreOf([...first, ...samplePaths.slice(1)], sampleDate)));
    });

    test('a file removed while it is being read leaves nothing behind', async () => {
      const tab = await page.open(HASH, { tools: [holdReadings, isHeld, letReadingsGo] });
      await tab.inWorker(holdReadings, 1 << 20);
      await tab.drop([...put({ 'Large courseware.csv': large(100_000) }), ...samplePaths]);
      await until(() => tab.inWorker(isHeld), 'the first is being read');
      await tab.press('Remove Large courseware.csv');
      await tab.inWorker(letReadingsGo);
      await shows(tab, screenOf(usual));
    });

    test('a tab that is hidden while it reads has its result when it is looked at again', async () => {
      const tab = await page.open(HASH, { tools: [holdReadings, isHeld, letReadingsGo] });
      await tab.inWorker(holdReadings, 1 << 20);
      const paths = [...put({ 'Large courseware.csv': large(100_000) }), ...samplePaths.slice(1)];
      await tab.drop(paths);
      await until(() => tab.inWorker(isHeld), 'the first is being read');
      const other = await page.browser.browser.newPage();
      try {
        await other.bringToFront();
        await becomes(() => tab.page.evaluate(() => document.visibilityState), 'hidden');
        await tab.inWorker(letReadingsGo);
        await shows(tab, screenOf(scoreOf(paths, sampleDate)));
        assert.equal(await tab.page.evaluate(() => document.visibilityState), 'hidden');
        await tab.page.bringToFront();
        await becomes(() => tab.page.evaluate(() => document.visibilityState), 'visible');
        await tab.setMode('exact-days');
        await shows(tab, screenOf(scoreOf(paths, sampleDate, 'exact-days')));
      } finally {
        await other.close();
      }
    });
  });

  describe(`without the script that holds the core in ${kind}`, () => {
    const folder = scratch('incomplete');
    const incomplete = () => {
      cpSync(pageFolder, folder, { recursive: true });
      rmSync(join(folder, 'tspq-core-wasm.js'));
      return overHttp(folder);
    };
    const page = pageIn({ kind, asUser: true, from: incomplete });

    test('the page stands there and says which part of it did not arrive, and that what is dropped is not counted', async () => {
      const tab = await page.open(HASH, { ready: false });
      const sentence =
        'A part of this page did not arrive: tspq-core-wasm.js. Reload the page. If that does not help, that file is missing where the page is kept.';
      await becomes(async () => (await tab.screen()).trouble, sentence);
      await tab.drop(samplePaths);
      await until(async () => (await tab.screen()).files.length > 0, 'the files stand on the page');
      await becomes(async () => (await tab.screen()).trouble, sentence);
      assert.equal((await tab.screen()).overview, null);

      copyFileSync(join(pageFolder, 'tspq-core-wasm.js'), join(folder, 'tspq-core-wasm.js'));
      await Promise.all([tab.page.waitForNavigation(), tab.press('Try again')]);
      await tab.ready();
      await becomes(async () => (await tab.screen()).trouble, null);
    });
  });

  describe(`storage that is denied in ${kind}`, () => {
    const page = pageIn({ kind, asUser: true, storage: 'denied' });

    test('changes nothing but that columns cannot be remembered, which is said', async () => {
      const tab = await page.open(HASH);
      const denied = () => {
        try {
          localStorage.setItem('a', 'b');
          return 'allowed';
        } catch ({ name }) {
          return name;
        }
      };
      assert.equal(await tab.page.evaluate(denied), 'SecurityError');
      await tab.give([...samplePaths.slice(1), ...unmatched()], 3);
      await tab.press('Match columns: Unmatched.csv');
      await matchDate(tab, { remember: true });
      await becomes(
        async () => (await tab.screen()).note,
        'Your matches are applied. This browser does not allow to remember them.',
      );
      await becomes(async () => (await tab.screen()).overview.base.cards.courseware_completions.value, '2.5');
      assert.deepEqual(tab.console, []);
    });
  });
}
