// Files made to exhaust a reader, through the program and through WebAssembly: every row of them is accounted for, and
// memory stays bounded by 64 MiB and what row log and ids need, however large the file. They are made while they are
// read and kept nowhere.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { loadCore, MOST, pour, program, repository, setupOf, tspq, withFiles } from './core.mjs';
import { checkAccounting } from './laws.mjs';

/**
 * A part of the sizes, for programs that are slow and take much memory of their own, such as a sanitized one. Memory is
 * not looked at then.
 */
const SCALE = Number(process.env.TSPQ_HOSTILE_SCALE ?? 1);
const MB = Math.ceil(1_000_000 * SCALE);
const MIB = 1 << 20;
const WHEN = { anniversary: '2025-01-15', window: 'completed-months' };
const bytes = (text) => new Uint8Array(Buffer.from(text, 'latin1'));
const COURSEWARE = 'Redemption date,Course type,Comment\n';
const row = (comment) => `2024-06-03,Advanced,${comment}\n`;

/** So many bytes of one text over and over, a piece at a time. The last piece is cut. */
function* filling(text, total) {
  const piece = bytes(text.repeat(Math.max(1, Math.floor(MIB / text.length))));
  for (let left = total; left > 0; left -= piece.length) yield left < piece.length ? piece.subarray(0, left) : piece;
}

/** Rows of a thousand bytes: so many that the row log is small against them. */
const longRow = row('x'.repeat(1000 - row('').length));

const DAYS = (() => {
  const days = [];
  for (let day = Date.UTC(2000, 0, 1); day <= Date.UTC(2100, 11, 31); day += Math.ceil(1 / SCALE) * 86_400_000)
    days.push(new Date(day).toISOString().slice(0, 10));
  return days;
})();
const COUNTED = DAYS.filter((day) => day.startsWith('2024')).length; // of them in the window
const AREAS = [
  'Business Applications',
  'Data & AI',
  'Digital & App Innovation',
  'Infrastructure',
  'Security',
  'Modern Work',
  '',
];

const QUOTES = Math.ceil(40 * SCALE);

/**
 * By name: the pieces of the file, what becomes of its rows, and how much of memory its rows and ids may take besides.
 */
const FILES = {
  '300 MB in one cell without quotes': {
    *pieces() {
      yield bytes(COURSEWARE + row('before') + '2024-06-03,Advanced,');
      yield* filling('x', 300 * MB);
      yield bytes(`\n${row('after')}`);
    },
    rows: { in: 3, counted: 2, reasons: { malformed_row: 1 } },
  },
  '300 MB in one cell between quotes, with delimiters, quotes and blanks': {
    *pieces() {
      yield bytes(`${COURSEWARE}${row('before')}2024-06-03,Advanced,"`);
      yield* filling('a, b ""c""; ', 300 * MB);
      yield bytes(`"\n${row('after')}`);
    },
    rows: { in: 3, counted: 2, reasons: { malformed_row: 1 } },
  },
  'one open quote before 300 MB of rows': {
    *pieces() {
      yield bytes(`${COURSEWARE}${row('before')}2024-06-03,Advanced,"open\n`);
      yield* filling(longRow, 300 * MB);
    },
    rows: { in: (300 * MB) / 1000 + 2, counted: (300 * MB) / 1000 + 1, reasons: { malformed_row: 1 } },
    beside: ((300 * MB) / 1000 + 2) * 6,
  },
  'a quote in every line that the next line would close, 100 MB of them': {
    *pieces() {
      yield bytes(COURSEWARE);
      yield* filling(`2024-06-03,Advanced,"${'x'.repeat(978)}\n`, 100 * MB);
    },
    rows: { in: (100 * MB) / 1000, counted: 0, reasons: { malformed_row: (100 * MB) / 1000 } },
    beside: ((100 * MB) / 1000) * 6,
  },
  'a quote that opens in every second MiB and never closes there': {
    *pieces() {
      yield bytes(COURSEWARE);
      for (let i = 0; i < QUOTES; i++) yield bytes(`2024-06-03,Advanced,"open\n${row('""').repeat(50_000)}`);
    },
    rows: { in: QUOTES * 50_001, counted: QUOTES * 50_000, reasons: { malformed_row: QUOTES } },
    beside: QUOTES * 50_001 * 6,
  },
  '100 MB of commas': {
    *pieces() {
      yield bytes(COURSEWARE + row('before'));
      yield* filling(',', 100 * MB);
      yield bytes(`\n${row('after')}`);
    },
    rows: { in: 3, counted: 2, reasons: { malformed_row: 1 } },
  },
  '100 MB of commas and nothing else': {
    *pieces() {
      yield* filling(',', 100 * MB);
    },
    problem: 'no_header',
  },
  '200 MB of newlines': {
    *pieces() {
      yield bytes(COURSEWARE + row('before'));
      yield* filling('\n', 200 * MB);
      yield bytes(row('after'));
    },
    rows: { in: 2, counted: 2, reasons: {} },
  },
  '200 MB of newlines and nothing else': {
    *pieces() {
      yield* filling('\r\n', 200 * MB);
    },
    problem: 'empty_file',
  },
  'records and cells of exactly the limit, and of one byte more': {
    *pieces() {
      yield bytes(`Redemption date,Course type${',Comment'.repeat(17)}\n`);
      const start = '2024-06-03,Advanced,';
      for (let i = 0; i < 20; i++) {
        for (const more of [0, 1]) {
          // Seventeen cells behind the first two: fifteen of 64 KiB less one byte, an empty one, and what is left of 1
          // MiB.
          const head = `${start}${`${'y'.repeat(65_535)},`.repeat(15)}`;
          yield bytes(`${head},${'z'.repeat(MIB - head.length - 1 + more)}\n`);
          yield bytes(`${start}${'c'.repeat(65_536 + more)}${','.repeat(16)}\n`);
        }
      }
    },
    rows: { in: 80, counted: 40, reasons: { malformed_row: 40 } },
  },
  'every day of 2000 to 2100 in every area': {
    *pieces() {
      yield bytes('Completion date,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n');
      for (const day of DAYS) yield bytes(AREAS.map((area) => `${day},Advanced,${area},1,2,3,4,5,1,2,3,4\n`).join(''));
    },
    kind: 'surveys',
    rows: { in: DAYS.length * 7, counted: COUNTED * 7, reasons: { outside_window: (DAYS.length - COUNTED) * 7 } },
    beside: DAYS.length * 7 * 6,
  },
  'every day of 2000 to 2100 in every area, every reason on each': {
    *pieces() {
      yield bytes('Completion date,Course type,Solution area,Status,MCT eligible,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n');
      const ends = [
        ['Done', 'yes', 'Advanced', 5],
        ['Cancelled', 'yes', 'Advanced', 5],
        ['Done', 'no', 'Advanced', 5],
        ['Done', 'yes', 'Fundamentals', 5],
        ['Done', 'yes', 'Gold', 5],
        ['Done', 'yes', 'Advanced', 7],
      ];
      for (const day of DAYS)
        yield bytes(
          AREAS.flatMap((area) =>
            ends.map(
              ([status, mct, type, answer]) => `${day},${type},${area},${status},${mct},1,2,3,4,5,1,2,3,${answer}\n`,
            ),
          ).join(''),
        );
    },
    kind: 'surveys',
    rows: {
      in: DAYS.length * 42,
      counted: COUNTED * 7,
      reasons: {
        outside_window: (DAYS.length - COUNTED) * 42,
        unreadable_response: COUNTED * 7,
        unknown_category: COUNTED * 7,
        cancelled: COUNTED * 7,
        ineligible_instructor: COUNTED * 7,
        not_advanced: COUNTED * 7,
      },
    },
    beside: DAYS.length * 42 * 6,
  },
};

/** Largest resident memory of a process so far, in bytes; 0 where the system does not say. */
function peakOf(pid) {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
  } catch {
    return 0; // over, or a system without /proc
  }
}

/** `tspq score --json` of a file that comes through a named pipe: its answer and the most memory it took. */
async function scoreOfPipe(pieces) {
  const folder = mkdtempSync(join(tmpdir(), 'tspq-test-'));
  try {
    const pipe = join(folder, 'hostile.csv');
    execFileSync('mkfifo', [pipe]);
    const child = spawn(program, ['score', pipe, '--json', '--anniversary', WHEN.anniversary]);
    const out = [];
    child.stdout.on('data', (text) => out.push(text));
    child.stderr.resume();
    const closed = once(child, 'close');
    let peak = 0;
    const look = () => {
      peak = Math.max(peak, peakOf(child.pid));
    };
    const watch = setInterval(look, 1);
    const file = await open(pipe, 'w');
    for (const piece of pieces) await file.writeFile(piece);
    look();
    await file.close();
    const [status, signal] = await closed;
    clearInterval(watch);
    assert.equal(signal, null, 'the program ended by itself');
    assert.ok([1, 2].includes(status));
    return { score: JSON.parse(Buffer.concat(out).toString('utf8')), peak };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same through the module, in a fresh one: its memory only ever grows, so its size is the most it took. */
async function scoreOfModule(pieces) {
  const core = await loadCore();
  const calculator = new core.Calculator(setupOf(WHEN));
  const before = calculator.room(1).buffer.byteLength;
  for (let again = true; again;) {
    const all = pieces();
    let size = 0;
    calculator.beginFile('stdin', 'unknown');
    for (const piece of all) {
      size += piece.length;
      pour(calculator, piece, MOST, (n) => calculator.feed(n));
    }
    assert.ok(size > 0);
    again = JSON.parse(calculator.endFile(true)).again === true;
  }
  const score = JSON.parse(calculator.score(WHEN.anniversary, WHEN.window));
  return { score, peak: calculator.room(1).buffer.byteLength - before };
}

function check(score, { kind = 'courseware', rows, problem }) {
  checkAccounting(score);
  const [file] = score.files;
  if (problem) {
    assert.deepEqual(
      score.problems.map(({ code }) => code),
      [problem],
    );
    assert.deepEqual(file.rows, { in: 0, counted: 0, reasons: {} });
    return;
  }
  assert.deepEqual(score.problems, []);
  assert.equal(file.kind, kind);
  assert.deepEqual(file.rows, rows);
}

const inMib = (peak) => `${(peak / MIB).toFixed(1)} MiB`;

for (const [name, file] of Object.entries(FILES)) {
  describe(name, () => {
    const most = 64 * MIB + (file.beside ?? 0);
    test('through the program', async (t) => {
      const { score, peak } = await scoreOfPipe(file.pieces());
      check(score, file);
      t.diagnostic(`${name}: ${inMib(peak)} of ${inMib(most)}`);
      assert.ok(SCALE < 1 || peak <= most, `${inMib(peak)} of ${inMib(most)}`);
    });
    test('through WebAssembly', async (t) => {
      const { score, peak } = await scoreOfModule(() => file.pieces());
      check(score, file);
      t.diagnostic(`${name}: ${inMib(peak)} of ${inMib(most)}`);
      assert.ok(SCALE < 1 || peak <= most, `${inMib(peak)} of ${inMib(most)}`);
    });
  });
}

describe('settings made to exhaust', () => {
  const built = () => JSON.parse(readFileSync(join(repository, 'core/data/rulebooks/2023-09-18.json'), 'utf8'));
  const changed = (change) => {
    const rulebook = built();
    change(rulebook);
    return JSON.stringify(rulebook);
  };
  const deep = (open, close, levels) => open.repeat(levels) + close.repeat(levels);
  const TEXTS = {
    'a million lists in each other': ['choices', `{"org_ids": ${deep('[', ']', 1_000_000)}}`, /16 levels/],
    'a million lists that never end': ['choices', `{"org_ids": ${'['.repeat(1_000_000)}`, /16 levels|JSON/],
    '200,000 objects in each other': [
      'choices',
      deep('{"columns":', '}', 200_000).replace(':}', ':0}'),
      /16 levels|JSON/,
    ],
    'a key of a million letters': ['choices', `{"${'k'.repeat(1_000_000)}": 1}`, /unknown key/],
    'a value of a million letters': ['choices', `{"window": "${'w'.repeat(1_000_000)}"}`, /completed-months/],
    'a hundred thousand keys, the last one twice': [
      'choices',
      `{"date_order": {${Array.from({ length: 100_000 }, (_, i) => `"${Math.min(i, 99_998)}.csv": "dmy"`).join(',')}}}`,
      /second time/,
    ],
    'bytes that are no text': ['choices', '{"window": "\xff\xfe\x00"}', /JSON|completed-months/],
    'a rulebook in a million lists': ['rulebook', deep('[', ']', 1_000_000), /16 levels/],
    'a rulebook with fifteen areas': [
      'rulebook',
      changed((book) => {
        book.areas = Array.from({ length: 15 }, (_, i) => ({
          ...book.areas[0],
          id: `area_${i}`,
          title: `Area ${i}`,
          spellings: [`Area ${i}`],
        }));
      }),
      /1 to 14/,
    ],
    'a weight above a million': [
      'rulebook',
      changed((book) => {
        book.courseware_completions.terms[0].weight.value = '1000001';
      }),
      /at most 1000000/,
    ],
    'a target with a thousand digits': [
      'rulebook',
      changed((book) => {
        book.survey_completions.target.value = '9'.repeat(1000);
      }),
      /at most 1000000/,
    ],
    'a weight in twenty decimals': [
      'rulebook',
      changed((book) => {
        book.survey_completions.weight.value = '0.00000000000000000001';
      }),
      /decimal/,
    ],
  };
  for (const [name, [which, text, expected]] of Object.entries(TEXTS)) {
    test(name, async () => {
      withFiles(
        [
          { name: 'settings.json', bytes: Buffer.from(text, 'latin1') },
          { name: 'a.csv', bytes: COURSEWARE },
        ],
        (cwd) => {
          const { status, out, err } = tspq(['score', 'a.csv', `--${which}`, 'settings.json'], { cwd });
          assert.deepEqual([status, out], [3, '']);
          assert.match(err, expected);
          assert.ok(err.length < 1500, 'a sentence, not what was found');
        },
      );
      const core = await loadCore();
      const calculator = new core.Calculator(`{"${which}": ${text}}`);
      const problem = JSON.parse(calculator.problem());
      assert.match(problem.message, expected);
      assert.ok(problem.message.length < 1500);
      assert.ok(calculator.room(1).buffer.byteLength < 128 * MIB);
      calculator.delete();
    });
  }
});
