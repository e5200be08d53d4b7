// View details and Download: the formula behind each of the fifteen criteria, and the line items behind the formula.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { before, describe, test } from 'node:test';
import { tspq } from '../wasm/core.mjs';
import { readRows } from './support/csv.mjs';
import {
  aheadOf,
  BASE,
  counted,
  CRITERIA,
  day,
  detailsOf,
  flyoutOf,
  number,
  outlookOf,
  pointsBefore,
  sampleDate,
  sampleNames,
  samplePaths,
  scoreOf,
  sum,
} from './support/expected.mjs';
import { put, SURVEYS, table } from './support/files.mjs';
import { scratch } from './support/scratch.mjs';
import { pageIn } from './support/shared.mjs';
import { places } from './support/site.mjs';
import { becomes } from './support/wait.mjs';

const score = scoreOf(samplePaths, sampleDate);
const details = detailsOf(samplePaths, sampleDate);

/** What `tspq rows` prints of these files. */
const rowsOf = (paths, ...options) => tspq(['rows', ...paths, '--anniversary', sampleDate, ...options]).bytes;

const isOpen = (tab, id) => becomes(() => tab.flyout(), flyoutOf(details[id], score), id);
const isClosed = (tab) => becomes(() => tab.flyout(), null);

/** The three downloads of the open flyout, read. */
async function downloads(browser, tab, id) {
  const found = {};
  for (const [which, label] of [
    ['counted', 'Counted'],
    ['not-counted', 'Not counted'],
    ['all', 'All'],
  ]) {
    const { name, bytes } = await browser.downloaded(() => tab.download(label));
    assert.equal(name, `${id.replaceAll('_', '-').replace('/', '-')}-${which}-${sampleDate}.csv`);
    found[which] = { bytes, ...readRows(bytes) };
  }
  return found;
}

/** Which rows stand in which download, and what their points add up to. */
function checkDownloads(id, { counted, 'not-counted': left, all }) {
  const { rows } = details[id];
  assert.equal(counted.rows.length, rows.counted, `${id}: rows counted`);
  assert.equal(left.rows.length, rows.in - rows.counted, `${id}: rows not counted`);
  assert.equal(all.rows.length, rows.in, `${id}: all rows`);
  const textsOf = ({ rows: list }, keep = () => true) => list.filter(keep).map(({ text }) => text);
  const isCounted = (row) => row.tspq_verdict === 'counted';
  assert.deepEqual(textsOf(counted), textsOf(all, isCounted));
  assert.deepEqual(
    textsOf(left),
    textsOf(all, (row) => !isCounted(row)),
  );
  const reasons = {};
  for (const { tspq_reason: reason } of left.rows) reasons[reason] = (reasons[reason] ?? 0) + 1;
  assert.deepEqual(reasons, rows.reasons, `${id}: rows by reason`);
  for (const row of left.rows) assert.equal(row.tspq_points, '0', row.text);
  // Surveys carry the points of their answers in either of an area's downloads.
  const target = id.endsWith('/survey_completions')
    ? details[id.replace('survey_completions', 'average_response_score')]
    : details[id];
  assert.equal(sum(counted.rows.map((row) => row.tspq_points)), pointsBefore(target), `${id}: sum of points`);
}

for (const { where, open } of places) {
  describe(`the details on the page opened ${where}`, () => {
    const page = pageIn({ from: open });
    let tab;
    before(async () => {
      tab = await page.open(`#/?on=${sampleDate}`);
      await tab.give(samplePaths);
    });

    test('View details opens each of the fifteen with its own numbers, and Back closes it', async () => {
      // From disk the next test shows the rest of them.
      for (const id of where.includes('http') ? CRITERIA : CRITERIA.slice(0, 4)) {
        await tab.details(id);
        await isOpen(tab, id);
        assert.equal(await tab.hash(), `#/details/${id}?on=${sampleDate}`);
        await tab.page.goBack();
        await isClosed(tab);
        assert.equal(await tab.hash(), `#/?on=${sampleDate}`);
      }
    });

    test('Next and Previous walk through all fifteen and stop at the ends', async () => {
      await tab.details(CRITERIA[0]);
      await isOpen(tab, CRITERIA[0]);
      await tab.press('Previous criterion');
      for (const id of CRITERIA.slice(1)) {
        await tab.press('Next criterion');
        await isOpen(tab, id);
      }
      await tab.press('Next criterion');
      for (const id of CRITERIA.slice(0, -1).reverse()) {
        await tab.press('Previous criterion');
        await isOpen(tab, id);
      }
      // Walking made no steps in the history: one Back leads out.
      await tab.page.goBack();
      await isClosed(tab);
    });

    test('Forward opens it again, and Close leaves it', async () => {
      await tab.page.goForward();
      await isOpen(tab, CRITERIA[0]);
      await tab.press('Close');
      await isClosed(tab);
      assert.equal(await tab.hash(), `#/?on=${sampleDate}`);
    });

    test('the downloads of the base criteria are, byte for byte, what tspq rows prints', async () => {
      for (const [at, id] of BASE.entries()) {
        await tab.details(id);
        await isOpen(tab, id);
        const found = await downloads(page.browser, tab, id);
        const own = [samplePaths[at]];
        assert.equal(found.all.bytes.toString('utf8'), rowsOf(own).toString('utf8'), id);
        assert.equal(found.counted.bytes.toString('utf8'), rowsOf(own, '--reason', 'counted').toString('utf8'), id);
        const { head, rows } = readRows(rowsOf(own));
        assert.equal(
          found['not-counted'].bytes.toString('utf8'),
          head +
            rows
              .filter((row) => row.tspq_verdict !== 'counted')
              .map(({ text }) => text)
              .join(''),
          id,
        );
        checkDownloads(id, found);
        await tab.page.goBack();
        await isClosed(tab);
      }
    });

    test('the downloads of an area are its own rows of what tspq rows prints', async () => {
      const surveys = readRows(rowsOf([samplePaths[2]]));
      const places = new Map(surveys.rows.map(({ text }, at) => [text, at]));
      for (const id of ['data_and_ai/survey_completions', 'security/average_response_score']) {
        await tab.details(id);
        await isOpen(tab, id);
        const found = await downloads(page.browser, tab, id);
        assert.equal(found.all.head, surveys.head);
        const order = found.all.rows.map(
          ({ text }) => places.get(text) ?? assert.fail(`${id}: not a row of tspq rows: ${text}`),
        );
        assert.deepEqual(
          order,
          [...order].sort((a, b) => a - b),
          'rows stand in the order of the file',
        );
        for (const { 'Solution area': area } of found.all.rows)
          if (area !== '') assert.match(area, new RegExp(`^${details[id].area.title}`, 'i'));
        checkDownloads(id, found);
        await tab.page.goBack();
        await isClosed(tab);
      }
      // No row stands in two areas.
      assert.ok(
        Object.values(details)
          .filter(({ criterion }) => criterion.endsWith('/survey_completions'))
          .reduce((total, { rows }) => total + rows.in, 0) <= surveys.rows.length,
      );
    });
  });
}

describe('details in other circumstances', () => {
  const page = pageIn();

  test('a criterion without a file says so and offers no download', async () => {
    const tab = await page.open(`#/?on=${sampleDate}`);
    await tab.give([samplePaths[0]]);
    await tab.details('exam_unit_purchases');
    const wanted = flyoutOf(detailsOf([samplePaths[0]], sampleDate).exam_unit_purchases, score);
    await becomes(() => tab.flyout(), {
      ...wanted,
      equation: null,
      counted: null,
      reasons: [],
      allRows: null,
      downloads: {},
    });
  });

  test('an address of a criterion opens its details once the files are there', async () => {
    const tab = await page.open(`#/details/security/average_response_score?on=${sampleDate}`);
    assert.equal(await tab.flyout(), null);
    await tab.drop(samplePaths);
    await isOpen(tab, 'security/average_response_score');
    // There is no step of its own to go back to: Close must not leave the page.
    await tab.press('Close');
    await isClosed(tab);
    assert.equal(await tab.hash(), `#/?on=${sampleDate}`);
    assert.equal((await tab.screen()).files.length, 3);
  });

  test('an address of a criterion that does not exist opens nothing and harms nothing', async () => {
    for (const path of [
      'details/happiness',
      'details/constructor',
      'details/security/__proto__',
      'details/',
      'nowhere',
    ]) {
      const tab = await page.open(`#/${path}?on=${sampleDate}`);
      await tab.give([samplePaths[0]]);
      assert.equal(await tab.flyout(), null, path);
      assert.deepEqual(tab.console, [], path);
    }
  });

  test('Settle it leads to a file of the criterion’s own kind, which is not the first one that asks', async () => {
    const tab = await page.open(`#/?on=${sampleDate}`);
    await tab.give(
      put({
        'Courseware.csv': table('Redemption date,Course type,Achievement code', '03/04/2026,Advanced,A1'),
        'Exams.csv': table('Purchase date,Exam type,Units', '05/04/2026,Advanced,5'),
      }),
    );
    await tab.details('exam_unit_purchases');
    await becomes(async () => (await tab.flyout())?.place, '2 of 15');
    await tab.press('Settle it: Day and month unclear');
    await becomes(() => tab.page.evaluate(() => document.activeElement.ariaLabel), 'Dates: Exams.csv');
  });

  test('of surveys known by their averages no single answers are told; beside others it is said how many they are', async () => {
    const averages = put({
      'Averages.csv': table(
        'Survey ID,Survey date,Course type,Solution area,Average score',
        'S1,2026-06-03,Advanced,Security,4.5',
      ),
    });
    const single = put({ 'Surveys.csv': table(SURVEYS, 'S2,2026-06-03,Advanced,Security,5,5,5,5,5,5,5,5,4') });
    const told = async (paths) => {
      const tab = await page.open(`#/?on=${sampleDate}`);
      await tab.give(paths);
      await tab.details('average_response_score');
      await becomes(async () => (await tab.flyout())?.place, '3 of 15');
      return tab.page.evaluate(() => {
        const part = document.querySelector('#flyout [aria-label=Answers]');
        return [
          part.querySelector('p')?.innerText ?? null,
          [...part.querySelectorAll('caption')].map((caption) => caption.innerText),
        ];
      });
    };
    const tables = ['Answers given', 'Question by question'];
    assert.deepEqual(await told(averages), ['9 of 9 answers are from averages.', []]);
    assert.deepEqual(await told([...averages, ...single]), ['9 of 18 answers are from averages.', tables]);
    assert.deepEqual(await told(single), [null, tables]);
  });

  /** Days as the tables write them: whole months by their names. Months at the window's ends can be parts. */
  const daysOf = ({ month, first, last }) => {
    const [year, number] = month.split('-').map(Number);
    const whole = first.endsWith('-01') && Number(last.slice(8)) === new Date(Date.UTC(year, number, 0)).getUTCDate();
    return whole ? day(first).replace(' 1,', '') : `${day(first)} – ${day(last)}`;
  };

  test('charts and the tables behind them have the numbers of the months, the answers and the questions', async () => {
    const [date, mode] = ['2026-11-16', 'exact-days'];
    const found = detailsOf(samplePaths, date, mode);
    const tab = await page.open(`#/?on=${date}&window=${mode}`);
    await tab.give(samplePaths);
    await tab.details(CRITERIA[0]);
    for (const id of CRITERIA) {
      await becomes(async () => (await tab.flyout())?.place, `${CRITERIA.indexOf(id) + 1} of 15`);
      const { months, target, distribution, questions, terms } = found[id];
      const isAverage = id.endsWith('average_response_score');
      const { tables, bars, line, base } = await tab.page.evaluate(() => {
        const rows = (selector) =>
          [...document.querySelectorAll(`#flyout ${selector} tbody tr`)].map((row) =>
            [...row.cells].map(({ textContent }) => textContent.trim()).filter((words) => words !== ''),
          );
        const place = (selector, name) =>
          Number(document.querySelector(`#flyout .chart ${selector}`).getAttribute(name));
        return {
          tables: [rows('.behind'), rows('[data-testid=distribution]'), rows('[data-testid=questions]')],
          bars: [...document.querySelectorAll('#flyout .chart .own')].map((bar) => Number(bar.getAttribute('y'))),
          line: place('.target-line', 'y1'),
          base: place('.base', 'y1'),
        };
      });
      const amount = (value) => counted(value, ...(terms?.length > 0 ? ['point', 'points'] : ['survey', 'surveys']));
      assert.deepEqual(
        tables,
        [
          months.map((month) => [
            daysOf(month),
            ...(isAverage
              ? [month.shown ?? '–', number(month.answers), month.cumulative ?? '–']
              : [amount(month.score), amount(month.cumulative)]),
          ]),
          isAverage ? distribution.map(({ answer, answers }) => [String(answer), number(answers)]).reverse() : [],
          isAverage
            ? questions.map(({ question, shown, answers }) => [String(question), shown ?? '–', number(answers)])
            : [],
        ],
        id,
      );
      // A bar ends as far above the base as its number is above the lowest, measured by the line at the target. Places
      // are whole pixels.
      const low = isAverage ? 1 : 0;
      const shown = months
        .map((month) => (isAverage ? month.shown : month.cumulative))
        .filter((value) => value !== null)
        .map(Number);
      assert.equal(bars.length, shown.length, id);
      shown.forEach((value, at) =>
        assert.ok(
          Math.abs((base - bars[at]) * (target - low) - (value - low) * (base - line)) <=
            1.01 * (target - low + Math.abs(value - low)),
          `${id}: bar ${at + 1}`,
        ),
      );
      if (id !== CRITERIA.at(-1)) await tab.press('Next criterion');
    }
  });

  test('beside the result they say what is needed, what leaves next and what is at risk, and which limit is reached', async () => {
    const { criteria } = outlookOf(samplePaths, sampleDate);
    const tab = await page.open(`#/?on=${sampleDate}`);
    await tab.give(samplePaths);
    await tab.details(CRITERIA[0]);
    for (const id of CRITERIA.slice(0, 11)) {
      await becomes(async () => (await tab.flyout())?.place, `${CRITERIA.indexOf(id) + 1} of 15`);
      const words = (selector) =>
        tab.page.$$eval(`#flyout ${selector}`, (all) => all.map(({ innerText }) => innerText.trim()));
      assert.deepEqual(
        await words(':is(.needed, .leaves, .at-risk)'),
        aheadOf(id, details[id], criteria[id], { all: true }),
        id,
      );
      assert.deepEqual(
        await words('[aria-labelledby=flyout-formula] .quiet'),
        id === 'courseware_completions'
          ? ['Fundamental and others has reached its limit of 300 points: more of it adds nothing.']
          : [],
        id,
      );
      const marked = await tab.page.$$eval('#flyout .reasons tr[data-reason]', (all) =>
        all.filter((row) => row.querySelector('.cannot-say')).map(({ dataset }) => dataset.reason),
      );
      assert.deepEqual(
        marked,
        details[id].reasons.filter(({ kind, rows }) => kind === 'cannot-say' && rows > 0).map((reason) => reason.id),
        id,
      );
      await tab.press('Next criterion');
    }
  });

  test('several files of a kind come in one download, their columns united, repeats told across them', async () => {
    const folder = scratch();
    const files = {
      'First.csv':
        'Redemption date,Course type,Achievement code,Remark\n2026-03-01,Advanced,A1,"=SUM(A1), and ""more"""\n2026-03-02,Fundamentals,F1,ü\n',
      'Second.csv':
        'Achievement code;Course type;Redemption date;Customer\nA1;Advanced;2026-03-01;Repeat\nA2;Advanced;2026-04-31;No such day\nA3;Advanced;2026-04-30;-1\n',
    };
    const paths = Object.entries(files).map(([name, text]) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    });
    const tab = await page.open(`#/?on=${sampleDate}`);
    await tab.give([...paths, samplePaths[2]]);
    await tab.details('courseware_completions');
    await becomes(async () => (await tab.flyout())?.place, '1 of 15');
    const { bytes } = await page.browser.downloaded(() => tab.download('All'));
    assert.equal(bytes.toString('utf8'), rowsOf(paths).toString('utf8'));
    const { header, rows } = readRows(bytes);
    assert.deepEqual(header.slice(0, 5), ['Redemption date', 'Course type', 'Achievement code', 'Remark', 'Customer']);
    assert.deepEqual(
      rows.map((row) => [row.tspq_file, row.tspq_row, row.tspq_verdict, row.tspq_reason]),
      [
        ['First.csv', '2', 'counted', ''],
        ['First.csv', '3', 'counted', ''],
        ['Second.csv', '2', 'not counted', 'duplicate'],
        ['Second.csv', '3', 'cannot say', 'unreadable_date'],
        ['Second.csv', '4', 'counted', ''],
      ],
    );
    assert.deepEqual(
      [rows[0].Remark, rows[4].Customer],
      ['\'=SUM(A1), and "more"', "'-1"],
      'what could run as a formula in a spreadsheet is made text',
    );
  });

  test('the file names in a download are those of the files, in the order of the strip', async () => {
    const tab = await page.open(`#/?on=${sampleDate}`);
    await tab.press('Try with sample data (2,250 rows)');
    await tab.atRest(3);
    for (const [at, id] of BASE.entries()) {
      await tab.details(id);
      await becomes(async () => (await tab.flyout())?.place, `${CRITERIA.indexOf(id) + 1} of 15`);
      const { rows } = readRows((await page.browser.downloaded(() => tab.download('All'))).bytes);
      assert.deepEqual([...new Set(rows.map((row) => row.tspq_file))], [basename(sampleNames[at])]);
      await tab.page.goBack();
      await becomes(() => tab.flyout(), null);
    }
  });
});
