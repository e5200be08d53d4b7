// Line items by way of the WebAssembly face: whatever the filter and the page, the rows are those `tspq rows` prints,
// with the same verdict; a text search finds what a plain search over the cells finds.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { AREAS, REASONS, readRecords, score as oracle } from '../cases/oracle.mjs';
import { loadCore, MOST, optionsOf, oracleInput, pour, repository, tspq, withCalculator, withFiles } from './core.mjs';
import { randomSet, toFile } from './random.mjs';

const SETS = Math.ceil(Number(process.env.TSPQ_LAW_SETS ?? 200) / 20);
const core = await loadCore();
const file = (name, text, encoding = 'utf8') => ({ name, bytes: new Uint8Array(Buffer.from(text, encoding)) });

const sampleFolder = join(repository, 'web/samples');
const sample = ['Courseware-completions.csv', 'Exam-unit-purchases.csv', 'Surveys.csv'].map((name) =>
  file(name, readFileSync(join(sampleFolder, name))),
);
const sampleDay = JSON.parse(readFileSync(join(sampleFolder, 'sample.json'), 'utf8')).anniversary;

const COURSEWARE = 'Redemption date,Comment,Course number,Course type,Achievement code';
const repeat = (n, make) => Array.from({ length: n }, (_, i) => make(i + 1));
/** Long enough for several pieces, with cells of several lines, blank lines and rows of every sort. */
const long = file(
  'Long.csv',
  `Courseware report\n${COURSEWARE}\n${repeat(9000, (i) => {
    const date = i % 7 === 0 ? '2023-12-31' : i % 11 === 0 ? 'soon' : '2024-06-03';
    const comment = i % 13 === 0 ? `"two\nlines ${i}, ""quoted"""` : i % 17 === 0 ? '=1+1' : `note ${i}`;
    return `${i % 500 === 0 ? '\n' : ''}${date},${comment},AZ-104T00,${i % 5 === 0 ? 'Fundamentals' : i % 19 === 0 ? 'Gold' : 'Advanced'},A${i % 29 === 0 ? i - 1 : i}${i % 97 === 0 ? ',surplus' : ''}`;
  }).join('\n')}\n`,
);
const questions = file(
  'Answers.csv',
  `Survey ID;Completion date;Course number;Course type;Solution area;Question;Score\n${repeat(
    60,
    (i) =>
      `S${i % 8};03/0${1 + (i % 9)}/2024;SC-200T00;Advanced;${i % 2 ? 'Security' : 'Infra'};Q${1 + (i % 10)};${i % 6}`,
  ).join('\n')}\n17/04/2024;\n`,
);
const umlauts = [
  ['Köln.csv', 'latin1'],
  ['Zürich.csv', 'utf16le'],
].map(([name, encoding], i) =>
  file(
    name,
    `${encoding === 'utf16le' ? '\ufeff' : ''}${COURSEWARE}\n2024-06-03,KÖLN am Rhein,AZ-104T00,Advanced,K${i}\n2024-06-03,"Zürich; Bern",ZZ-999T00,,Z${i}\n`,
    encoding,
  ),
);

const SETS_OF_FILES = [
  ['the sample', sample, { anniversary: sampleDay }],
  ['a long file', [long, sample[2]], { anniversary: '2025-01-15' }],
  ['the long shape and day order settled late', [questions, sample[0]], { anniversary: '2025-01-15' }],
  ['other encodings', umlauts, { anniversary: '2025-01-15' }],
  ['the same file twice', [sample[1], { ...sample[1], name: 'Again.csv' }, sample[0]], { anniversary: sampleDay }],
  ...repeat(SETS, (seed) => {
    const { settings, files } = randomSet(seed);
    return [`random set ${seed}`, files.map((one) => toFile(one)), settings];
  }),
];

/** All rows in order, as `tspq rows` prints them: {file, row, verdict, points, reason, cells by column}. */
function allRows(files, settings) {
  const { bytes } = withFiles(files, (cwd, names) => tspq(['rows', ...names, ...optionsOf(settings, cwd)], { cwd }));
  const [header, ...records] = readRecords(bytes.subarray(3).toString('latin1'), ',').map(({ cells }) =>
    cells.map((cell) => Buffer.from(cell, 'latin1').toString('utf8')),
  );
  return records.map((cells) => {
    const row = Object.fromEntries(header.map((name, i) => [name, cells[i]]));
    return {
      file: files.findIndex(({ name }) => name === row.tspq_file),
      row: Number(row.tspq_row),
      verdict: row.tspq_verdict,
      points: row.tspq_points,
      reason: row.tspq_reason,
      printed: cells,
    };
  });
}

/** One page: what findRows says and its items. */
function page(calculator, files, settings, filter, from = 0, count = 100, chunk = MOST) {
  const when = [settings.anniversary, settings.window ?? 'completed-months'];
  const found = JSON.parse(calculator.findRows(...when, JSON.stringify(filter), from, count));
  const items = found.pieces.flatMap((piece, i) => {
    assert.ok(calculator.beginItems(i));
    pour(calculator, files[piece.file].bytes.subarray(piece.from, piece.to), chunk, (n) => calculator.feedItems(n));
    const own = JSON.parse(calculator.endItems());
    assert.equal(own.length, piece.rows, 'a piece has the rows it promises');
    return own;
  });
  return { ...found, items };
}

const brief = ({ file: at, row, verdict, points, reason }) => `${at}/${row} ${verdict} ${points} ${reason}`;
const reasonsOf = (rows) =>
  rows.reduce((sums, { reason }) => ({ ...sums, [reason || 'counted']: (sums[reason || 'counted'] ?? 0) + 1 }), {});

for (const [name, files, settings] of SETS_OF_FILES) {
  describe(name, () => {
    const rows = allRows(files, settings);
    const check = (filter, expected, expectedOfAllReasons = expected) =>
      withCalculator(core, files, settings, MOST, (calculator) => {
        const what = JSON.stringify(filter);
        const first = page(calculator, files, settings, filter);
        assert.equal(first.total, expected.length, what);
        assert.deepEqual(
          first.reasons,
          reasonsOf(expectedOfAllReasons),
          `${what}: rows by reason, whatever reason is asked for`,
        );
        assert.deepEqual(first.items.map(brief), expected.slice(0, 100).map(brief), what);
        for (const { why, title, reason } of first.items) assert.ok(title && /[.!]$/.test(why), `${reason}: ${why}`);
        // The last page, one in the middle, and one behind the end.
        for (const [from, count, chunk] of [
          [Math.max(0, expected.length - 3), 100, MOST],
          [Math.floor(expected.length / 2), 7, 61],
          [expected.length, 10, MOST],
        ]) {
          assert.deepEqual(
            page(calculator, files, settings, filter, from, count, chunk).items.map(brief),
            expected.slice(from, from + count).map(brief),
            `${what} from ${from}`,
          );
        }
      });

    test('all rows, and those of one file', () => {
      check({}, rows);
      for (const at of files.keys())
        check(
          { file: at },
          rows.filter((row) => row.file === at),
        );
    });

    test('counted and not counted', () => {
      check(
        { which: 'counted' },
        rows.filter(({ reason }) => reason === ''),
      );
      check(
        { which: 'not-counted' },
        rows.filter(({ reason }) => reason !== ''),
      );
    });

    test('every reason, alone and in one file', () => {
      for (const reason of REASONS)
        check(
          { reason },
          rows.filter((row) => row.reason === reason),
          rows,
        );
      check(
        { reason: 'counted' },
        rows.filter((row) => row.reason === ''),
        rows,
      );
      const own = rows.filter((row) => row.file === files.length - 1);
      check(
        { reason: 'outside_window', file: files.length - 1 },
        own.filter((row) => row.reason === 'outside_window'),
        own,
      );
    });

    test('a criterion has the rows of its download', () => {
      withCalculator(core, files, settings, MOST, (calculator) => {
        const when = [settings.anniversary, settings.window ?? 'completed-months'];
        for (const criterion of [
          'courseware_completions',
          'exam_unit_purchases',
          'average_response_score',
          'security/survey_completions',
          'infrastructure/average_response_score',
        ]) {
          const pieces = [calculator.beginRows(...when, JSON.stringify({ criterion }))];
          files.forEach(({ bytes }, i) => {
            if (!calculator.beginRowsOf(i)) return;
            pour(calculator, bytes, MOST, (n) => pieces.push(calculator.feedRows(n)));
            pieces.push(calculator.endRowsOf());
          });
          const [header, ...lines] = readRecords(Buffer.concat(pieces).subarray(3).toString('latin1'), ',');
          const at = header.cells.indexOf('tspq_row');
          const found = page(calculator, files, settings, { criterion });
          assert.equal(found.total, lines.length, criterion);
          assert.deepEqual(
            found.items.map(({ row }) => String(row)),
            lines.slice(0, 100).map(({ cells }) => cells[at]),
            criterion,
          );
        }
      });
    });

    test('the cells are those of the file', () => {
      withCalculator(core, files, settings, MOST, (calculator) => {
        const { items } = page(calculator, files, settings, {}, Math.max(0, rows.length - 60), 60);
        items.forEach((item, i) => {
          const printed = rows[rows.length - items.length + i].printed;
          for (const cell of item.cells) {
            assert.ok(
              cell.trim() === '' ||
                printed.includes(cell) ||
                printed.includes(`'${cell}`) ||
                item.reason === 'malformed_row',
              `${cell} in row ${item.row}`,
            );
          }
        });
      });
    });

    test('category and area are those the oracle finds', () => {
      const { verdicts, files: judgedFiles } = oracle(oracleInput(files, settings));
      const kinds = judgedFiles.map(({ kind }) => kind);
      const judged = verdicts.flat();
      assert.equal(judged.length, rows.length);
      withCalculator(core, files, settings, MOST, (calculator) => {
        for (const [id] of AREAS) {
          const expected = rows.filter(
            (row, i) => judged[i].shown === 'counted' && judged[i].area === id && kinds[row.file] === 'surveys',
          );
          assert.deepEqual(
            page(calculator, files, settings, { area: id, which: 'counted' }, 0, 1 << 20).items.map(brief),
            expected.map(brief),
            id,
          );
        }
        for (const [id, own] of [
          ['advanced', 'advanced'],
          ['fundamental_and_others', 'fundamental'],
        ]) {
          const expected = rows.filter((_, i) => judged[i].shown === 'counted' && judged[i].category === own);
          assert.deepEqual(
            page(calculator, files, settings, { category: id, which: 'counted' }, 0, 1 << 20).items.map(brief),
            expected.map(brief),
            id,
          );
        }
      });
    });

    test('a text search finds the rows a plain search finds', () => {
      withCalculator(core, files, settings, MOST, (calculator) => {
        const when = [settings.anniversary, settings.window ?? 'completed-months'];
        const everything = page(calculator, files, settings, {}, 0, 1 << 20).items;
        const lower = (text) => text.replace(/[A-Z]/g, (c) => c.toLowerCase());
        const texts = [
          'az-104',
          'ADVANCED',
          '2024-06',
          'note 119',
          'lines 13',
          'rich; b',
          'rhein',
          '"',
          '=1',
          'nowhere at all',
          'a1',
          ...(name === 'other encodings' ? [] : ['ü']),
        ];
        for (const text of texts) {
          calculator.beginSearch(...when, text);
          files.forEach(({ bytes }, i) => {
            if (!calculator.beginSearchOf(i)) return;
            pour(calculator, bytes, text.length % 2 ? MOST : 777, (n) => calculator.feedSearch(n));
            calculator.endSearchOf();
          });
          const expected = everything.filter(({ cells }) => cells.some((cell) => lower(cell).includes(lower(text))));
          const found = page(calculator, files, settings, { text }, 0, 1 << 20);
          assert.equal(found.total, expected.length, text);
          assert.deepEqual(found.items.map(brief), expected.map(brief), text);
          const counted = page(calculator, files, settings, { text, which: 'counted' });
          assert.equal(counted.total, expected.filter(({ reason }) => reason === '').length, `${text}, counted`);
        }
      });
    });
  });
}

test('a filter that makes no sense gives no page', () => {
  withCalculator(core, sample, { anniversary: sampleDay }, MOST, (calculator) => {
    for (const filter of [
      '',
      '[]',
      '{',
      '{"colour": 1}',
      '{"reason": "bad_mood"}',
      '{"criterion": "happiness"}',
      '{"which": "some"}',
      '{"area": "gardening"}',
      '{"category": "gold"}',
    ]) {
      assert.equal(calculator.findRows(sampleDay, 'completed-months', filter, 0, 10), '', filter);
    }
    assert.equal(calculator.findRows('2025-02-30', 'completed-months', '{}', 0, 10), '');
    assert.equal(calculator.beginItems(0), false);
  });
});
