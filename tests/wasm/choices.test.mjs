// Choices: what cannot be used gets a sentence with path, what was expected and what was found, from the program and
// from WebAssembly alike; what was used is named with its rows; and a choice never changes what a file says.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadCore, MOST, readFile, tspq, withCalculator, withFiles } from './core.mjs';

const core = await loadCore();
const WHEN = ['2025-01-15', 'completed-months'];
const COURSEWARE = 'Redemption date,V ORG ID,Course number,Course type,Achievement code';
const SURVEYS = 'Survey ID,Completion date,Course number,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9';
const file = (name, ...lines) => ({ name, bytes: Buffer.from(`${lines.join('\n')}\n`) });

describe('choices that cannot be used', () => {
  // [what, choices as text or value, path, expected, found]
  const wrong = [
    ['no JSON', '{"anniversary":\n "2026-12-01",\n}', 'line 3', /JSON/, /^“}”$/],
    ['a list', [], 'the whole file', /object/, /an empty list/],
    ['an unknown key', { colour: 'red' }, 'colour', /one of the keys anniversary, /, /colour/],
    [
      'an anniversary that is no text',
      { anniversary: 20250115 },
      'anniversary',
      /2001-01-01 to 2100-12-31/,
      /20250115/,
    ],
    ['an anniversary that does not exist', { anniversary: '2025-02-29' }, 'anniversary', /a day/, /2025-02-29/],
    ['an anniversary before 2001', { anniversary: '2000-12-31' }, 'anniversary', /2001-01-01/, /2000-12-31/],
    ['an unknown window', { window: 'fortnight' }, 'window', /completed-months or exact-days/, /fortnight/],
    ['a window that is a number', { window: 12 }, 'window', /completed-months/, /12/],
    ['one org id without a list', { org_ids: '1001' }, 'org_ids', /a list/, /1001/],
    ['an org id that is a number', { org_ids: ['1001', 1002] }, 'org_ids[1]', /text/, /1002/],
    ['an empty org id', { org_ids: [' '] }, 'org_ids[0]', /organisation id/, /nothing/],
    ['eligibility of exams', { require_eligible_mct: ['exams'] }, 'require_eligible_mct[0]', /courseware/, /exams/],
    ['eligibility as yes', { require_eligible_mct: true }, 'require_eligible_mct', /a list/, /true/],
    ['a date order without its file', { date_order: 'dmy' }, 'date_order', /an object/, /dmy/],
    ['an unknown date order', { date_order: { 'A.csv': 'ymd' } }, 'date_order.A.csv', /dmy or mdy/, /ymd/],
    ['an unknown kind', { kind: { 'A.csv': 'voucher' } }, 'kind.A.csv', /courseware, exams or surveys/, /voucher/],
    [
      'an unknown category',
      { categories: { 'AZ-104': 'gold' } },
      'categories.AZ-104',
      /fundamental_and_others or advanced/,
      /gold/,
    ],
    ['a category for no number', { categories: { Azure: 'advanced' } }, 'categories.Azure', /AZ-104/, /Azure/],
    [
      'two decisions for one course',
      { categories: { 'AZ-104': 'advanced', 'AZ-104T00': 'advanced' } },
      'categories.AZ-104T00',
      /one decision/,
      /second/,
    ],
    ['an unknown area', { areas: { 'AZ-104': 'Security' } }, 'areas.AZ-104', /security/, /Security/],
    ['an area that is a number', { areas: { 'AZ-104': 4 } }, 'areas.AZ-104', /one of business_applications/, /4/],
    ['cells of something else', { cells: { dates: {} } }, 'cells.dates', /categories, areas/, /dates/],
    [
      'a cell with an unknown category',
      { cells: { categories: { Gold: 'gold' } } },
      'cells.categories.Gold',
      /advanced/,
      /gold/,
    ],
    [
      'a cell with an unknown area',
      { cells: { areas: { Cloud: 'cloud' } } },
      'cells.areas.Cloud',
      /infrastructure/,
      /cloud/,
    ],
    ['columns of no object', { columns: { abc: 'Date' } }, 'columns.abc', /an object/, /Date/],
    ['a column for an unknown fact', { columns: { abc: { colour: 'Hue' } } }, 'columns.abc.colour', /date/, /colour/],
    ['a column that is a number', { columns: { abc: { date: 3 } } }, 'columns.abc.date', /text/, /3/],
    [
      'eight questions',
      { columns: { abc: { questions: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] } } },
      'columns.abc.questions',
      /nine/,
      /a list of 8/,
    ],
    [
      'a kind of columns that is unknown',
      { columns: { abc: { kind: 'voucher' } } },
      'columns.abc.kind',
      /courseware, exams or surveys/,
      /voucher/,
    ],
    ['a key twice', '{"window": "exact-days", "window": "completed-months"}', 'window', /once/, /second time/],
  ];
  for (const [what, choices, path, expected, found] of wrong) {
    test(what, () => {
      const text = typeof choices === 'string' ? choices : JSON.stringify(choices);
      withFiles([{ name: 'choices.json', bytes: text }, file('A.csv', COURSEWARE)], (cwd) => {
        const { status, out, err } = tspq(['score', 'A.csv', '--choices', 'choices.json'], { cwd });
        assert.equal(status, 3);
        assert.equal(out, '');
        const m =
          /^tspq: In the choices at (.+?): expected (.+), found (.+)\. Correct it there and load it again\.$/m.exec(
            err,
          );
        assert.ok(m, err);
        assert.equal(m[1], path);
        assert.match(m[2], expected);
        assert.match(m[3], found);
      });
      if (typeof choices === 'string') return; // the face takes them as part of a larger text
      const calculator = new core.Calculator(JSON.stringify({ choices }));
      try {
        const problem = JSON.parse(calculator.problem());
        assert.equal(problem.path, path);
        assert.match(problem.expected, expected);
        assert.match(problem.found, found);
        assert.ok(problem.message.includes(problem.expected) && problem.message.includes(problem.found));
      } finally {
        calculator.delete();
      }
    });
  }

  test('each has a twin that can be used', () => {
    const right = {
      anniversary: '2025-01-15',
      window: 'exact-days',
      org_ids: ['1001'],
      require_eligible_mct: ['courseware'],
      date_order: { '*': 'dmy', 'A.csv': 'mdy' },
      kind: { 'A.csv': 'exams' },
      categories: { 'AZ-104': 'advanced', 'ZZ-1234': 'fundamental_and_others' },
      areas: { 'AZ-104': 'security' },
      cells: { categories: { Gold: 'advanced' }, areas: { Cloud: 'infrastructure' } },
      columns: { '0123456789abcdef': { kind: 'surveys', date: 'My day', id: null, questions: [...'ABCDEFGHI'] } },
    };
    for (const choices of [{}, right, ...Object.entries(right).map(([key, value]) => ({ [key]: value }))]) {
      const calculator = new core.Calculator(JSON.stringify({ choices }));
      assert.equal(calculator.problem(), '');
      calculator.delete();
    }
  });
});

describe('choices that were used', () => {
  const files = [
    file(
      'Courses.csv',
      COURSEWARE,
      '03/04/2024,1001,ZZ-999T00,,A1',
      '04/05/2024,1001,ZZ-999T00-A,,A2',
      '05/06/2024,1001,AZ-104T00,Gold,A3',
      '06/07/2024,1001,AZ-104T00,Advanced,A4',
      '06/07/2024,1001,QQ-111T00,,A5',
    ),
    file(
      'Surveys.csv',
      SURVEYS,
      'S1,2024-06-03,ZZ-888T00,Advanced,Cloud,5,5,5,5,5,5,5,5,5',
      'S2,2024-06-03,ZZ-777T00,Advanced,,5,5,5,5,5,5,5,5,5',
    ),
  ];
  const choices = {
    date_order: { 'Courses.csv': 'dmy' },
    categories: { 'ZZ-999': 'advanced', 'NO-100': 'advanced' },
    areas: { 'ZZ-777': 'security', 'NO-100': 'security' },
    cells: { categories: { Gold: 'fundamental_and_others', Tin: 'advanced' }, areas: { Cloud: 'infrastructure' } },
    kind: { 'Surveys.csv': 'surveys', 'Other.csv': 'exams' },
  };
  const scoreWith = (given) =>
    withCalculator(core, files, { choices: given }, MOST, (calculator) => JSON.parse(calculator.score(...WHEN)));

  test('are named by path with their rows, and the others are not', () => {
    assert.deepEqual(
      scoreWith(choices).choices_used.sort((a, b) => (a.path < b.path ? -1 : 1)),
      [
        { path: 'areas.ZZ-777', rows: 1 },
        { path: 'categories.ZZ-999', rows: 2 },
        { path: 'cells.areas.cloud', rows: 1 },
        { path: 'cells.categories.gold', rows: 1 },
        { path: 'date_order.Courses.csv', rows: 5 },
        { path: 'kind.Surveys.csv', rows: 2 },
      ],
    );
    assert.deepEqual(scoreWith({}).choices_used, []);
  });

  test('never change what a file contains: rows in, and rows without a choice about them, stay', () => {
    const before = scoreWith({});
    const after = scoreWith(choices);
    assert.deepEqual(
      after.files.map(({ rows }) => rows.in),
      before.files.map(({ rows }) => rows.in),
    );
    assert.deepEqual(before.files[0].rows, { in: 5, counted: 0, reasons: { ambiguous_date: 5 } });
    assert.deepEqual(after.files[0].rows, { in: 5, counted: 4, reasons: { unknown_category: 1 } });
    assert.equal(after.base.courseware_completions.score, '3.5', 'three Advanced, one Fundamental by its word');
    assert.equal(after.areas.find(({ id }) => id === 'security').survey_completions.score, '1');
    assert.equal(after.areas.find(({ id }) => id === 'infrastructure').survey_completions.score, '1');
  });

  test('the program and WebAssembly say the same', () => {
    withFiles([...files, { name: 'choices.json', bytes: JSON.stringify(choices) }], (cwd) => {
      const { out } = tspq(
        ['score', 'Courses.csv', 'Surveys.csv', '--json', '--anniversary', WHEN[0], '--choices', 'choices.json'],
        { cwd },
      );
      assert.deepEqual(JSON.parse(out), scoreWith(choices));
    });
  });
});

describe('what is offered for a choice', () => {
  const open = (one, choices = {}) => {
    const calculator = new core.Calculator(JSON.stringify({ choices }));
    try {
      return readFile(calculator, one).file;
    } finally {
      calculator.delete();
    }
  };
  const brief = ({ decisions }) =>
    decisions.map(({ id, rows, course }) => ({ id, rows, ...(course ? { course } : {}) }));

  test("day order, categories by course with the catalogue's guess, most rows first", () => {
    const found = open(
      file(
        'A.csv',
        COURSEWARE,
        '2024-06-03,1001,ZZ-999T00,,A1',
        '2024-06-03,1001,10969,,A2',
        '2024-06-03,1001,10969,,A3',
        '2024-06-03,1001,AZ-104T00,Advanced,A4',
      ),
    );
    assert.deepEqual(brief(found), [
      { id: 'category', rows: 2, course: '10969' },
      { id: 'category', rows: 1, course: 'ZZ-999' },
    ]);
    assert.ok(['advanced', 'fundamental_and_others'].includes(found.decisions[0].guess));
    assert.equal(found.decisions[1].guess, null);
    assert.deepEqual(
      found.decisions[0].choices.map(({ id, value }) => id ?? value),
      ['fundamental_and_others', 'advanced'],
    );
    const dates = open(
      file('A.csv', COURSEWARE, '03/04/2024,1001,AZ-104T00,Advanced,A1', '03/04/2024,1001,AZ-104T00,Advanced,A2'),
    );
    assert.deepEqual(brief(dates), [{ id: 'date_order', rows: 2 }]);
    assert.deepEqual(
      dates.decisions[0].choices.map(({ value }) => value),
      ['dmy', 'mdy'],
    );
  });

  test('the nine questions of a long file', () => {
    const names = ['Pace', 'Depth', 'Labs', 'Clarity', 'Knowledge', 'Materials', 'Examples', 'Room', 'Value', 'Lunch'];
    const found = open(
      file(
        'L.csv',
        'Survey ID,Survey date,Course type,Question,Score',
        ...names.map((name) => `S1,2024-06-03,Advanced,${name},5`),
      ),
    );
    assert.deepEqual(brief(found), [{ id: 'questions', rows: 10 }]);
    assert.deepEqual(
      found.decisions[0].choices.map(({ value }) => value.toLowerCase()).sort(),
      names.map((name) => name.toLowerCase()).sort(),
    );
  });

  test('the nine questions of a long file that has others by number: nine of them or more', () => {
    const withQuestions = (...questions) =>
      file(
        'L.csv',
        'Survey ID,Survey date,Course type,Question,Score',
        ...questions.map((question) => `S1,2024-06-03,Advanced,${question},5`),
      );
    const others = Array.from({ length: 9 }, (_, i) => String(101 + i));
    assert.deepEqual(brief(open(withQuestions(...others))), [{ id: 'questions', rows: 9 }]);
    assert.deepEqual(brief(open(withQuestions(...others.slice(1)))), []);
    assert.deepEqual(brief(open(withQuestions(...others, 'Q9'))), []);
    const one = withQuestions(...others);
    const { fingerprint } = open(one);
    withCalculator(
      core,
      [one],
      { choices: { columns: { [fingerprint]: { questions: others } } } },
      MOST,
      (calculator) => {
        const { base, files } = JSON.parse(calculator.score(...WHEN));
        assert.equal(base.average_response_score.points, '45');
        assert.ok(!files[0].notices.some(({ code }) => code === 'other_questions'));
      },
    );
  });

  test('what was offered, taken, is used, and settles as many rows as it said', () => {
    const one = file(
      'A.csv',
      COURSEWARE,
      '2024-06-03,1001,ZZ-999T00,,A1',
      '2024-06-03,1001,ZZ-999T00,,A2',
      '2024-06-03,1001,AZ-104T00,Advanced,A3',
    );
    const [{ course, rows }] = open(one).decisions;
    withCalculator(core, [one], { choices: { categories: { [course]: 'advanced' } } }, MOST, (calculator) => {
      const score = JSON.parse(calculator.score(...WHEN));
      assert.deepEqual(score.choices_used, [{ path: `categories.${course}`, rows }]);
      assert.equal(score.files[0].rows.counted, 1 + rows);
    });
  });

  test('a header keeps its fingerprint whatever its rows, case and blanks, and another header has another', () => {
    const print = (header) => open(file('A.csv', header, '2024-06-03,1001,AZ-104T00,Advanced,A1')).fingerprint;
    assert.match(print(COURSEWARE), /^[0-9a-f]{16}$/);
    assert.equal(print(COURSEWARE.toUpperCase().replaceAll(' ', '_')), print(COURSEWARE));
    assert.notEqual(print(`${COURSEWARE},More`), print(COURSEWARE));
    assert.notEqual(
      print('Redemption date,V ORG IDCourse,number,Course type,Achievement code'),
      print(COURSEWARE),
      'where one name ends and the next begins',
    );
  });

  test('a file that cannot be used says what is there to be matched', () => {
    const found = open(
      file('A.csv', 'Wann,Course number,Course type', '2024-06-03,AZ-104T00,Advanced', '2024-06-04,AZ-104T00,Advanced'),
      { kind: { 'A.csv': 'courseware' } },
    );
    assert.deepEqual(found.header, ['Wann', 'Course number', 'Course type']);
    assert.deepEqual(found.first_values[0], ['2024-06-03', '2024-06-04']);
    assert.match(found.fingerprint, /^[0-9a-f]{16}$/);
    const date = found.facts.find(({ fact }) => fact === 'date');
    assert.deepEqual([date.required, date.column], [true, null]);
  });
});
