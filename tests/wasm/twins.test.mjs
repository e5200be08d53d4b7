// Every encoding, delimiter, way to write a day, survey shape and word in a cell, each with a twin almost like it that
// must not be taken for it. Words are walked through in the program's own lists, so that none can be added without
// being tried. Header spellings and the names of areas are in spellings.test.mjs.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { loadCore, readFile, repository } from './core.mjs';

const core = await loadCore();
const json = (path) => JSON.parse(readFileSync(`${repository}/core/data/${path}`, 'utf8'));
const { words } = json('export_columns.json');
const rulebook = json('rulebooks/2023-09-18.json');

/** What becomes of a file: {problem} or {rows, notices, points, surveys}. */
function outcome(bytes, choices = {}) {
  const calculator = new core.Calculator(JSON.stringify({ choices }));
  try {
    const { problem } = readFile(calculator, {
      name: 'export.csv',
      bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
    });
    const score = JSON.parse(calculator.score('2025-01-15', 'completed-months'));
    const { rows, notices = [] } = score.files[0];
    const { courseware_completions: courseware, average_response_score: average } = score.base;
    return {
      problem: problem?.code ?? null,
      rows: { counted: rows.counted, ...rows.reasons },
      notices: notices.map(({ code }) => code),
      points: courseware.score,
      answers: [average.points, average.answers],
    };
  } finally {
    calculator.delete();
  }
}

const nine = (text) => Array(9).fill(text).join(',');
const COURSEWARE = 'Redemption date,Course type,Achievement code,Town\n2024-06-03,Advanced,A1,Köln\n';
const ONE = { counted: 1 };

describe('encodings', () => {
  const be = (text) => Buffer.from(text, 'utf16le').swap16();
  const utf32 = (text) =>
    Buffer.concat(
      [...text].map((c) => {
        const b = Buffer.alloc(4);
        b.writeUInt32LE(c.codePointAt(0));
        return b;
      }),
    );
  /** By name: the file and its notices; the twin's name, its file, and its problem or notices. */
  const ENCODINGS = [
    [
      'UTF-8',
      Buffer.from(COURSEWARE),
      [],
      'with one letter cut',
      Buffer.from(COURSEWARE.replace('ö', 'o')).map((b, i, all) => (i === all.length - 4 ? 0xc3 : b)),
      ['encoding_windows_1252'],
    ],
    [
      'UTF-8 with a mark',
      Buffer.from(`\ufeff${COURSEWARE}`),
      [],
      'with two thirds of it',
      Buffer.concat([Buffer.from([0xef, 0xbb]), Buffer.from(COURSEWARE)]),
      'missing_column',
    ],
    [
      'UTF-16, little end first',
      Buffer.from(`\ufeff${COURSEWARE}`, 'utf16le'),
      [],
      'without a mark',
      Buffer.from(COURSEWARE, 'utf16le'),
      'not_text',
    ],
    ['UTF-16, big end first', be(`\ufeff${COURSEWARE}`), [], 'without a mark', be(COURSEWARE), 'not_text'],
    [
      'UTF-16 with letters beyond 16 bits',
      Buffer.from(`\ufeff${COURSEWARE.replace('Köln', '😀')}`, 'utf16le'),
      [],
      'in the other order',
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(COURSEWARE, 'utf16le')]),
      'unknown_kind',
    ],
    [
      'Windows-1252',
      Buffer.from(COURSEWARE, 'latin1'),
      ['encoding_windows_1252'],
      'in ASCII',
      Buffer.from(COURSEWARE.replace('ö', 'oe')),
      [],
    ],
  ];
  for (const [name, bytes, notices, twinName, twin, expected] of ENCODINGS) {
    test(`${name}; its twin ${twinName}`, () => {
      const found = outcome(bytes);
      assert.deepEqual([found.problem, found.rows, found.notices], [null, ONE, notices]);
      const other = outcome(twin);
      if (typeof expected === 'string') assert.equal(other.problem, expected);
      else assert.deepEqual([other.problem, other.rows, other.notices], [null, ONE, expected]);
    });
  }
  test('UTF-32 is refused by name, with its mark in either order', () => {
    assert.equal(outcome(utf32(`\ufeff${COURSEWARE}`)).problem, 'encoding_utf32');
    assert.equal(outcome(utf32(`\ufeff${COURSEWARE}`).swap32()).problem, 'encoding_utf32');
  });
});

describe('delimiters', () => {
  const file = (delimiter) => COURSEWARE.replaceAll(',', delimiter);
  for (const [name, delimiter, twin] of [
    ['comma', ',', '\u201a'],
    ['semicolon', ';', ':'],
    ['tab', '\t', '  '],
    ['bar', '|', '\u00a6'],
  ]) {
    test(`${name}; its twin, a sign that looks like it`, () => {
      assert.deepEqual(outcome(file(delimiter)).rows, ONE);
      assert.deepEqual(outcome(`sep=${delimiter}\n${file(delimiter)}`).rows, ONE);
      assert.equal(outcome(file(twin)).problem, 'unknown_kind');
    });
  }
  for (const delimiter of [':', '^', '!', ' ', '\u0001']) {
    test(`${JSON.stringify(delimiter)} where a sep= line names it, and not otherwise`, () => {
      const text = delimiter === ' ' ? 'Date Level\n2024-06-03 Advanced\n' : file(delimiter);
      assert.deepEqual(outcome(`sep=${delimiter}\n${text}`).rows, ONE);
      assert.ok(outcome(text).problem);
      assert.ok(outcome(`sep=${delimiter}${delimiter}\n${text}`).problem, 'two characters name none');
    });
  }
});

describe('days', () => {
  /** Ways to write 3 June 2024 that need no order, each with a twin that is no day. */
  const CERTAIN = [
    ['2024-06-03', '2024-06-3x'],
    ['2024/06/03', '2024/06-03'],
    ['2024-6-3', '2024-6'],
    ['2024.06.03', '2024..06.03'],
    ['2024-06-03T08:09:10Z', '2024-06-03T'],
    ['2024-06-03T08:09:10.123+02:00', '2024-06-03T08:09:10.123+2'],
    ['2024-06-03 14:30', '2024-06-03 25:00'],
    ['2024-06-03 2:30 PM', '2024-06-03 2'],
    ['3 Jun 2024', '3 Ju 2024'],
    ['3 June 2024', '3 Juni 2024'],
    ['03-Jun-2024', '03-Jun-24'],
    ['03/Jun/2024 0:00', '03/Jun/2024 0'],
    ['Jun 3, 2024', 'Jun 3'],
    ['June 3, 2024', 'June 31, 2024'],
    ['JUN 3 2024', 'JUN 2024'],
    ['3. Jun. 2024', '32. Jun. 2024'],
    ['2024-Jun-03', '24-Jun-03'],
    ['  2024-06-03 ', '2024 06 03'],
  ];
  const rows = (...days) =>
    outcome(`Redemption date,Course type\n${days.map((day) => `"${day}",Advanced\n`).join('')}`).rows;
  for (const [day, twin] of CERTAIN)
    test(`${day}; its twin ${twin}`, () =>
      assert.deepEqual([rows(day), rows(twin)], [ONE, { counted: 0, unreadable_date: 1 }]));

  /**
   * Ways whose order a row of the file has to settle: the row in question, one that settles it, and a twin that settles
   * nothing.
   */
  const BY_COLUMN = [
    ['03/06/2024', '13/06/2024', '12/06/2024'],
    ['3.6.2024', '13.6.2024', '12.6.2024'],
    ['03-06-2024', '13-06-2024', '12-06-2024'],
    ['3/6/2024 0:00', '13/6/2024 0:00', '12/6/2024 0:00'],
    ['06/03/2024', '06/13/2024', '06/12/2024'],
    ['6.3.2024', '6.13.2024', '6.12.2024'],
    ['6/3/2024 12:00:00 AM', '6/13/2024 1:00 PM', '6/12/2024 1:00 PM'],
  ];
  for (const [day, settling, twin] of BY_COLUMN) {
    test(`${day} beside ${settling}; its twin beside ${twin}, and of two digits for the year`, () => {
      assert.deepEqual(rows(day, settling), { counted: 2 });
      assert.deepEqual(rows(settling, day), { counted: 2 });
      assert.deepEqual(rows(day, twin), { counted: 0, ambiguous_date: 2 });
      assert.deepEqual(rows(day.replace('2024', '24'), settling), { counted: 1, unreadable_date: 1 });
    });
  }
});

describe('shapes of surveys', () => {
  const START = 'Survey ID,Completion date,Course type';
  const ROW = 'S1,2024-06-03,Advanced';
  const questions = (list) => list.map((n) => `Q${n}`).join(',');
  const SHAPES = {
    wide: [
      `${START},${questions([1, 2, 3, 4, 5, 6, 7, 8, 9])}\n${ROW},${nine(4)}\n`,
      ['36', 9],
      [
        ['eight questions', `${START},${questions([1, 2, 3, 4, 5, 6, 7, 8])}\n${ROW},4,4,4,4,4,4,4,4\n`],
        ['one of them twice', `${START},${questions([1, 2, 3, 4, 5, 6, 7, 8, 8])}\n${ROW},${nine(4)}\n`],
        ['Q0 to Q8', `${START},${questions([0, 1, 2, 3, 4, 5, 6, 7, 8])}\n${ROW},${nine(4)}\n`],
      ],
    ],
    long: [
      `${START},Question,Score\n${ROW},Q1,4\n`,
      ['4', 1],
      [
        ['no survey id', 'Completion date,Course type,Question,Score\n2024-06-03,Advanced,Q1,4\n'],
        ['no question', `${START},Score\n${ROW},4\n`],
        ['no score', `${START},Question\n${ROW},Q1\n`],
      ],
    ],
    averages: [
      `${START},Average score,Answered questions\n${ROW},4.25,4\n`,
      ['17', 4],
      [
        ['no average', `${START},Answered questions\n${ROW},4\n`],
        ['a median', `${START},Median score,Answered questions\n${ROW},4.25,4\n`],
      ],
    ],
  };
  for (const [shape, [text, answers, twins]] of Object.entries(SHAPES)) {
    test(`${shape}; its twins with ${twins.map(([name]) => name).join(', ')}`, () => {
      assert.deepEqual(outcome(text).answers, answers);
      for (const [name, twin] of twins)
        assert.ok(['missing_column', 'doubled_column'].includes(outcome(twin).problem), name);
    });
  }
});

describe('words in cells', () => {
  const ways = (word) => [word, word.toUpperCase(), ` ${word}  `];
  const cell = (text) => `"${text.replaceAll('"', '""')}"`;
  const survey = (eligible, answer) =>
    outcome(
      `Survey ID,Completion date,Course type,MCT eligible,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\nS1,2024-06-03,Advanced,${cell(eligible)},${nine(cell(answer))}\n`,
    );
  const courseware = (category, status) =>
    outcome(`Redemption date,Course type,Status\n2024-06-03,${cell(category)},${cell(status)}\n`);
  const twinsOf = (word) => [`${word}x`, `x${word}`, `not ${word}`];

  for (const word of words.yes) {
    test(`yes: ${word}`, () => {
      for (const text of ways(word)) assert.deepEqual(survey(text, '5').rows, ONE, text);
      for (const text of twinsOf(word))
        assert.deepEqual(survey(text, '5').rows, { counted: 0, ineligible_instructor: 1 }, text);
    });
  }
  for (const word of words.cancelled) {
    test(`cancelled: ${word}`, () => {
      for (const text of ways(word))
        assert.deepEqual(courseware('Advanced', text).rows, { counted: 0, cancelled: 1 }, text);
      for (const text of twinsOf(word)) assert.deepEqual(courseware('Advanced', text).rows, ONE, text);
    });
  }
  for (const word of words.unanswered) {
    test(`unanswered: ${JSON.stringify(word)}`, () => {
      for (const text of ways(word))
        assert.deepEqual([survey('yes', text).rows, survey('yes', text).answers], [ONE, ['0', 0]], text);
      for (const text of twinsOf(word || '.'))
        assert.deepEqual(survey('yes', text).rows, { counted: 0, unreadable_response: 1 }, text);
    });
  }
  for (const { id, spellings } of rulebook.categories) {
    for (const word of spellings) {
      test(`${id}: ${word}`, () => {
        for (const text of [...ways(word), word.replace(' and ', ' & ')])
          assert.equal(courseware(text, 'Done').points, id === 'advanced' ? '1' : '0.5', text);
        for (const text of twinsOf(word))
          assert.deepEqual(courseware(text, 'Done').rows, { counted: 0, unknown_category: 1 }, text);
      });
    }
  }
  for (let answer = -1; answer <= 11; answer++) {
    test(`an answer of ${answer} is ${answer >= 1 && answer <= 5 ? 'on' : 'off'} the scale`, () => {
      assert.deepEqual(
        survey('yes', String(answer)).rows,
        answer >= 1 && answer <= 5 ? ONE : { counted: 0, unreadable_response: 1 },
      );
      for (const text of [`${answer}.0`, `0${answer}`, `${answer}x`])
        assert.deepEqual(survey('yes', text).rows, { counted: 0, unreadable_response: 1 }, text);
    });
  }
});
