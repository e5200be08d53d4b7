// From a drop to the cards: what the page shows is what `tspq score` says of the same files.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { kinds } from './support/browser.mjs';
import {
  aheadOf,
  checkVerdict,
  comparable,
  day,
  detailsOf,
  number,
  outlookOf,
  plainDay,
  rulebookDate,
  sampleDate,
  sampleNames,
  samplePaths,
  scoreOf,
  screenOf,
} from './support/expected.mjs';
import {
  COURSEWARE,
  DATE,
  EXAMS,
  leftOut,
  outside,
  put,
  qualified,
  SURVEYS,
  table,
  undecided,
} from './support/files.mjs';
import { scratch } from './support/scratch.mjs';
import { pageIn } from './support/shared.mjs';
import { places } from './support/site.mjs';
import { becomes, until } from './support/wait.mjs';
import { holdReadings, isHeld, letReadingsGo } from './support/worker.mjs';

const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
};

/** Notes each time the sample is made, and what is made. Runs in the page before its scripts. */
function watchSample() {
  let kept;
  globalThis.samplesMade = [];
  const noting = (sample) => ({
    ...sample,
    files() {
      const files = sample.files();
      globalThis.samplesMade.push(files);
      return files;
    },
  });
  Object.defineProperty(globalThis, 'tspqSample', {
    get: () => kept,
    set: (sample) => {
      kept = noting(sample);
    },
  });
}

for (const { kind, where, open } of kinds.flatMap((kind) => places.map((place) => ({ kind, ...place })))) {
  describe(`the page opened ${where} in ${kind}`, () => {
    const page = pageIn({ kind, from: open });

    /** Waits until the whole screen is as the score says. */
    async function shows(tab, score) {
      await becomes(async () => comparable(await tab.screen()), screenOf(score));
      checkVerdict((await tab.screen()).overview.overall.sentence, score);
    }

    test('is empty at first: one question, the ways in, no score', async () => {
      const tab = await page.open();
      const screen = await tab.screen();
      assert.deepEqual(
        {
          files: screen.files,
          settings: screen.settings,
          overview: screen.overview,
          trouble: screen.trouble,
          note: screen.note,
        },
        { files: [], settings: null, overview: null, trouble: null, note: null },
      );
      const words = await tab.page.$eval('main', (main) => main.innerText);
      for (const part of [
        'Choose files…',
        'Try with sample data (2,250 rows)',
        'Where do I get these files?',
        'How do I know nothing is sent?',
      ])
        assert.ok(words.includes(part), part);
      assert.equal(await tab.hash(), '');
      const footer = await tab.page.$eval('footer', (element) => element.innerText);
      assert.match(footer, /Unofficial/);
      assert.ok(footer.includes(`Rulebook of ${plainDay(rulebookDate)}`), footer);
    });

    test('shows every card of the three dropped samples as the command line has them', async () => {
      const tab = await page.open(`#/?on=${sampleDate}`);
      await tab.drop(samplePaths);
      await shows(tab, scoreOf(samplePaths, sampleDate));
    });

    test('says while files hang over it that they may be dropped anywhere', async () => {
      const tab = await page.open();
      const overlay = () => tab.page.evaluate(() => document.querySelector('.drop-overlay') !== null);
      assert.equal(await overlay(), false);
      await tab.drop(samplePaths.slice(0, 1), { at: { x: 20, y: 20 }, between: () => becomes(overlay, true) });
      await tab.atRest(1);
      assert.equal(await overlay(), false);
    });

    test('shows the same when the samples are chosen by its file input, in another order', async () => {
      const paths = [...samplePaths].reverse();
      const tab = await page.open(`#/?on=${sampleDate}`);
      await tab.choose(paths);
      await shows(tab, scoreOf(paths, sampleDate));
    });

    test('shows the same by Try with sample data, for the date the sample was made for', async () => {
      const tab = await page.open();
      await tab.press('Try with sample data (2,250 rows)');
      await shows(tab, scoreOf(samplePaths, sampleDate));
    });

    test('makes the sample when it is asked for and not before, byte for byte the files of the repository', async () => {
      const tab = await page.open('', { prepare: watchSample });
      const made = () => tab.page.evaluate(() => globalThis.samplesMade);
      assert.deepEqual(await made(), []);
      await tab.press('Try with sample data (2,250 rows)');
      await tab.atRest(3);
      assert.deepEqual(await made(), [
        samplePaths.map((path, at) => ({ name: sampleNames[at], text: readFileSync(path, 'utf8') })),
      ]);
    });

    test('adds files one after the other, naming what is still missing', async () => {
      const tab = await page.open(`#/?on=${sampleDate}`);
      const missing = [['Exam unit purchases', 'Surveys (Metrics that Matter)'], ['Surveys (Metrics that Matter)'], []];
      for (let count = 1; count <= 3; count++) {
        const paths = samplePaths.slice(0, count);
        if (count === 2) await tab.choose(paths.slice(-1));
        else await tab.drop(paths.slice(-1));
        await shows(tab, scoreOf(paths, sampleDate));
        assert.deepEqual(
          (await tab.screen()).missing,
          missing[count - 1].map((kind) => `No file of ${kind} yet`),
        );
      }
    });

    test('forgets a file that is removed, and all of them by Remove all', async () => {
      const tab = await page.open(`#/?on=${sampleDate}`);
      await tab.give(samplePaths);
      await tab.press('Remove Exam-unit-purchases.csv');
      await shows(tab, scoreOf([samplePaths[0], samplePaths[2]], sampleDate));
      await tab.press('Remove all');
      await becomes(
        async () => {
          const { files, overview } = await tab.screen();
          return { files, overview };
        },
        { files: [], overview: null },
      );
    });

    test('is back at its overview after Remove all on the line items, and after the last file was removed there', async () => {
      const tab = await page.open(`#/?on=${sampleDate}`);
      for (const remove of ['Remove all', 'Remove Exam-unit-purchases.csv']) {
        await tab.give(samplePaths.slice(1, 2));
        await tab.press('Show all line items');
        await becomes(tab.hash, `#/rows?on=${sampleDate}`);
        await tab.press(remove);
        await becomes(tab.hash, `#/?on=${sampleDate}`);
      }
      await tab.give(samplePaths);
      await shows(tab, scoreOf(samplePaths, sampleDate));
    });

    test('takes today for the anniversary when none was chosen', async () => {
      const tab = await page.open();
      await tab.give(samplePaths);
      // Midnight may pass in between; then the day before would be right as well.
      const before = today();
      const { settings } = await tab.screen();
      assert.ok([before, today()].includes(settings.anniversary), settings.anniversary);
    });
  });
}

describe('a partner that qualifies', () => {
  const page = pageIn({ kind: kinds[0] });

  test('is told so, with the area it is designated in', async () => {
    const folder = scratch();
    const dates = (n) => `2026-0${1 + (n % 9)}-15`;
    const write = (name, header, count, row) => {
      const path = join(folder, name);
      writeFileSync(path, `${header}\n${Array.from({ length: count }, (_, n) => row(n)).join('\n')}\n`);
      return path;
    };
    const paths = [
      write(
        'Courseware.csv',
        'Redemption date,Course type,Achievement code',
        1000,
        (n) => `${dates(n)},Advanced,A${n}`,
      ),
      write('Exams.csv', 'Purchase date,Exam type,Units', 40, (n) => `${dates(n)},Advanced,5`),
      write(
        'Surveys.csv',
        'Survey ID,Completion date,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9',
        200,
        (n) => `S${n},${dates(n)},Advanced,Security,5,5,5,5,5,5,5,5,4`,
      ),
    ];
    const tab = await page.open('#/?on=2026-12-01');
    await tab.drop(paths);
    const score = scoreOf(paths, '2026-12-01');
    assert.deepEqual([score.overall.qualified, score.overall.designated_areas], [true, ['security']]);
    await becomes(async () => comparable(await tab.screen()), screenOf(score));
    checkVerdict((await tab.screen()).overview.overall.sentence, score);
  });
});

describe('what the cards say of the files behind them', () => {
  const page = pageIn();
  const cards = (tab) =>
    tab.page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll('.card')].map((card) => [
          card.dataset.criterion ?? card.dataset.area,
          card.innerText.replace(/\s+/g, ' '),
        ]),
      ),
    );

  test('averages are said to be averages, and trainers of whom the file says nothing to be trusted [R-MCT]', async () => {
    const averages = put({
      'Averages.csv': table(
        'Survey ID,Survey date,Course type,Solution area,Average score',
        'S1,2026-06-03,Advanced,Security,4.5',
      ),
    });
    const stated = put({
      'Stated.csv': table(
        'Survey ID,Survey date,Course type,Solution area,MCT eligible,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9',
        'S2,2026-06-03,Advanced,Security,yes,5,5,5,5,5,5,5,5,5',
      ),
    });
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give(averages);
    const found = await cards(tab);
    for (const id of ['average_response_score', 'security']) {
      assert.match(found[id], /, from averages/, id);
      assert.match(found[id], /Eligible trainers not stated: trusted as exported\./, id);
    }
    assert.doesNotMatch(found.courseware_completions + found.exam_unit_purchases, /trusted|from averages/);
    const other = await page.open(`#/?on=${DATE}`);
    await other.give(stated);
    assert.doesNotMatch(Object.values(await cards(other)).join(' '), /trusted|from averages/);
  });

  test('each says what is needed, what leaves the window next and from when it is at risk, and has a bar of its value and a tick at its target', async () => {
    for (const paths of [samplePaths, qualified()]) {
      const { criteria, qualified_at_risk_on: risk } = outlookOf(paths, sampleDate);
      const details = detailsOf(paths, sampleDate);
      const tab = await page.open(`#/?on=${sampleDate}`);
      await tab.give(paths);
      const found = await tab.page.evaluate(() =>
        [...document.querySelectorAll('[data-criterion]')].map((card) => {
          const part = (selector, name) => parseFloat(card.querySelector(`.bar ${selector}`).getAttribute(name));
          return [
            card.dataset.criterion,
            [...card.querySelectorAll(':is(.needed, .leaves, .at-risk)')].map(({ innerText }) => innerText.trim()),
            part('.fill', 'width') / part('.tick', 'x'),
          ];
        }),
      );
      assert.deepEqual(
        found.map(([id, ahead]) => [id, ahead]),
        Object.entries(details).map(([id, criterion]) => [id, aheadOf(id, criterion, criteria[id])]),
      );
      for (const [id, , share] of found) {
        const { score, shown, target } = details[id];
        assert.ok(Math.abs(share - Number(score ?? shown ?? 0) / target) < 0.001, id);
      }
      const overall = await tab.page.$$eval('[data-testid=overall] .at-risk', (all) =>
        all.map(({ innerText }) => innerText.trim()),
      );
      assert.deepEqual(overall, risk ? [`At risk on ${day(risk)}: no longer qualified then if no row is added.`] : []);
      assert.equal(risk !== null, paths !== samplePaths);
    }
  });

  test('a status has a shape of its own, the same in the help that explains it', async () => {
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give(samplePaths);
    const shapes = () =>
      tab.page.$$eval('.status', (all) =>
        [...new Set(all.map((status) => `${status.innerText.trim()} ${status.querySelector('svg').innerHTML}`))].sort(),
      );
    const onCards = await shapes();
    assert.deepEqual(
      onCards.map((status) => status.split(' <')[0].split(' ')[0]),
      ['Completed', 'In-progress', 'Not'],
    );
    await tab.press('Help');
    await until(() => tab.page.$('#sheet .legend .status'), 'the help is open');
    const all = await shapes();
    assert.deepEqual(
      all.filter((status) => !status.startsWith('No file yet')),
      onCards,
    );
    assert.equal(new Set(all.map((status) => status.slice(status.indexOf('<')))).size, 4);
  });

  test('See why lists the rows of each kind by reason, and each number leads to its rows', async () => {
    const tab = await page.open(`#/?on=${sampleDate}`);
    await tab.give(samplePaths);
    await tab.click('.accounting summary');
    const details = detailsOf(samplePaths, sampleDate);
    const tables = await tab.page.$$eval('.accounting table', (all) =>
      all.map((table) => [
        table.caption.innerText.trim(),
        ...[...table.querySelectorAll('td')].map((cell) => cell.innerText),
      ]),
    );
    assert.deepEqual(
      tables,
      [
        ['Courseware completions', 'courseware_completions'],
        ['Exam unit purchases', 'exam_unit_purchases'],
        ['Surveys', 'average_response_score'],
      ].map(([caption, id]) => {
        const { rows, reasons } = details[id];
        return [
          caption,
          ...[rows.counted, ...reasons.map((reason) => reason.rows).filter((n) => n > 0), rows.in].map(number),
        ];
      }),
    );
    await tab.click('.accounting table:nth-of-type(2) [data-reason=cancelled] .link-button');
    await becomes(tab.hash, `#/rows?criterion=exam_unit_purchases&reason=cancelled&on=${sampleDate}`);
  });

  test('where no area is completed the one is named that has least to do, and of those the fewest surveys to go', async () => {
    const surveys = (area, count, answer) =>
      Array.from(
        { length: count },
        (_, n) => `${area}${n},2026-06-03,Advanced,${area},${Array(9).fill(answer).join()}`,
      );
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give(
      put({
        'Surveys.csv': table(
          SURVEYS,
          ...surveys('Security', 3, 5),
          ...surveys('Modern Work', 5, 5),
          ...surveys('Infrastructure', 9, 3),
        ),
      }),
    );
    assert.match(
      (await tab.screen()).overview.overall.sentence,
      /no solution area is completed, the nearest is Modern Work \(195 surveys to go\)\./,
    );
  });

  test('the sample is said to be one, and its result does not stay below files that take its place', async () => {
    const tab = await page.open('', { tools: [holdReadings, isHeld, letReadingsGo] });
    await tab.press('Try with sample data (2,250 rows)');
    await tab.atRest(3);
    const said = () => tab.page.$$eval('.sample-note', (all) => all.map(({ innerText }) => innerText.trim()));
    assert.deepEqual(await said(), ['Sample data of an invented partner. Your own files will replace it.']);
    await tab.inWorker(holdReadings, 0);
    await tab.drop(samplePaths.slice(1, 2));
    await becomes(async () => (await tab.screen()).files.length, 1);
    assert.equal((await tab.screen()).overview, null);
    assert.deepEqual(await said(), []);
    await tab.inWorker(letReadingsGo);
    await tab.atRest(1);
  });

  test('files that are left out are not told among those that count', async () => {
    const tab = await page.open(`#/?on=${DATE}`);
    const paths = leftOut();
    await tab.give(paths);
    assert.match((await tab.screen()).overview.accounting, /^1 of 4 files · 1 row · 1 counted/);
    const said = () => tab.page.$eval('#announcement', ({ textContent }) => textContent.split('.')[0]);
    await becomes(said, '1 file read, 3 left out');
    await tab.press('Remove Exams.csv');
    await becomes(said, '0 files read, 3 left out');
  });

  test("another file of a name that is there is told, since a corrected copy does not take the older one's place", async () => {
    const older = put({
      'Exams.csv': table(EXAMS, '2026-06-03,1001,AZ-104,Advanced,150', '2026-06-99,1001,AZ-104,Advanced,10'),
    });
    const newer = put({
      'Exams.csv': table(EXAMS, '2026-06-03,1001,AZ-104,Advanced,150', '2026-06-09,1001,AZ-104,Advanced,10'),
    });
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give(older);
    assert.equal((await tab.screen()).note, null);
    await tab.give(newer, 2);
    assert.match(
      (await tab.screen()).note,
      /^There is more than one Exams\.csv now\. Where one is a corrected copy of another, remove the older one\./,
    );
  });

  test('the files of a year, month by month, do not push the result out of sight, and the last of them is reached by keyboard', async () => {
    const months = Array.from({ length: 12 }, (_, at) => `2026-${String(at + 1).padStart(2, '0')}`);
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give(
      put(
        Object.fromEntries(
          months.flatMap((month) => [
            [`Courseware ${month}.csv`, table(COURSEWARE, `${month}-03,1,AZ-104,Advanced,7,yes,A${month}`)],
            [`Exams ${month}.csv`, table(EXAMS, `${month}-03,1,AZ-104,Advanced,5`)],
            [`Surveys ${month}.csv`, table(SURVEYS, `S${month},${month}-03,Advanced,Security,5,5,5,5,5,5,5,5,4`)],
          ]),
        ),
      ),
      36,
    );
    const [list, verdict] = await Promise.all(
      ['.file-list', '.overall'].map((place) =>
        tab.page.$eval(place, (element) => element.getBoundingClientRect().top + scrollY),
      ),
    );
    assert.ok(verdict - list < 1000, `${verdict - list} pixels lie between`);
    const isSeen = () =>
      tab.page.$$eval('.file-list [aria-label^=Remove]', (all) => {
        const { top, bottom } = all.at(-1).getBoundingClientRect();
        const box = all[0].closest('.file-list').getBoundingClientRect();
        return top >= box.top && bottom <= box.bottom;
      });
    assert.equal(await isSeen(), false);
    await tab.page.$$eval('.file-list [aria-label^=Remove]', (all) => all.at(-1).focus());
    assert.equal(await isSeen(), true);
  });

  test('a single row that does not count is told as one', async () => {
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give(put({ 'Exams 2019.csv': table(EXAMS, '2019-06-03,1001,AZ-104,Advanced,5') }));
    assert.match(
      (await tab.screen()).overview.overall.sentence,
      / The only row does not count from Dec 1, 2025 to Nov 30, 2026: check the anniversary date, or see why below\.$/,
    );
    await tab.give(put({ 'Exams 2018.csv': table(EXAMS, '2018-06-03,1001,AZ-104,Advanced,5') }), 2);
    await becomes(
      async () => /( Not one of .*)$/.exec((await tab.screen()).overview.overall.sentence)?.[1],
      ' Not one of the 2 rows counts from Dec 1, 2025 to Nov 30, 2026: check the anniversary date, or see why below.',
    );
  });

  test('an average without answers is told apart from the answers it needs', async () => {
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give(outside());
    assert.match(
      (await tab.screen()).overview.overall.sentence,
      /; Average response score has no answers that count, and needs answers that average 4\.25 or more;/,
    );
  });

  test('the place to drop goes away when the files are taken away again, although what they hung over has gone meanwhile', async () => {
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give(undecided());
    // No protocol drags files out of the window again: these are the events of a browser that does.
    const hears = (type, selector) =>
      tab.page.$eval(
        selector,
        (element, type) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([], 'Exams.csv'));
          element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        },
        type,
      );
    const overlay = () => tab.page.evaluate(() => document.querySelector('.drop-overlay') !== null);
    await hears('dragenter', '.file-name');
    await becomes(overlay, true);
    await tab.page.evaluate(() => document.querySelector('.file .icon-button').click());
    await becomes(async () => (await tab.screen()).files.length, 1);
    await hears('dragenter', '.file-list');
    await hears('dragenter', '.files');
    await hears('dragleave', '.file-list');
    await becomes(overlay, true);
    await hears('dragleave', '.files');
    await becomes(overlay, false);

    await hears('dragenter', '.file-name');
    await becomes(overlay, true);
    await tab.press('Remove all');
    await tab.page.mouse.move(300, 300);
    await becomes(overlay, false);
  });

  test('a file without rows has no order of dates', async () => {
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give(
      put({
        'Exams.csv': `${EXAMS}\n`,
        'Courseware.csv': table(COURSEWARE, '2026-06-03,1,AZ-104T00,Advanced,7,yes,A1'),
      }),
    );
    const orders = await tab.page.evaluate(() =>
      [...document.querySelectorAll('[data-testid=file]')].map(
        (file) => file.querySelector('.file-order')?.innerText ?? null,
      ),
    );
    assert.deepEqual(orders, [null, 'Dates: year, month, day']);
  });

  test('a drop without a file in it is answered', async () => {
    const folder = scratch('Empty folder');
    const tab = await page.open();
    await tab.drop([folder]);
    await becomes(async () => (await tab.screen()).note, 'There was no file in what you gave.');
  });

  test('a file that was chosen can be chosen again, which browsers tell of only where the field was emptied', async () => {
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give(samplePaths.slice(0, 1));
    await tab.choose(samplePaths.slice(1, 2));
    await tab.atRest(2);
    assert.equal(await tab.page.$eval('input[type=file]', ({ value }) => value), '');
  });

  test('a folder gives the files in it and in its folders by their names, without those systems put there, dropped and chosen', async () => {
    const folder = scratch('Exports');
    const exams = (units) => table(EXAMS, `2026-06-03,1001,AZ-104,Advanced,${units}`);
    mkdirSync(join(folder, 'Older'));
    for (const [name, text] of [
      ['C.csv', exams(1)],
      ['A.csv', exams(2)],
      ['Older/B.csv', exams(3)],
      ['desktop.ini', '[x]'],
      ['Thumbs.db', 'x'],
      ['.DS_Store', 'x'],
      ['Older/.hidden', 'x'],
    ])
      writeFileSync(join(folder, name), text);
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give([folder], 3);
    assert.deepEqual(
      (await tab.screen()).files.map(({ name }) => name),
      ['A.csv', 'B.csv', 'C.csv'],
    );
    await tab.press('Remove all');
    await until(() => tab.page.$('.welcome'), 'the page is empty');
    const input = await tab.page.$('input[webkitdirectory]');
    await input.uploadFile(folder);
    await tab.atRest(3);
    assert.deepEqual((await tab.screen()).files.map(({ name }) => name).sort(), ['A.csv', 'B.csv', 'C.csv']);
  });

  test('cells and files that are pasted become files with names of their own; what is pasted into a field stays there', async () => {
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.paste(`${EXAMS.replaceAll(',', '\t')}\n2026-06-03\t1001\tAZ-104\tAdvanced\t5\n`);
    await tab.atRest(1);
    await tab.paste(`${EXAMS.replaceAll(',', '\t')}\n2026-06-04\t1001\tAZ-104\tAdvanced\t5\n`);
    await tab.atRest(2);
    /** Pastes a file, as from a folder's window; says whether the page took it. */
    const pasteFile = (selector) =>
      tab.page.$eval(
        selector,
        (element, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File([text], 'Exams.csv'));
          return !element.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
          );
        },
        table(EXAMS, '2026-06-05,1001,AZ-104,Advanced,5'),
      );
    assert.equal(await pasteFile('body'), true);
    await tab.atRest(3);
    assert.deepEqual(
      (await tab.screen()).files.map(({ name }) => name),
      ['Pasted cells.tsv', 'Pasted cells 2.tsv', 'Exams.csv'],
    );
    assert.equal((await tab.screen()).overview.base.cards.exam_unit_purchases.value, '15.0');
    assert.equal(await pasteFile('#anniversary'), false);
  });

  test('questions that are none of the nine by their numbers are asked about', async () => {
    const numbered = Array.from({ length: 9 }, (_, at) => `S1,${101 + at},5,2026-06-03,Advanced,Security`);
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give(
      put({ 'Answers.csv': table('Survey ID,Question ID,Score,Survey date,Course type,Solution area', ...numbered) }),
    );
    await tab.click('details.decisions summary');
    assert.equal(
      await tab.page.evaluate(() => document.querySelector('details.decisions p strong').innerText),
      'Which questions in Answers.csv are the nine that count?',
    );
  });

  test('a cell that turns the direction of text leaves the question about it as it is, and what is said of the answer', async () => {
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give(put({ 'Courseware.csv': table(COURSEWARE, '2026-06-03,1,,\u202eabc\u2066,7,yes,A1') }));
    await tab.click('details.decisions summary');
    assert.equal(
      await tab.page.evaluate(() => document.querySelector('details.decisions p strong').textContent),
      'Is “\ufffdabc\ufffd” Advanced, or Fundamental and others?',
    );
    await tab.press('Advanced: “\ufffdabc\ufffd”');
    await becomes(async () => (await tab.screen()).note, '“\ufffdabc\ufffd” is Advanced.');
    await becomes(async () => (await tab.screen()).overview.base.cards.courseware_completions.value, '1.0');
    await tab.press('Choices');
    await becomes(
      () => tab.page.evaluate(() => document.querySelector('.decided p')?.innerText.replace(/\s+/g, ' ').trim()),
      '“\ufffdabc\ufffd”: Advanced · 1 row',
    );
  });

  test('of more questions than a file tells it is said that there are at least so many', async () => {
    const asked = async (courses) => {
      const tab = await page.open(`#/?on=${DATE}`);
      await tab.give(
        put({
          'Courseware.csv': table(
            COURSEWARE,
            ...Array.from({ length: courses }, (_, n) => `2026-06-03,1,ZZ-${101 + n}T00,,7,yes,A${n}`),
          ),
        }),
      );
      return tab.page.evaluate(() => document.querySelector('details.decisions summary').innerText);
    };
    assert.equal(await asked(49), '49 questions only you can answer: 49 rows wait');
    assert.equal(await asked(60), 'At least 50 questions only you can answer: 50 rows wait');
  });

  test('who answers a question stays where the questions are', async () => {
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give(undecided());
    await tab.click('details.decisions summary');
    await tab.press('Advanced: ZZ-100');
    await becomes(
      () =>
        tab.page.evaluate(
          () =>
            document.activeElement?.closest('details.decisions') !== null && document.activeElement?.matches('summary'),
        ),
      true,
    );
  });
});
