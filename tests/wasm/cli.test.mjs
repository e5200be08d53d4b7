// The program as such: rows, records, inspect, exit codes, usage, the cards for people, settings from files.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { REASONS, readRecords, score as oracle } from '../cases/oracle.mjs';
import { catalogue, program, repository, tspq, withFiles } from './core.mjs';
import { checkAccounting, hundredths } from './laws.mjs';

const COURSEWARE = 'Redemption date,V ORG ID,Course number,Course type,MCT ID,MCT eligible,Achievement code';
const EXAMS = 'Purchase date,ORG ID,Exam number,Exam type,Units';
const SURVEYS =
  'Survey ID,Completion date,V ORG ID,Course number,Course type,Solution area,MCT ID,MCT eligible,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9';
const OWN = ['tspq_verdict', 'tspq_points', 'tspq_reason', 'tspq_file', 'tspq_row'];
const NO = ['outside_window', 'cancelled', 'other_organization', 'ineligible_instructor', 'not_advanced', 'duplicate'];

const file = (name, header, ...rows) => ({ name, bytes: `${[header, ...rows].join('\n')}\n` });
const courseware = (...rows) => file('Courseware.csv', COURSEWARE, ...rows);
const exams = (...rows) => file('Exams.csv', EXAMS, ...rows);
const surveys = (...rows) => file('Surveys.csv', SURVEYS, ...rows);
const repeat = (n, make) => Array.from({ length: n }, (_, i) => make(i + 1));
const advanced = (n) => repeat(n, (i) => `2024-06-03,1001,AZ-104T00,Advanced,7,yes,A${i}`);
const survey = (id, area = 'Security', answer = 5) =>
  `${id},2024-06-03,1001,SC-200T00,Advanced,${area},7,yes,${Array(9).fill(answer).join(',')}`;
const qualified = [
  courseware(...advanced(1000)),
  exams('2024-06-03,1001,AZ-104,Advanced,200'),
  surveys(...repeat(200, (i) => survey(`S${i}`))),
];
const ON = ['--anniversary', '2025-01-15'];

const sampleFolder = join(repository, 'web/samples');
const sampleNames = ['Courseware-completions.csv', 'Exam-unit-purchases.csv', 'Surveys.csv'];
const sample = sampleNames.map((name) => ({ name, bytes: readFileSync(join(sampleFolder, name)) }));
const SAMPLE_ON = ['--anniversary', JSON.parse(readFileSync(join(sampleFolder, 'sample.json'), 'utf8')).anniversary];

/** What `tspq rows` printed, as objects by column. Also checks the form every download has. */
function readRows(bytes) {
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], 'a UTF-8 mark comes first');
  const text = bytes.subarray(3).toString('latin1');
  assert.ok(text.endsWith('\r\n'), 'the last row ends with CRLF');
  const records = readRecords(text, ',').map(({ cells }) =>
    cells.map((cell) => Buffer.from(cell, 'latin1').toString('utf8')),
  );
  const [header, ...rows] = records;
  assert.deepEqual(header.slice(-5), OWN);
  for (const row of rows) assert.equal(row.length, header.length);
  return { header, rows: rows.map((row) => Object.fromEntries(row.map((cell, i) => [header[i], cell]))) };
}

const countBy = (rows, key) => rows.reduce((sum, row) => ({ ...sum, [key(row)]: (sum[key(row)] ?? 0) + 1 }), {});

describe('rows', () => {
  let score;
  let all;
  before(() => {
    const { out, err } = tspq(['score', ...sampleNames, '--json', ...SAMPLE_ON], { cwd: sampleFolder });
    assert.notEqual(out, '', err);
    score = JSON.parse(out);
    const { status, bytes } = tspq(['rows', ...sampleNames, ...SAMPLE_ON], { cwd: sampleFolder });
    assert.equal(status, 0);
    all = readRows(bytes);
  });

  test('every row of every file is there once, with the verdict the score counted', () => {
    for (const { name, rows } of score.files) {
      const own = all.rows.filter((row) => row.tspq_file === name);
      const { counted, ...reasons } = countBy(own, (row) => row.tspq_reason || 'counted');
      assert.deepEqual({ in: own.length, counted: counted ?? 0, reasons }, rows, name);
    }
    assert.equal(
      all.rows.length,
      score.files.reduce((sum, { rows }) => sum + rows.in, 0),
    );
  });

  test('the verdict says counted, not counted or cannot say, as the reason is', () => {
    for (const row of all.rows) {
      const expected = row.tspq_reason === '' ? 'counted' : NO.includes(row.tspq_reason) ? 'not counted' : 'cannot say';
      assert.equal(row.tspq_verdict, expected, row.tspq_reason);
    }
  });

  test('points of counted rows add up to the cards before the limit, all others have 0', () => {
    const sum = (name) =>
      all.rows.filter((row) => row.tspq_file === name).reduce((total, row) => total + hundredths(row.tspq_points), 0n);
    const full = (card) => card.terms.reduce((total, term) => total + BigInt(term.units) * hundredths(term.weight), 0n);
    assert.equal(sum(sampleNames[0]), full(score.base.courseware_completions));
    assert.equal(sum(sampleNames[1]), hundredths(score.base.exam_unit_purchases.score));
    assert.equal(sum(sampleNames[2]), BigInt(score.base.average_response_score.points) * 100n);
    for (const row of all.rows) if (row.tspq_reason !== '') assert.equal(row.tspq_points, '0');
  });

  test('the columns are those of the files, united in order of appearance, and the cells are unchanged', () => {
    const union = [];
    for (const name of sampleNames) {
      for (const column of readFileSync(join(sampleFolder, name), 'utf8').split('\n', 1)[0].split(','))
        if (!union.includes(column)) union.push(column);
    }
    assert.deepEqual(all.header, [...union, ...OWN]);
    for (const name of sampleNames) {
      const [header, ...lines] = readFileSync(join(sampleFolder, name), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.split(','));
      const own = all.rows.filter((row) => row.tspq_file === name);
      lines.forEach((cells, i) => {
        assert.equal(own[i].tspq_row, String(i + 2), 'rows are numbered as a spreadsheet shows them');
        if (own[i].tspq_reason === 'malformed_row') return;
        for (const [at, column] of header.entries()) {
          const unsafe = /^[=+\-@]/.test(cells[at]) ? `'${cells[at]}` : cells[at];
          assert.equal(own[i][column], unsafe);
        }
        for (const column of union) if (!header.includes(column)) assert.equal(own[i][column], '');
      });
    }
  });

  test("the verdicts are the oracle's, row by row", () => {
    const { files, verdicts } = oracle({ files: sample, anniversary: SAMPLE_ON[1], catalogue });
    files.forEach(({ name }, i) => {
      const own = all.rows.filter((row) => row.tspq_file === name);
      assert.deepEqual(
        own.map((row) => row.tspq_reason || 'counted'),
        verdicts[i].map((verdict) => verdict.shown),
        name,
      );
    });
  });

  test('--reason leaves only the rows with that reason, for every reason', () => {
    const total = {};
    for (const { rows } of score.files) {
      total.counted = (total.counted ?? 0) + rows.counted;
      for (const [id, count] of Object.entries(rows.reasons)) total[id] = (total[id] ?? 0) + count;
    }
    for (const reason of [...REASONS, 'counted']) {
      const { status, bytes } = tspq(['rows', ...sampleNames, '--reason', reason, ...SAMPLE_ON], { cwd: sampleFolder });
      assert.equal(status, 0, reason);
      const { rows } = readRows(bytes);
      assert.equal(rows.length, total[reason] ?? 0, reason);
      for (const row of rows) assert.equal(row.tspq_reason || 'counted', reason);
    }
  });

  test('rows can be narrowed as the table of line items can, by one option for each of its filters', () => {
    const kept = (...options) => {
      const { status, bytes, err } = tspq(['rows', ...sampleNames, ...SAMPLE_ON, ...options], { cwd: sampleFolder });
      assert.equal(status, 0, err);
      return readRows(bytes).rows;
    };
    const surveys = all.rows.filter((row) => row.tspq_file === 'Surveys.csv');
    const id = ({ tspq_file, tspq_row }) => `${tspq_file} ${tspq_row}`;
    const same = (some, expected) => {
      assert.ok(expected.length > 0 && expected.length < all.rows.length);
      assert.deepEqual(some.map(id), expected.map(id));
    };
    same(kept('--file', 'Surveys.csv'), surveys);
    same(
      kept('--file', sampleNames[2], '--area', 'security'),
      surveys.filter((row) => row['Solution area'] === 'Security'),
    );
    same(
      kept('--criterion', 'security/survey_completions'),
      surveys.filter((row) => row['Solution area'] === 'Security'),
    );
    // Rows that do not count may have no category of their own: what decided came before it.
    same(
      kept('--criterion', 'courseware_completions', '--category', 'advanced', '--reason', 'counted'),
      all.rows.filter(
        (row) => row.tspq_file === sampleNames[0] && row['Course type'] === 'Advanced' && row.tspq_reason === '',
      ),
    );
    same(
      kept('--which', 'not-counted'),
      all.rows.filter((row) => row.tspq_reason !== ''),
    );
    same(
      kept('--text', 'az-900T00'),
      all.rows.filter((row) =>
        Object.entries(row).some(([key, cell]) => !OWN.includes(key) && cell.includes('AZ-900T00')),
      ),
    );
  });

  test('a filter of rows that is not known is complained about with the words that are', () => {
    const complaint = (...options) => {
      const { status, err, bytes } = tspq(['rows', ...sampleNames, ...SAMPLE_ON, ...options], { cwd: sampleFolder });
      assert.equal(status, 3);
      assert.equal(bytes.length, 0);
      return err;
    };
    assert.match(complaint('--area', 'xyz'), /--area takes one of .*security.*none, not “xyz”/);
    assert.match(complaint('--category', 'x'), /fundamental_and_others, advanced, unknown/);
    assert.match(complaint('--criterion', 'x'), /courseware_completions, .*security\/survey_completions/);
    assert.match(complaint('--which', 'some'), /counted, not-counted, all/);
    assert.match(complaint('--reason', 'x'), /outside_window/);
    assert.match(complaint('--file', 'x.csv'), /one of the files that are read, not “x.csv”/);
  });

  test('--file takes a path where two files are called the same', () => {
    withFiles([courseware(...advanced(3))], (cwd, [name]) => {
      mkdirSync(join(cwd, 'd'));
      writeFileSync(join(cwd, 'd', name), courseware(...advanced(2)).bytes);
      const rows = (path) => tspq(['rows', join('d', name), `./${name}`, '--file', path, ...ON], { cwd });
      const { status, err } = rows(name);
      assert.equal(status, 3);
      assert.match(err, /--file fits more than one of the files that are read: “Courseware\.csv”/);
      assert.equal(readRows(rows(join('d', name)).bytes).rows.length, 2);
      // A path that is just the name is that file, whatever others are called so.
      const bare = tspq(['rows', join('d', name), name, '--file', name, ...ON], { cwd });
      assert.deepEqual([bare.status, readRows(bare.bytes).rows.length], [0, 3]);
    });
  });

  test('a chosen organisation shows in the rows as in the score', () => {
    const { bytes } = tspq(
      ['rows', ...sampleNames, ...SAMPLE_ON, '--org', '4012002', '--reason', 'other_organization'],
      { cwd: sampleFolder },
    );
    const chosen = JSON.parse(
      tspq(['score', ...sampleNames, '--json', ...SAMPLE_ON, '--org', '4012002'], { cwd: sampleFolder }).out,
    );
    const expected = chosen.files.reduce((sum, { rows }) => sum + (rows.reasons.other_organization ?? 0), 0);
    assert.ok(expected > 0);
    assert.equal(readRows(bytes).rows.length, expected);
  });

  test('a cell that a spreadsheet would run as a formula gets an apostrophe; the points and rows of our own do not', () => {
    const cells = ['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '"\ttab"', 'a=b', '1-2', "'=1"];
    withFiles(
      [
        file(
          'Courseware.csv',
          'Redemption date,Comment,Course type',
          ...cells.map((cell) => `2024-06-03,${cell},Advanced`),
        ),
      ],
      (cwd, names) => {
        const { rows } = readRows(tspq(['rows', ...names, ...ON], { cwd }).bytes);
        assert.deepEqual(
          rows.map((row) => row.Comment),
          ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'＝1", "'\ttab", 'a=b', '1-2', "'=1"],
        );
        for (const row of rows) assert.equal(row.tspq_points, '1');
      },
    );
  });

  test("cells with commas, quotes and line breaks come out as they went in, and rows keep a spreadsheet's numbers", () => {
    const cells = ['well, "good"', 'two\nlines', 'plain', 'ü 東京'];
    const quoted = cells.map((cell) => `2024-06-03,"${cell.replaceAll('"', '""')}",Advanced`);
    withFiles(
      [
        {
          name: 'Courseware.csv',
          bytes: `Redemption date,Comment,Course type\n${quoted[0]}\n${quoted[1]}\n\n${quoted[2]}\n${quoted[3]}\n`,
        },
      ],
      (cwd, names) => {
        const { rows } = readRows(tspq(['rows', ...names, ...ON], { cwd }).bytes);
        assert.deepEqual(
          rows.map((row) => row.Comment),
          cells,
        );
        assert.deepEqual(
          rows.map((row) => row.tspq_row),
          ['2', '3', '5', '6'],
          'a blank line has a number, a line break in a cell has none',
        );
      },
    );
  });

  test('text of an old Windows code page comes out as UTF-8', () => {
    withFiles(
      [
        {
          name: 'Courseware.csv',
          bytes: Buffer.from('Redemption date,Ort,Course type\n2024-06-03,Köln,Advanced\n', 'latin1'),
        },
      ],
      (cwd, names) => {
        assert.equal(readRows(tspq(['rows', ...names, ...ON], { cwd }).bytes).rows[0].Ort, 'Köln');
      },
    );
  });

  test('a file that cannot be used gives no rows, says so, and the exit code is 2', () => {
    withFiles([courseware(...advanced(2)), { name: 'Cars.csv', bytes: 'Colour,Wheels\nred,4\n' }], (cwd, names) => {
      const { status, bytes, err } = tspq(['rows', ...names, ...ON], { cwd });
      assert.equal(status, 2);
      assert.equal(readRows(bytes).rows.length, 2);
      assert.match(err, /Cars\.csv/);
    });
  });

  test('the same file twice gives its rows once', () => {
    withFiles([courseware(...advanced(3))], (cwd, [name]) => {
      const { status, err, bytes } = tspq(['rows', name, name, ...ON], { cwd });
      assert.deepEqual([status, err], [0, '']);
      assert.equal(readRows(bytes).rows.length, 3);
    });
  });

  test('without a file of the kind there is a header and no row', () => {
    withFiles([courseware(...advanced(3))], (cwd, [name]) => {
      const { status, bytes } = tspq(['rows', name, '--criterion', 'exam_unit_purchases', ...ON], { cwd });
      assert.equal(status, 0);
      assert.deepEqual(readRows(bytes), { header: OWN, rows: [] });
    });
  });
});

describe('what cannot be read twice or written', () => {
  const shell = (command, cwd) =>
    spawnSync('sh', ['-c', command], {
      cwd,
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, TSPQ: program },
    });
  const settledLate = courseware(
    ...repeat(30_000, (i) => `03/04/2024,1001,AZ-104T00,Advanced,7,yes,A${i}`),
    '25/04/2024,1001,AZ-104T00,Advanced,7,yes,Z',
  );

  test('a pipe is read as a file is, and refused with a sentence where it would have to be read again', () => {
    withFiles([courseware(...advanced(3)), { ...settledLate, name: 'Late.csv' }], (cwd) => {
      assert.match(
        shell('cat Courseware.csv | "$TSPQ" score /dev/stdin --anniversary 2025-01-15', cwd).stdout,
        /3 rows: 3 counted/,
      );
      assert.match(
        shell('"$TSPQ" score /dev/stdin --anniversary 2025-01-15 < Late.csv', cwd).stdout,
        /30001 rows: 30001 counted/,
      );
      const late = shell('mkfifo pipe; cat Late.csv > pipe & "$TSPQ" score pipe --anniversary 2025-01-15', cwd);
      assert.deepEqual([late.status, late.signal], [2, null]);
      assert.match(
        late.stdout,
        /it has to be read twice, and a pipe can be read only once\. Save it to a file first\./,
      );
      const rows = shell('"$TSPQ" rows pipe', cwd);
      assert.deepEqual([rows.status, rows.stdout], [2, '']);
      assert.match(rows.stderr, /pipe cannot be used for rows: it has to be read twice/);
    });
  });

  test('output that does not reach its end is no success', () => {
    withFiles(qualified, (cwd, names) => {
      for (const command of ['score', 'rows', 'inspect']) {
        const { status, stderr } = shell(
          `"$TSPQ" ${command} ${names.join(' ')} --anniversary 2025-01-15 > /dev/full`,
          cwd,
        );
        assert.equal(status, 2, command);
        assert.match(stderr, /could not be written to its end/);
      }
    });
  });

  test('settings that are no short JSON document are refused before memory is used up', () => {
    withFiles([courseware(...advanced(3))], (cwd, [name]) => {
      for (const option of ['--choices', '--rulebook']) {
        const { status, stderr } = shell(`"$TSPQ" score ${name} ${option} /dev/zero`, cwd);
        assert.equal(status, 3);
        assert.match(stderr, /the file \/dev\/zero is larger than 16 MiB: expected a short JSON document/);
      }
    });
  });

  test('a piece of the largest size takes no more memory than the file', () => {
    // A sanitizer sets terabytes of addresses aside: its program goes without the limit.
    const limit = program.includes('sanitize') ? '' : 'ulimit -v 1000000; ';
    withFiles([courseware(...advanced(3))], (cwd, [name]) => {
      assert.equal(shell(`${limit}"$TSPQ" records ${name} --chunk 1073741824`, cwd).stdout.split('\n').length, 7);
    });
  });
});

describe('records', () => {
  const vectors = [
    ['one record of one cell', 'a', [['a']]],
    ['three cells', 'a,b,c\n', [['a', 'b', 'c']]],
    ['a last cell that is empty', 'a,b,\n', [['a', 'b', '']]],
    ['a first cell that is empty', ',b\n', [['', 'b']]],
    ['nothing but delimiters', ',,\n', [['', '', '']]],
    ['LF, CR and CRLF mixed', 'a\nb\rc\r\nd', [['a'], ['b'], ['c'], ['d']]],
    ['blank lines are no records', '\n\r\n\na\n\n\r\rb\n\n', [['a'], ['b']]],
    ['quoted cells', '"a","b"\n', [['a', 'b']]],
    ['a delimiter inside quotes', '"a,b",c\n', [['a,b', 'c']]],
    ['an escaped quote', '"a ""b"" c"\n', [['a "b" c']]],
    ['a quoted cell of one quote', '""""\n', [['"']]],
    ['an empty quoted cell', 'a,"",b\n', [['a', '', 'b']]],
    ['line breaks of all sorts inside quotes', '"a\nb\rc\r\nd",e\n', [['a\nb\rc\r\nd', 'e']]],
    ['a quote in the middle is ordinary', 'a"b,c""d\n', [['a"b', 'c""d']]],
    ['a quote after a blank is ordinary', 'a, "b"\n', [['a', ' "b"']]],
    ['blanks are kept', ' a , b \n', [[' a ', ' b ']]],
    ['ragged records', 'a\nb,c\nd,e,f\n', [['a'], ['b', 'c'], ['d', 'e', 'f']]],
    ['a mark at the start is skipped', '\ufeffa,b\n', [['a', 'b']]],
    ['a mark before a quote is skipped', '\ufeff"a",b\n', [['a', 'b']]],
    ['a mark elsewhere is kept', 'a,\ufeffb\n', [['a', '\ufeffb']]],
    ['characters of several bytes', 'ä,東京,🙂\n"ß""ß"\n', [['ä', '東京', '🙂'], ['ß"ß']]],
    ['a NUL is an ordinary byte', 'a\0b,c\n', [['a\0b', 'c']]],
    ['the quoted end of the file without a line end', 'a,"b"', [['a', 'b']]],
    ['a carriage return at the very end', 'a,b\r', [['a', 'b']]],
    ['an empty file', '', []],
    [
      'a long record across chunks',
      `${'x'.repeat(500)},"${'y""'.repeat(50)}"\n1,2\n`,
      [
        ['x'.repeat(500), 'y"'.repeat(50)],
        ['1', '2'],
      ],
    ],
    [
      'delimiters at every place around 64 bytes',
      `${repeat(70, (i) => `${'z'.repeat(i)},"q"`).join('\n')}\n`,
      repeat(70, (i) => ['z'.repeat(i), 'q']),
    ],
  ];
  const sizes = [...repeat(16, (i) => i), 31, 32, 33, 63, 64];

  for (const [name, text, expected] of vectors) {
    test(`${name}, in chunks of 1 to 64 bytes and whole`, () => {
      withFiles([{ name: 'a.csv', bytes: text }], (cwd) => {
        for (const chunk of [null, ...sizes]) {
          const { status, out, err } = tspq(['records', 'a.csv', ...(chunk ? ['--chunk', String(chunk)] : [])], {
            cwd,
          });
          assert.equal(status, 0, err);
          assert.deepEqual(JSON.parse(out), expected, `--chunk ${chunk}`);
        }
      });
    });
  }

  test('every chunk size from 1 to 64 gives the same records of one rich text', () => {
    const text = '\ufeffa,"b,\r\n""c""",d\r\n\r\n,"",\ne,f"g,h\r"last, ""line""\n"';
    withFiles([{ name: 'a.csv', bytes: text }], (cwd) => {
      for (const chunk of repeat(64, (i) => i)) {
        assert.deepEqual(
          JSON.parse(tspq(['records', 'a.csv', '--chunk', String(chunk)], { cwd }).out),
          [['a', 'b,\r\n"c"', 'd'], ['', '', ''], ['e', 'f"g', 'h'], ['last, "line"\n']],
          `--chunk ${chunk}`,
        );
      }
    });
  });

  test('UTF-16 is decoded before it is read, however the pieces cut it', () => {
    const text = '\ufeffa,"ä, ""😀"""\r\nb,\n';
    const little = Buffer.from(text, 'utf16le');
    withFiles(
      [
        { name: 'le.csv', bytes: little },
        { name: 'be.csv', bytes: Buffer.from(little).swap16() },
        { name: 'one.csv', bytes: Buffer.from('a') },
      ],
      (cwd) => {
        for (const name of ['le.csv', 'be.csv']) {
          for (const chunk of [1, 2, 3, 5, 1000]) {
            assert.deepEqual(
              JSON.parse(tspq(['records', name, '--chunk', String(chunk)], { cwd }).out),
              [
                ['a', 'ä, "😀"'],
                ['b', ''],
              ],
              `${name} --chunk ${chunk}`,
            );
          }
        }
        assert.deepEqual(JSON.parse(tspq(['records', 'one.csv', '--chunk', '1'], { cwd }).out), [['a']]);
      },
    );
  });

  test('--delimiter takes another one', () => {
    withFiles(
      [
        { name: 'a.csv', bytes: 'a;b,c\n' },
        { name: 'b.csv', bytes: 'a\tb\n' },
      ],
      (cwd) => {
        assert.deepEqual(JSON.parse(tspq(['records', 'a.csv', '--delimiter', ';'], { cwd }).out), [['a', 'b,c']]);
        assert.deepEqual(JSON.parse(tspq(['records', 'b.csv', '--delimiter', '\t'], { cwd }).out), [['a', 'b']]);
      },
    );
  });
});

describe('inspect', () => {
  test('names kind, shape and columns of each file, as JSON', () => {
    withFiles([...qualified, { name: 'Cars.csv', bytes: 'Colour,Wheels\nred,4\n' }], (cwd, names) => {
      const { status, out } = tspq(['inspect', ...names], { cwd });
      assert.equal(status, 2, 'one file could not be used');
      const found = JSON.parse(out);
      const text = JSON.stringify(found);
      for (const kind of ['courseware', 'exams', 'surveys']) assert.match(text, new RegExp(`"kind":"${kind}"`));
      for (const name of names) assert.ok(text.includes(name), name);
      for (const column of ['Redemption date', 'Units', 'Q9']) assert.ok(text.includes(column), column);
    });
  });

  test('good files only: exit 0', () => {
    withFiles(qualified, (cwd, names) => assert.equal(tspq(['inspect', ...names], { cwd }).status, 0));
  });
});

describe('exit codes', () => {
  test('0 when qualified', () => {
    withFiles(qualified, (cwd, names) => {
      assert.equal(tspq(['score', ...names, ...ON], { cwd }).status, 0);
      assert.equal(tspq(['score', ...names, '--json', ...ON], { cwd }).status, 0);
    });
  });

  test('1 when not', () => {
    withFiles(qualified.slice(0, 2), (cwd, names) => {
      assert.equal(tspq(['score', ...names, ...ON], { cwd }).status, 1);
      assert.equal(tspq(['score', ...names, '--json', ...ON], { cwd }).status, 1);
    });
  });

  test('2 when a file could not be used, even beside three that qualify', () => {
    withFiles([...qualified, { name: 'Cars.csv', bytes: 'Colour,Wheels\nred,4\n' }], (cwd, names) => {
      const { status, out, err } = tspq(['score', ...names, ...ON], { cwd });
      assert.equal(status, 2);
      assert.match(out + err, /Cars\.csv/);
    });
  });

  test('2 when a file does not exist, and the others still count', () => {
    withFiles(qualified, (cwd, names) => {
      const { status, out } = tspq(['score', ...names, 'nowhere.csv', '--json', ...ON], { cwd });
      assert.equal(status, 2);
      const found = JSON.parse(out);
      assert.equal(found.overall.qualified, true);
      assert.equal(found.problems.length, 1);
      assert.match(found.problems[0].file, /nowhere\.csv/);
    });
  });

  test('2 when a folder is given instead of a file', () => {
    withFiles(qualified, (cwd, names) => assert.equal(tspq(['score', ...names, '.', ...ON], { cwd }).status, 2));
  });
});

describe('usage', () => {
  test('is told where it is asked for, alone or behind a command', () => {
    const told = tspq(['--help']);
    assert.equal(told.status, 0);
    assert.match(told.out, /tspq score FILE/);
    for (const args of [['help'], ['-h'], ['score', '--help'], ['rows', '-h']])
      assert.deepEqual(tspq(args), told, args.join(' '));
  });

  test('the help lists every option under the commands that take it', () => {
    const listed = [...tspq(['--help']).out.matchAll(/^Options of (.*?)(?:, each .*)?:\n((?: .*\n)+)/gm)].flatMap(
      ([, commands, lines]) =>
        [...new Set([...lines.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option))].flatMap((option) =>
          commands.split(/, | and /).map((command) => `${command} ${option}`),
        ),
    );
    const options = [...new Set(listed.map((line) => line.split(' ')[1]))];
    const taken = ['score', 'rows', 'inspect', 'records'].flatMap((command) =>
      options
        .filter((option) => !/does not belong|is not known/.test(tspq([command, option]).err))
        .map((option) => `${command} ${option}`),
    );
    const butJson = (lines) => lines.filter((line) => !line.endsWith(' --json')).sort(); // its line says whose it is
    assert.ok(options.length > 10);
    assert.deepEqual(butJson(listed), butJson(taken));
  });

  const wrong = [
    ['no command', []],
    ['an unknown command', ['shout', 'a.csv']],
    ['no file', ['score']],
    ['no file for rows', ['rows']],
    ['no file for inspect', ['inspect']],
    ['no file for records', ['records']],
    ['an unknown option', ['score', 'a.csv', '--loud']],
    ['an option without its value', ['score', 'a.csv', '--anniversary']],
    ['a day that does not exist', ['score', 'a.csv', '--anniversary', '2025-02-29']],
    ['a day in another notation', ['score', 'a.csv', '--anniversary', '15.1.2025']],
    ['an anniversary before 2001', ['score', 'a.csv', '--anniversary', '2000-12-31']],
    ['an anniversary after 2100', ['score', 'a.csv', '--anniversary', '2101-01-01']],
    ['an unknown window', ['score', 'a.csv', '--window', 'fortnight']],
    ['an unknown date order', ['score', 'a.csv', '--date-order', 'ymd']],
    ['eligibility asked of exams', ['score', 'a.csv', '--require-eligible-mct', 'exams']],
    ['an unknown reason', ['rows', 'a.csv', '--reason', 'bad_mood']],
    ['a chunk of nothing', ['records', 'a.csv', '--chunk', '0']],
    ['a chunk above the largest', ['records', 'a.csv', '--chunk', '1073741825']],
    ['a chunk that is no number', ['records', 'a.csv', '--chunk', 'many']],
    ['a delimiter of two characters', ['records', 'a.csv', '--delimiter', ';;']],
    ['choices that are not there', ['score', 'a.csv', '--choices', 'nowhere.json']],
    ['choices that are not JSON', ['score', 'a.csv', '--choices', 'broken.json']],
    ['choices with an unknown key', ['score', 'a.csv', '--choices', 'unknown.json']],
    ['choices of a wrong type', ['score', 'a.csv', '--choices', 'wrong.json']],
    ['a rulebook that is not there', ['score', 'a.csv', '--rulebook', 'nowhere.json']],
    ['a rulebook that is not JSON', ['score', 'a.csv', '--rulebook', 'broken.json']],
    ['a rulebook with nothing in it', ['score', 'a.csv', '--rulebook', 'empty.json']],
  ];
  const files = [
    { name: 'a.csv', bytes: `${COURSEWARE}\n` },
    { name: 'broken.json', bytes: '{"anniversary": ' },
    { name: 'empty.json', bytes: '{}' },
    { name: 'unknown.json', bytes: '{"colour": "red"}' },
    { name: 'wrong.json', bytes: '{"org_ids": "1001"}' },
  ];

  for (const [name, args] of wrong) {
    test(`${name}: exit 3 and a sentence on the error output, nothing on the other`, () => {
      withFiles(files, (cwd) => {
        const { status, out, err } = tspq(args, { cwd });
        assert.equal(status, 3, `${out}${err}`);
        assert.equal(out, '');
        assert.match(err, /[a-z].*[.!?:)]?\s*$/s);
        assert.ok(err.trim().length > 20, err);
        assert.ok(!/terminate called|std::|exception/i.test(err), err);
      });
    });
  }
});

describe('the cards for people', () => {
  test('say the status, the window, every card with its equation, and the accounting', () => {
    const { status, out } = tspq(['score', ...sampleNames, ...SAMPLE_ON], { cwd: sampleFolder });
    assert.equal(status, 1);
    const words = [
      'Overall qualification status: In-progress',
      '2025-12-01',
      '2026-11-30',
      'Courseware completions',
      '930.0',
      '300',
      'Exam unit purchases',
      '188.5',
      'Average response score',
      '4.37',
      'Business Applications',
      'Data & AI',
      'Digital & App Innovation',
      'Infrastructure',
      'Security',
      'Modern Work',
      'Completed',
      'In-progress',
      'Not started',
      ...sampleNames,
    ];
    for (const word of words) assert.ok(out.toLowerCase().includes(word.toLowerCase()), `${word} in:\n${out}`);
    assert.ok(!out.includes('\u001b'), 'no colour codes where nobody looks');
  });

  test('say what is limited, a small sample, averages, what is designated, and one as one', () => {
    const lines = (files) =>
      withFiles(files, (cwd, names) => tspq(['score', ...names, ...ON], { cwd }).out.split('\n'));
    const has = (found, ...expected) =>
      expected.forEach((line) => assert.ok(found.includes(line), `${line}\nis not in\n${found.join('\n')}`));
    const averages = file(
      'Surveys.csv',
      'Survey ID,Completion date,Course type,Solution area,Average score,Answered questions',
      ...repeat(200, (i) => `S${i},2024-06-03,Advanced,Security,5,1`),
    );
    has(
      lines([
        courseware(...repeat(601, (i) => `2024-06-03,1001,AZ-900T00,Fundamentals,7,yes,F${i}`), ...advanced(700)),
        exams('2024-06-03,1001,AZ-104,Advanced,200'),
        averages,
      ]),
      'Overall qualification status: Completed',
      'Designated in: Security',
      '      = 300.0 [Fundamental and others: 601 x 0.5 = 300.5, limit 300] + 700.0 [Advanced: 700 x 1]',
      '      = 1000 points / 200 answers of 200 surveys (from averages)',
      '    Average response score (from averages)  5.00 of 4.25          Completed',
      '    Average response score                  - of 4.25             Not started',
      '  Exams.csv: exams, 1 row: 1 counted',
      '  Surveys.csv: surveys, 200 rows: 200 counted',
    );
    const one = lines([surveys('S1,2024-06-03,1001,SC-200T00,Advanced,Security,7,yes,1,,,,,,,,')]);
    has(
      one,
      'Overall qualification status: In-progress (cannot tell yet: a file of every kind is needed)',
      '      = 1 point / 1 answer of 1 survey (a small sample)',
      '  Surveys.csv: surveys, 1 row: 1 counted',
    );
    assert.ok(!one.some((line) => line.startsWith('Designated')));
    has(lines([exams('2024-06-03,1001,AZ-104,Advanced,200')]), '  Security: No file yet');
    has(
      lines([{ ...exams('2024-06-03,1001,AZ-104,Advanced,1'), name: 'E\u007f\u001b[2J.csv' }]),
      '  E??[2J.csv: exams, 1 row: 1 counted',
    );
  });

  test('say which file is missing', () => {
    withFiles(qualified.slice(0, 1), (cwd, names) => {
      const { out } = tspq(['score', ...names, ...ON], { cwd });
      assert.match(out, /cannot tell/i);
      assert.match(out, /no file/i);
    });
  });

  test('without an anniversary today is taken', () => {
    withFiles(qualified.slice(0, 1), (cwd, names) => {
      const day = () => new Date().toLocaleDateString('sv-SE');
      const earlier = day();
      const found = JSON.parse(tspq(['score', ...names, '--json'], { cwd }).out);
      assert.ok([earlier, day()].includes(found.anniversary));
    });
  });
});

describe('settings', () => {
  const two = [
    courseware(
      ...advanced(3),
      '2024-06-03,1002,AZ-104T00,Advanced,7,no,B1',
      '03/04/2024,1001,AZ-104T00,Advanced,7,yes,C1',
    ),
  ];

  test('options and a choices file with the same content give the same JSON', () => {
    const choices = {
      anniversary: '2025-01-15',
      window: 'exact-days',
      org_ids: ['1001'],
      require_eligible_mct: ['courseware'],
      date_order: { '*': 'dmy' },
    };
    withFiles([...two, { name: 'choices.json', bytes: JSON.stringify(choices) }], (cwd) => {
      const byFile = tspq(['score', 'Courseware.csv', '--json', '--choices', 'choices.json'], { cwd });
      const byOption = tspq(
        [
          'score',
          'Courseware.csv',
          '--json',
          '--anniversary',
          '2025-01-15',
          '--window',
          'exact-days',
          '--org',
          '1001',
          '--require-eligible-mct',
          'courseware',
          '--date-order',
          'dmy',
        ],
        { cwd },
      );
      assert.notEqual(byFile.out, '', byFile.err);
      assert.equal(byFile.out, byOption.out);
      assert.equal(JSON.parse(byFile.out).base.courseware_completions.score, '4');
    });
  });

  test('an option beats the choices file', () => {
    withFiles([...two, { name: 'choices.json', bytes: '{"anniversary": "2020-01-15"}' }], (cwd) => {
      assert.equal(
        JSON.parse(tspq(['score', 'Courseware.csv', '--json', '--choices', 'choices.json', ...ON], { cwd }).out)
          .anniversary,
        '2025-01-15',
      );
    });
  });

  test('--org takes the place of those in the choices file, without blanks around it, and is not empty', () => {
    withFiles([...two, { name: 'choices.json', bytes: '{"org_ids": ["1002"]}' }], (cwd) => {
      const score = (...more) => tspq(['score', 'Courseware.csv', '--json', ...ON, ...more], { cwd });
      assert.equal(score('--choices', 'choices.json', '--org', ' 1001 ').out, score('--org', '1001').out);
      assert.notEqual(score('--org', '1001').out, score('--org', '1002').out);
      for (const empty of ['', '  ']) {
        const { status, err } = score('--org', empty);
        assert.equal(status, 3);
        assert.match(err, /--org takes an organisation id, not an empty one/);
      }
    });
  });

  test('a switch takes no value, and what stands behind -- is a file whatever it is called', () => {
    withFiles(
      [courseware(...advanced(1)), { ...exams('2024-06-03,1001,AZ-104,Advanced,200'), name: '--help' }],
      (cwd) => {
        const { status, err } = tspq(['score', 'Courseware.csv', '--json=1', ...ON], { cwd });
        assert.equal(status, 3);
        assert.match(err, /the option --json takes no value/);
        assert.deepEqual(
          JSON.parse(tspq(['score', '--json', ...ON, '--', 'Courseware.csv', '--help'], { cwd }).out).files.map(
            ({ name }) => name,
          ),
          ['Courseware.csv', '--help'],
        );
      },
    );
    assert.match(tspq(['score', '-', ...ON]).out, /^ {2}-: The file could not be read/m, 'one dash is a name too');
  });

  test('--org more than once', () => {
    withFiles(two, (cwd) => {
      const rows = (...orgs) =>
        JSON.parse(
          tspq(['score', 'Courseware.csv', '--json', ...ON, ...orgs.flatMap((id) => ['--org', id])], { cwd }).out,
        ).files[0].rows;
      assert.deepEqual(rows('1001'), { in: 5, counted: 3, reasons: { ambiguous_date: 1, other_organization: 1 } });
      assert.deepEqual(rows('1001', '1002'), { in: 5, counted: 4, reasons: { ambiguous_date: 1 } });
    });
  });

  test("--rulebook: the project's own book changes nothing, another target changes the card", () => {
    const own = readFileSync(join(repository, 'core/data/rulebooks/2023-09-18.json'), 'utf8');
    const other = JSON.parse(own);
    other.id = 'next-year';
    other.courseware_completions.target.value = '3';
    other.courseware_completions.terms[0].limit.value = '0.5';
    other.exam_unit_purchases.terms[0].weight.value = '0.25';
    const set = [
      courseware(...advanced(2), ...repeat(4, (i) => `2024-06-03,1001,AZ-900T00,Fundamentals,7,yes,F${i}`)),
      exams('2024-06-03,1001,AZ-900,Fundamentals,3'),
      { name: 'own.json', bytes: own },
      { name: 'other.json', bytes: JSON.stringify(other) },
    ];
    withFiles(set, (cwd) => {
      const args = ['score', 'Courseware.csv', 'Exams.csv', '--json', ...ON];
      assert.equal(tspq([...args, '--rulebook', 'own.json'], { cwd }).out, tspq(args, { cwd }).out);
      const found = JSON.parse(tspq([...args, '--rulebook', 'other.json'], { cwd }).out);
      checkAccounting(found);
      assert.equal(found.rulebook, 'next-year');
      const card = found.base.courseware_completions;
      assert.equal(hundredths(card.score), 250n);
      assert.equal(hundredths(card.remaining), 50n);
      assert.equal(card.terms[0].limited, true);
      assert.equal(hundredths(found.base.exam_unit_purchases.score), 75n, 'a quarter point for each unit');
    });
  });

  test('--rulebook with one more area gives one more card', () => {
    const book = JSON.parse(readFileSync(join(repository, 'core/data/rulebooks/2023-09-18.json'), 'utf8'));
    book.areas.push({ id: 'gardening', title: 'Gardening', spellings: ['Gardening'] });
    withFiles([surveys(survey('S1', 'Gardening')), { name: 'book.json', bytes: JSON.stringify(book) }], (cwd) => {
      const found = JSON.parse(tspq(['score', 'Surveys.csv', '--json', '--rulebook', 'book.json', ...ON], { cwd }).out);
      assert.equal(found.areas.length, 7);
      assert.equal(found.areas[6].survey_completions.score, '1');
    });
  });

  test('the same command twice prints the same bytes', () => {
    withFiles(qualified, (cwd, names) => {
      assert.equal(
        tspq(['score', ...names, '--json', ...ON], { cwd }).out,
        tspq(['score', ...names, '--json', ...ON], { cwd }).out,
      );
      assert.equal(tspq(['rows', ...names, ...ON], { cwd }).out, tspq(['rows', ...names, ...ON], { cwd }).out);
    });
  });
});
