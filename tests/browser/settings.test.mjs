// Anniversary and window: answered from the sums the core keeps by day, never by reading a file again; kept in the
// address, and nothing else is.

import assert from 'node:assert/strict';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import {
  checkVerdict,
  comparable,
  detailsOf,
  flyoutOf,
  hundredths,
  sampleDate,
  samplePaths,
  scoreOf,
  screenOf,
} from './support/expected.mjs';
import { put } from './support/files.mjs';
import { scratch } from './support/scratch.mjs';
import { pageIn } from './support/shared.mjs';
import { places } from './support/site.mjs';
import { becomes, until } from './support/wait.mjs';

/** One exam line on each of these days, with 1, 2, 4, 8, … Advanced units: a score tells which of them it counts. */
const DAYS = [
  '2023-02-28',
  '2023-03-01',
  '2023-12-31',
  '2024-01-01',
  '2024-02-28',
  '2024-02-29',
  '2024-03-01',
  '2024-12-31',
  '2025-02-27',
  '2025-02-28',
  '2025-03-01',
];
const daysCounted = (score) =>
  DAYS.filter((_, at) => (hundredths(score.base.exam_unit_purchases.score) / 100n) & (1n << BigInt(at)));

function leapFile() {
  const path = join(scratch(), 'Leap days.csv');
  writeFileSync(
    path,
    `Purchase date,Exam type,Units\n${DAYS.map((day, at) => `${day},Advanced,${2 ** at}`).join('\n')}\n`,
  );
  return path;
}

const DATES = ['2026-11-30', '2026-06-15', '2027-02-28', '2028-02-29', '2001-01-01', '2100-12-31'];

for (const { where, open } of places) {
  const dates = where.includes('http') ? DATES : DATES.slice(0, 3);

  describe(`the settings on the page opened ${where}`, () => {
    const page = pageIn({ from: open });

    async function shows(tab, score) {
      await becomes(
        async () => comparable(await tab.screen()),
        screenOf(score),
        `${score.anniversary} ${score.window.mode}`,
      );
      checkVerdict((await tab.screen()).overview.overall.sentence, score);
    }

    test('every date and both windows are answered after the files are gone from the disk', async () => {
      const folder = scratch();
      const paths = samplePaths.map((path) => join(folder, basename(path)));
      paths.forEach((path, at) => copyFileSync(samplePaths[at], path));
      const tab = await page.open(`#/?on=${sampleDate}`);
      await tab.give(paths);
      await shows(tab, scoreOf(samplePaths, sampleDate));
      rmSync(folder, { recursive: true });

      for (const mode of ['exact-days', 'completed-months']) {
        await tab.setMode(mode);
        for (const date of dates) {
          await tab.setAnniversary(date);
          await shows(tab, scoreOf(samplePaths, date, mode));
        }
      }
      // The flyout follows as well.
      await tab.setAnniversary('2026-03-31');
      await tab.details('courseware_completions');
      await becomes(
        () => tab.flyout(),
        flyoutOf(detailsOf(samplePaths, '2026-03-31').courseware_completions, scoreOf(samplePaths, '2026-03-31')),
      );
      // Line items do need the file: that it is gone must be said, and show that it truly was.
      await tab.download('All');
      await becomes(async () => /Courseware-completions\.csv has changed/.test((await tab.screen()).note), true);
      assert.deepEqual(page.browser.leftovers(), []);
    });

    test('leap days fall in or out of the window as on the command line', async () => {
      const path = leapFile();
      const tab = await page.open();
      await tab.give([path]);
      const counted = {};
      for (const mode of ['completed-months', 'exact-days']) {
        await tab.setMode(mode);
        for (const date of ['2024-02-28', '2024-02-29', '2024-03-01', '2025-02-28', '2025-03-01']) {
          await tab.setAnniversary(date);
          const score = scoreOf([path], date, mode);
          await shows(tab, score);
          counted[`${date} ${mode}`] = daysCounted(score);
        }
      }
      assert.deepEqual(counted['2024-02-29 exact-days'], [
        '2023-02-28',
        '2023-03-01',
        '2023-12-31',
        '2024-01-01',
        '2024-02-28',
      ]);
      assert.deepEqual(counted['2025-03-01 exact-days'], ['2024-03-01', '2024-12-31', '2025-02-27', '2025-02-28']);
      assert.deepEqual(counted['2025-03-01 completed-months'], [
        '2024-03-01',
        '2024-12-31',
        '2025-02-27',
        '2025-02-28',
      ]);
      assert.deepEqual(counted['2024-02-29 completed-months'], [
        '2023-02-28',
        '2023-03-01',
        '2023-12-31',
        '2024-01-01',
      ]);
    });
  });
}

describe('what the settings do besides', () => {
  const page = pageIn();

  test('the worker reads each file once, whatever is set afterwards', async () => {
    const tab = await page.open(`#/?on=${sampleDate}`);
    const worker = await tab.worker();
    await worker.evaluate(() => {
      globalThis.bytesTaken = [];
      for (const way of ['stream', 'slice', 'arrayBuffer', 'text', 'bytes']) {
        const original = Blob.prototype[way];
        if (!original) continue;
        Blob.prototype[way] = function (...given) {
          if (this instanceof File) globalThis.bytesTaken.push(`${way} of ${this.name}`);
          return original.apply(this, given);
        };
      }
    });
    const taken = () => worker.evaluate(() => globalThis.bytesTaken.splice(0));
    await tab.give(samplePaths);
    const atFirst = await taken();
    for (const path of samplePaths)
      assert.ok(
        atFirst.some((taken) => taken.endsWith(` of ${basename(path)}`)),
        atFirst.join(),
      );
    for (const date of ['2026-11-30', '2026-02-28', '2028-02-29']) {
      await tab.setAnniversary(date);
      await becomes(
        async () => (await tab.screen()).overview.accounting,
        screenOf(scoreOf(samplePaths, date)).overview.accounting,
      );
    }
    await tab.setMode('exact-days');
    await becomes(
      async () => (await tab.screen()).settings,
      screenOf(scoreOf(samplePaths, '2028-02-29', 'exact-days')).settings,
    );
    await tab.details('security/average_response_score');
    await becomes(async () => (await tab.flyout())?.place, '13 of 15');
    assert.deepEqual(await taken(), []);
  });

  test('the address holds the settings, and a reload with it brings them back without any data', async () => {
    const tab = await page.open();
    await tab.give(samplePaths);
    const before = await tab.page.evaluate(() => history.length);
    await tab.setAnniversary('2026-11-30');
    await becomes(tab.hash, '#/?on=2026-11-30');
    await tab.setMode('exact-days');
    await becomes(tab.hash, '#/?on=2026-11-30&window=exact-days');
    assert.equal(await tab.page.evaluate(() => history.length), before, 'a setting is not a place to go back to');
    await tab.reload();
    const empty = await tab.screen();
    assert.deepEqual([empty.files, empty.overview], [[], null]);
    assert.equal(await tab.hash(), '#/?on=2026-11-30&window=exact-days');
    await tab.drop(samplePaths);
    await becomes(
      async () => comparable(await tab.screen()),
      screenOf(scoreOf(samplePaths, '2026-11-30', 'exact-days')),
    );
  });

  test('settings in the address that make no sense are ignored', async () => {
    const usual = scoreOf(samplePaths, sampleDate);
    const other = scoreOf(samplePaths, '2026-11-30', 'exact-days');
    const nonsense = [
      'on=2026-02-30',
      'on=2000-12-31',
      'on=2101-01-01',
      'on=20261201',
      'on=%3Cimg%3E',
      'window=fortnight',
      'window=constructor',
      'on=&window=',
    ];
    const tab = await page.open(`#/?${nonsense[0]}`);
    await tab.press('Try with sample data (2,250 rows)');
    const follow = (query) =>
      tab.page.evaluate((hash) => {
        location.hash = hash;
      }, `#/?${query}`);
    for (const query of nonsense) {
      await follow(query);
      await becomes(async () => comparable(await tab.screen()), screenOf(usual), query);
      // Something sensible in between, so that each of them has something to undo.
      await follow('on=2026-11-30&window=exact-days');
      await becomes(async () => (await tab.screen()).settings, screenOf(other).settings);
    }
    assert.deepEqual(tab.console, []);
  });

  test('an address typed by hand is followed at once', async () => {
    const tab = await page.open();
    await tab.give(samplePaths);
    for (const [on, mode] of [
      ['2026-05-31', 'exact-days'],
      ['2026-12-01', 'completed-months'],
    ]) {
      await tab.page.evaluate((hash) => {
        location.hash = hash;
      }, `#/?on=${on}&window=${mode}`);
      await becomes(async () => comparable(await tab.screen()), screenOf(scoreOf(samplePaths, on, mode)));
    }
  });

  test('going back changes the screen and leaves the settings as they are; an address typed by hand keeps its own', async () => {
    const tab = await page.open(`#/?on=${sampleDate}`);
    await tab.give(samplePaths);
    await tab.press('Show all line items');
    await becomes(tab.hash, `#/rows?on=${sampleDate}`);
    await tab.setAnniversary('2026-06-15');
    await tab.setMode('exact-days');
    await becomes(tab.hash, '#/rows?on=2026-06-15&window=exact-days');
    await tab.press('Overview');
    await becomes(tab.hash, '#/?on=2026-06-15&window=exact-days');
    await becomes(
      async () => comparable(await tab.screen()),
      screenOf(scoreOf(samplePaths, '2026-06-15', 'exact-days')),
    );
    await tab.page.goForward();
    await becomes(tab.hash, '#/rows?on=2026-06-15&window=exact-days');
    await tab.page.evaluate(() => {
      location.hash = '#/?on=2026-11-30';
    });
    await becomes(async () => comparable(await tab.screen()), screenOf(scoreOf(samplePaths, '2026-11-30')));
    await tab.page.goBack();
    await becomes(tab.hash, '#/rows?on=2026-06-15&window=exact-days');
    // The steps of before a reload are behind as well.
    await tab.reload();
    await tab.give(samplePaths);
    await tab.setAnniversary('2026-07-15');
    await becomes(tab.hash, '#/rows?on=2026-07-15&window=exact-days');
    await tab.page.goBack();
    await becomes(tab.hash, '#/?on=2026-07-15&window=exact-days');
  });

  test('those that come with a file of choices go with it when that is undone', async () => {
    const [choices] = put({
      'choices.json': JSON.stringify({
        anniversary: '2026-11-30',
        window: 'exact-days',
        require_eligible_mct: ['courseware'],
      }),
    });
    const tab = await page.open(`#/?on=${sampleDate}`);
    await tab.give(samplePaths);
    const before = comparable(await tab.screen());
    await tab.press('Choices');
    const input = await until(() => tab.page.$('#sheet input[type=file]'), 'the choices are open');
    await input.uploadFile(choices);
    await becomes(tab.hash, '#/?on=2026-11-30&window=exact-days');
    await becomes(
      async () => (await tab.screen()).settings,
      screenOf(scoreOf(samplePaths, '2026-11-30', 'exact-days')).settings,
    );
    await tab.press('Undo');
    await becomes(tab.hash, `#/?on=${sampleDate}`);
    await becomes(async () => comparable(await tab.screen()), before);

    // What the user set alone stays.
    await tab.press('Choices');
    await tab.click('#sheet .tick');
    await tab.press('Close');
    await tab.setAnniversary('2026-06-15');
    await tab.press('Undo');
    await becomes(async () => comparable(await tab.screen()), screenOf(scoreOf(samplePaths, '2026-06-15')));
  });

  test('half a date keeps the last result and says what is needed', async () => {
    const tab = await page.open(`#/?on=${sampleDate}`);
    await tab.give(samplePaths);
    const whole = comparable(await tab.screen());
    await tab.page.focus('#anniversary');
    await tab.page.keyboard.press('Backspace');
    await becomes(() => tab.page.$eval('#anniversary', ({ ariaInvalid }) => ariaInvalid), 'true');
    assert.equal((await tab.screen()).settings.help, null, 'nothing as long as it may be typed to its end');
    await tab.page.focus('#window-mode');
    await becomes(async () => (await tab.screen()).settings.help !== null, true);
    const { settings, ...rest } = comparable(await tab.screen());
    assert.match(
      settings.help,
      /Enter a whole date from Jan 1, 2001 to Dec 31, 2100\. Until then the result below is for Dec 1, 2026\./,
    );
    assert.deepEqual(rest, (({ settings: _, ...others }) => others)(whole));
    await tab.setAnniversary('2026-12-02');
    await becomes(async () => comparable(await tab.screen()), screenOf(scoreOf(samplePaths, '2026-12-02')));
  });
});
