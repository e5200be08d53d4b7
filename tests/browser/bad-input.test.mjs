// Files that are not what they should be: each gets its sentence, nothing in them runs, and the good file beside them
// still counts.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { kinds } from './support/browser.mjs';
import { comparable, detailsOf, flyoutOf, scoreOf, screenOf } from './support/expected.mjs';
import { scratch } from './support/scratch.mjs';
import { pageIn } from './support/shared.mjs';
import { fromDisk, overHttp } from './support/site.mjs';
import { becomes } from './support/wait.mjs';

const DATE = '2026-12-01';
const EXAMS = 'Purchase date,ORG ID,Exam number,Exam type,Units';
const COURSEWARE = 'Redemption date,V ORG ID,Course number,Course type,MCT ID,MCT eligible,Achievement code';
const GOOD = { name: 'Good.csv', bytes: `${EXAMS}\n2026-06-03,1001,AZ-104,Advanced,5\n` };

/** Puts files ({name, bytes}) into a new folder and gives their paths. */
function put(...files) {
  const folder = scratch();
  return files.map(({ name, bytes }) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  });
}

const zip = Buffer.concat([
  Buffer.from('504b0304140000000800', 'hex'),
  Buffer.alloc(16),
  deflateRawSync('not a table'),
]);
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** Files that cannot be used: what their sentence must speak of. */
const UNUSABLE = [
  ['an empty file', 'Empty.csv', '', /empty/],
  ['a zip archive or workbook', 'Courseware.xlsx', zip, /zip|Excel/],
  ['a PDF', 'Report.pdf', '%PDF-1.7\n%\xe2\xe3\n1 0 obj\n', /PDF/],
  ['a picture', 'Screenshot.png', png, /picture/],
  ['a web page', 'Export.csv', '<!doctype html><html><body>Sign in</body></html>', /web page/],
  [
    'a table of some other kind',
    'Lunch.csv',
    'Day,Soup,Main course\nMonday,Leek,Pie\n',
    /none of the three exports.*“Day”, “Soup”, “Main course”/,
  ],
  [
    'a file without its date column',
    'Undated.csv',
    'V ORG ID,Course number,Course type,Achievement code\n1,AZ-104T00,Advanced,A1\n',
    /no column for the redemption date/,
  ],
  [
    'a file with a column twice',
    'Doubled.csv',
    'Redemption date,Course type,Course type,Achievement code\n2026-06-03,Advanced,Advanced,A1\n',
    /“Course type” is there twice/,
  ],
];

/**
 * Files that can be used although something is wrong with them: what becomes of their rows, and what the notice must
 * speak of.
 */
const ODD = [
  ['only a header', 'HeaderOnly.csv', `${EXAMS}\n`, { in: 0, counted: 0, reasons: {} }, /header and no rows/],
  [
    'ragged rows',
    'Ragged.csv',
    `${COURSEWARE}\n2026-06-03,1,AZ-104T00,Advanced,7,yes,A1\n2026-06-04,1,AZ-104T00\n2026-06-05,1,AZ-104T00,Advanced,7,yes,A2,more,than,that\n2026-06-06,1,AZ-104T00,Advanced,7,yes,A3,,,\n`,
    { in: 4, counted: 2, reasons: { malformed_row: 2 } },
    /line 3.*7 cells.*found 3/,
  ],
  [
    'a quotation mark that never closes',
    'Unclosed.csv',
    `${COURSEWARE}\n2026-06-03,1,AZ-104T00,Advanced,7,yes,A1\n2026-06-05,1,AZ-104T00,Advanced,7,yes,A2\n2026-06-04,1,"AZ-104T00,Advanced,7,yes,A3\n`,
    { in: 3, counted: 2, reasons: { malformed_row: 1 } },
    /line 4/,
  ],
  [
    'bytes of zero',
    'Zeros.csv',
    Buffer.from(`${EXAMS}\n2026-06-03,10\x0001,AZ-104,Advanced,2\n2026-06-04,1001,AZ-104,Advanced,3\x00\n`),
    { in: 2, counted: 1, reasons: { unreadable_units: 1 } },
    /line 3/,
  ],
  [
    'dates no calendar has',
    'Dates.csv',
    `${EXAMS}\n2026-02-29,1,AZ-104,Advanced,1\n2026-13-01,1,AZ-104,Advanced,1\nsoon,1,AZ-104,Advanced,1\n,1,AZ-104,Advanced,1\n2026-02-28,1,AZ-104,Advanced,1\n`,
    { in: 5, counted: 1, reasons: { unreadable_date: 4 } },
    /“2026-02-29”/,
  ],
  [
    'units beyond 2^53',
    'Units.csv',
    `${EXAMS}\n2026-06-03,1,AZ-104,Advanced,9007199254740993\n2026-06-03,1,AZ-104,Advanced,9007199254740991\n2026-06-03,1,AZ-104,Fundamentals,9007199254740991\n2026-06-03,1,AZ-104,Advanced,1e3\n2026-06-03,1,AZ-104,Advanced,-1\n`,
    { in: 5, counted: 2, reasons: { unreadable_units: 3 } },
    /“9007199254740993”/,
  ],
  [
    'answers off the scale',
    'Answers.csv',
    'Survey ID,Completion date,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\nS1,2026-06-03,Advanced,Security,6,5,5,5,5,5,5,5,5\nS2,2026-06-03,Advanced,Security,5,,N/A,-,NA,5,5,5,4\n',
    { in: 2, counted: 1, reasons: { unreadable_response: 1 } },
    /“6”/,
  ],
];

const twice = (name) =>
  `There is more than one ${name} now. Where one is a corrected copy of another, remove the older one.`;

describe('files that are not what they should be', () => {
  const page = pageIn({ kind: kinds[0] });
  let opened;

  /** The page without files: the same all the time, as someone would who tries one file after the other. */
  async function emptyPage() {
    opened ??= await page.open(`#/?on=${DATE}`);
    if ((await opened.screen()).files.length > 0) await opened.press('Remove all');
    await becomes(async () => (await opened.screen()).files, []);
    return opened;
  }

  /**
   * Drops these files on the page, empty before, and checks that the screen says of them what the command line does.
   */
  async function drop(paths) {
    const tab = await emptyPage();
    await tab.drop(paths);
    const score = scoreOf(paths, DATE);
    await becomes(async () => comparable(await tab.screen()), screenOf(score));
    assert.deepEqual(tab.console, []);
    return { tab, score, files: (await tab.screen()).files };
  }

  for (const [what, name, bytes, speaks] of UNUSABLE) {
    test(`${what} is left out with a sentence, and the others count`, async () => {
      const { score, files } = await drop(put({ name, bytes: Buffer.from(bytes, 'latin1') }, GOOD));
      assert.match(files[0].problem, speaks);
      assert.match(files[0].problem, /^[A-Z].*[.]$/);
      assert.equal(score.base.exam_unit_purchases.score, '5');
    });
  }

  for (const [what, name, bytes, rows, speaks] of ODD) {
    test(`${what} cost only the rows they spoil, with a notice`, async () => {
      const { score, files } = await drop(put(GOOD, { name, bytes }));
      assert.deepEqual(score.files[1].rows, rows);
      assert.equal(files[1].problem, null);
      assert.ok(
        files[1].notices.some((notice) => speaks.test(notice)),
        files[1].notices.join('\n'),
      );
    });
  }

  test('all of them at once are told apart, and the good file still counts', async () => {
    const bad = UNUSABLE.map(([, name, bytes]) => ({ name, bytes: Buffer.from(bytes, 'latin1') }));
    const odd = ODD.map(([, name, bytes]) => ({ name, bytes }));
    const { score, files } = await drop(put(...bad, GOOD, ...odd));
    assert.equal(files.filter(({ problem }) => problem !== null).length, UNUSABLE.length);
    assert.equal(score.files.find(({ name }) => name === GOOD.name).rows.counted, 1);
  });

  test('a file that cannot be used alone shows its sentence and no cards of nothing', async () => {
    const tab = await emptyPage();
    await tab.drop(put({ name: 'Empty.csv', bytes: '' }));
    const { files, overview } = await tab.atRest(1);
    assert.match(files[0].problem, /empty/);
    assert.equal(overview, null);
    // And the page goes on from there.
    const [good] = put(GOOD);
    await tab.drop([good]);
    await becomes(async () => (await tab.screen()).overview?.base.cards.exam_unit_purchases.value, '5.0');
  });

  test('the same file twice counts once, under whatever name', async () => {
    const { score, files } = await drop(put(GOOD, { ...GOOD, name: 'Copy of Good.csv' }, { ...GOOD, name: 'Good' }));
    assert.equal(score.base.exam_unit_purchases.score, '5');
    for (const { notices } of files.slice(1)) assert.match(notices.join(), /same content as “Good\.csv”/);
  });

  test('the same file dropped again later counts once', async () => {
    const [path] = put(GOOD);
    const tab = await emptyPage();
    await tab.give([path]);
    await tab.choose([path]);
    await becomes(async () => comparable(await tab.screen()), {
      ...screenOf(scoreOf([path, path], DATE)),
      note: twice(GOOD.name),
    });
  });

  test('two files of one name and different rows both count', async () => {
    const paths = [...put(GOOD), ...put({ ...GOOD, bytes: `${EXAMS}\n2026-06-04,1001,AZ-104,Advanced,7\n` })];
    const tab = await emptyPage();
    await tab.choose(paths);
    await becomes(async () => comparable(await tab.screen()), {
      ...screenOf(scoreOf(paths, DATE)),
      note: twice(GOOD.name),
    });
    assert.equal((await tab.screen()).overview.base.cards.exam_unit_purchases.value, '12.0');
  });

  test('two files of a kind are added up, repeats across them counted once', async () => {
    const rows = (...codes) =>
      `${COURSEWARE}\n${codes.map((code) => `2026-06-03,1,AZ-104T00,Advanced,7,yes,${code}`).join('\n')}\n`;
    const { score } = await drop(
      put({ name: 'January.csv', bytes: rows('A1', 'A2', 'A3') }, { name: 'June.csv', bytes: rows('A3', 'A4') }),
    );
    assert.equal(score.base.courseware_completions.score, '4');
    assert.deepEqual(score.files[1].rows.reasons, { duplicate: 1 });
  });

  test('a large count is shown to its last digit', async () => {
    const { tab } = await drop(
      put({
        name: 'Huge.csv',
        bytes: `${EXAMS}\n${'2026-06-03,1,AZ-104,Advanced,9007199254740991\n'.repeat(3)}2026-06-03,1,AZ-900,Fundamentals,1\n`,
      }),
    );
    assert.equal((await tab.screen()).overview.base.cards.exam_unit_purchases.value, '27,021,597,764,222,973.5');
  });
});

describe('markup in files', () => {
  const PWN = (n) => `window.__pwned=${n}`;
  const files = [
    {
      name: `<img src=x onerror="${PWN(1)}">.csv`,
      bytes: `${EXAMS}\n<img src=x onerror=${PWN(2)}>,1,AZ-104,Advanced,1\n2026-06-03,<b>1</b>,<svg onload=${PWN(3)}>,<iframe srcdoc=x>,2\n2026-06-03,1,AZ-104,Advanced,"<script>${PWN(4)}</script>"\n2026-06-04,1,AZ-104,Advanced,4\n`,
    },
    {
      name: '"><script>window.__pwned=5<\u2215script>.csv',
      bytes: `<script>${PWN(6)}</script>,"<img src=x onerror=${PWN(7)}>",javascript:${PWN(8)}\n1,2,3\n`,
    },
    {
      name: 'constructor',
      bytes: `Redemption date,Course type,Achievement code,<style>*{display:none}</style>,__proto__\n03/04/2026,Advanced,A1,"{{constructor.constructor('${PWN(9)}')()}}",\${${PWN(10)}}\n`,
    },
    {
      name: '${window.__pwned=11} {{window.__pwned=12}} &lt;b&gt; \u202Efdp.csv',
      bytes: `Survey ID,Completion date,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\nS1,2026-06-03,Advanced,<a href=javascript:${PWN(13)}>Security</a>,5,5,5,5,5,5,5,5,<embed>\nS2,2026-06-04,Advanced,<math>,5,5,5,5,5,5,5,5,5\n`,
    },
  ];

  for (const [kind, where, open] of kinds.flatMap((kind) => [
    [kind, 'over http', overHttp],
    [kind, 'from disk', fromDisk],
  ])) {
    describe(`${where} in ${kind}`, () => {
      const page = pageIn({ kind, from: open });

      test('in names, headers and cells it stays text', async () => {
        const paths = put(...files);
        const tab = await page.open(`#/?on=${DATE}`);
        const kinds = () =>
          tab.page.evaluate(() =>
            [...new Set([...document.querySelectorAll('*')].map(({ localName }) => localName))].sort(),
          );
        const known = new Set([
          ...(await kinds()),
          ...'article dd dialog div dl dt em h2 h3 h4 header label li option path progress rect section select small span strong table tbody td tfoot th thead tr ul caption details summary button circle input svg'.split(
            ' ',
          ),
        ]);
        await tab.drop(paths);
        const score = scoreOf(paths, DATE);
        await becomes(async () => comparable(await tab.screen()), screenOf(score));
        assert.deepEqual(
          (await tab.screen()).files.map(({ name }) => name),
          files.map(({ name }) => name.replaceAll('\u202e', '\ufffd')),
          'names as they are, but for what would turn our sentences round',
        );
        const details = detailsOf(paths, DATE);
        for (const id of ['exam_unit_purchases', 'courseware_completions', 'average_response_score']) {
          await tab.details(id);
          await becomes(() => tab.flyout(), flyoutOf(details[id], score));
          await tab.page.goBack();
          await becomes(() => tab.flyout(), null);
        }
        const attributes = await tab.page.evaluate(() =>
          [...document.querySelectorAll('*')]
            .flatMap((element) => element.getAttributeNames())
            .filter((name) => /^on|^srcdoc$|^style$/.test(name)),
        );
        assert.deepEqual(attributes, []);
        assert.deepEqual(
          (await kinds()).filter((kind) => !known.has(kind)),
          [],
        );
        assert.equal(await tab.page.$$eval('img', (images) => images.length), 1, 'no picture but the page’s own');
        assert.equal(await tab.page.$$eval('script', (scripts) => scripts.filter(({ src }) => !src).length), 0);
        assert.equal(
          await tab.page.$$eval('a[href], iframe, embed, object, base, form', (elements) => elements.length),
          0,
          'no link is built from data',
        );
        assert.equal(await tab.page.evaluate(() => typeof globalThis.__pwned), 'undefined');
        assert.deepEqual(tab.console, []);
      });
    });
  }
});
