// Every header spelling of every fact and kind, by what it does to a small file; and its twin, one word longer, that
// must do nothing.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { loadCore, readFile, repository } from './core.mjs';
import { QUESTION_PREFIXES, SPELLINGS, waysToWrite } from './headers.mjs';

const core = await loadCore();
const DAY = '2024-06-03';
const WHEN = ['2025-01-15', 'completed-months'];

/** Reads one file of these columns ({header: cell or [cells of several rows]}); what came of it, in a few words. */
function outcome(columns, choices = {}) {
  const rows = Math.max(...Object.values(columns).map((cells) => [cells].flat().length));
  const lines = [
    Object.keys(columns),
    ...Array.from({ length: rows }, (_, i) =>
      Object.values(columns).map((cells) => [cells].flat().at(Math.min(i, [cells].flat().length - 1))),
    ),
  ];
  const bytes = Buffer.from(lines.map((cells) => `${cells.map((cell) => `"${cell}"`).join(',')}\n`).join(''));
  const calculator = new core.Calculator(JSON.stringify({ choices }));
  try {
    assert.equal(calculator.problem(), '');
    const { file, problem } = readFile(calculator, { name: 'export.csv', bytes });
    const score = JSON.parse(calculator.score(...WHEN));
    return {
      kind: problem ? null : file.kind,
      shape: file.shape,
      problem: problem?.code ?? null,
      rows: { counted: score.files[0].rows.counted, ...score.files[0].rows.reasons },
      points:
        score.base.courseware_completions.score +
        score.base.exam_unit_purchases.score +
        score.base.average_response_score.points,
      security: score.areas.find(({ id }) => id === 'security').survey_completions.score,
      notices: (score.files[0].notices ?? []).map(({ code }) => code),
      column: (fact) => file.facts?.find((one) => one.fact === fact)?.column ?? null,
    };
  } finally {
    calculator.delete();
  }
}

const nine = (style = (n) => `Q${n}`, answer = 5) =>
  Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [style(n), answer]));

/** By kind: the smallest file, and for each fact the file that shows it, what it does and what its twin does. */
const KINDS = {
  courseware: {
    plain: { 'Redemption Date': DAY, 'Course Type': 'Advanced', 'Achievement Code': ['A1', 'A2'] },
    facts: {
      id: [{ 'Achievement Code': null, X: ['A1', 'A1'] }, { counted: 1, duplicate: 1 }, { counted: 2 }],
      org: [{ X: ['1001', '1002'] }, { counted: 1, other_organization: 1 }, { counted: 2 }, { org_ids: ['1001'] }],
      date: [{ 'Redemption Date': null, X: [DAY, '2023-06-03'] }, { counted: 1, outside_window: 1 }, 'missing_column'],
      course: [
        { 'Course Type': null, X: ['AZ-104T00', 'ZZ-999T00'] },
        { counted: 1, unknown_category: 1 },
        'missing_column',
      ],
      category: [
        { 'Course Type': null, X: ['Advanced', 'Gold'] },
        { counted: 1, unknown_category: 1 },
        'missing_column',
      ],
      units: [{ X: ['3', 'three'] }, { counted: 1, unreadable_units: 1 }, { counted: 2 }],
      instructor: [{ X: '7' }, { counted: 2 }, { counted: 2 }],
      eligible: [
        { X: ['yes', 'no'] },
        { counted: 1, ineligible_instructor: 1 },
        { counted: 2 },
        { require_eligible_mct: ['courseware'] },
      ],
      area: [{ X: ['Security', 'Gardening'] }, { counted: 2 }, { counted: 2 }],
      status: [{ X: ['Done', 'Cancelled'] }, { counted: 1, cancelled: 1 }, { counted: 2 }],
    },
  },
  exams: {
    plain: { 'Purchase Date': DAY, 'Exam Type': 'Advanced', Units: ['1', '2'] },
    facts: {
      id: [{ Units: '1', X: ['L1', 'L1'] }, { counted: 1, duplicate: 1 }, { counted: 2 }],
      org: [{ X: ['1001', '1002'] }, { counted: 1, other_organization: 1 }, { counted: 2 }, { org_ids: ['1001'] }],
      date: [
        { 'Purchase Date': null, 'Exam Number': 'AZ-104', X: [DAY, '2023-06-03'] },
        { counted: 1, outside_window: 1 },
        'missing_column',
      ],
      course: [{ 'Exam Type': null, X: ['AZ-104', 'ZZ-999'] }, { counted: 1, unknown_category: 1 }, 'missing_column'],
      category: [{ 'Exam Type': null, X: ['Advanced', 'Gold'] }, { counted: 1, unknown_category: 1 }, 'missing_column'],
      units: [{ Units: null, X: ['3', 'three'] }, { counted: 1, unreadable_units: 1 }, { counted: 2 }],
      status: [{ X: ['Done', 'Refunded'] }, { counted: 1, cancelled: 1 }, { counted: 2 }],
    },
  },
  surveys: {
    plain: { 'Survey ID': ['S1', 'S2'], 'Completion Date': DAY, 'Course Type': 'Advanced', ...nine() },
    facts: {
      id: [{ 'Survey ID': null, X: ['S1', 'S1'] }, { counted: 1, duplicate: 1 }, { counted: 2 }],
      org: [{ X: ['1001', '1002'] }, { counted: 1, other_organization: 1 }, { counted: 2 }, { org_ids: ['1001'] }],
      date: [{ 'Completion Date': null, X: [DAY, '2023-06-03'] }, { counted: 1, outside_window: 1 }, 'missing_column'],
      course: [
        { 'Course Type': null, X: ['AZ-104T00', 'ZZ-999T00'] },
        { counted: 1, unknown_category: 1 },
        'missing_column',
      ],
      category: [
        { 'Course Type': null, X: ['Advanced', 'Gold'] },
        { counted: 1, unknown_category: 1 },
        'missing_column',
      ],
      instructor: [{ X: '7' }, { counted: 2 }, { counted: 2 }],
      eligible: [{ X: ['yes', 'no'] }, { counted: 1, ineligible_instructor: 1 }, { counted: 2 }],
      status: [{ X: ['Done', 'Voided'] }, { counted: 1, cancelled: 1 }, { counted: 2 }],
      area: [{ X: ['Security', 'Gardening'] }, { counted: 2 }, { counted: 2 }],
    },
  },
};

const without = (columns, nulls) =>
  Object.fromEntries(Object.entries({ ...columns, ...nulls }).filter(([, cells]) => cells !== null));
const named = (columns, header) =>
  Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name === 'X' ? header : name, cells]));

for (const [kind, { plain, facts }] of Object.entries(KINDS)) {
  describe(kind, () => {
    for (const [fact, [changed, effect, twin, choices]] of Object.entries(facts)) {
      for (const spelling of SPELLINGS[kind][fact]) {
        test(`${fact}: ${spelling}`, () => {
          const columns = without(plain, changed);
          for (const header of waysToWrite(spelling)) {
            const found = outcome(named(columns, header), choices);
            assert.deepEqual({ kind: found.kind, rows: found.rows }, { kind, rows: effect }, header);
            assert.equal(
              found.column(fact),
              Object.keys(columns).indexOf('X'),
              `${header} is the column of the ${fact}`,
            );
            if (fact === 'area') assert.equal(found.security, kind === 'surveys' ? '1' : '0');
            assert.equal(found.notices.includes('substitute_date'), spelling === 'Class End Date');
          }
          const other = outcome(named(columns, `${spelling} xyz`), choices);
          if (twin === 'missing_column')
            assert.ok(['missing_column', 'unknown_kind'].includes(other.problem), `${other.problem} ${other.kind}`);
          else assert.deepEqual({ kind: other.kind, rows: other.rows }, { kind, rows: twin }, 'the twin');
          assert.equal(other.column(fact), null, 'the twin is no column of it');
          if (fact === 'area') assert.equal(other.security, '0');
        });
      }
    }
  });
}

describe('answers', () => {
  const survey = { 'Survey ID': 'S1', 'Completion Date': DAY, 'Course Type': 'Advanced' };
  for (const prefix of QUESTION_PREFIXES) {
    const style = (n) => `${prefix}${n}`;
    test(`wide: ${style(1)} to ${style(9)}`, () => {
      for (const write of [
        (text) => text,
        (text) => text.toLowerCase(),
        (text) => text.replace(' ', '_'),
        (text) => ` ${text}. `,
      ]) {
        const found = outcome({ ...survey, ...nine((n) => write(style(n)), 4) });
        assert.deepEqual([found.kind, found.shape, found.points], ['surveys', 'wide', '0036']);
      }
      for (let missing = 1; missing <= 9; missing++) {
        const found = outcome({ ...survey, ...nine((n) => (n === missing ? `${style(n)} xyz` : style(n))) });
        assert.equal(found.problem, 'missing_column', `without question ${missing}`);
      }
    });
  }
  for (const question of SPELLINGS.surveys.question) {
    for (const score of SPELLINGS.surveys.score) {
      test(`long: ${question} and ${score}`, () => {
        for (const [q, s] of waysToWrite(question).map((header, i) => [header, waysToWrite(score)[i]])) {
          const found = outcome({ ...survey, [q]: ['1', '2'], [s]: ['5', '3'] });
          assert.deepEqual(
            [found.kind, found.shape, found.points, found.rows],
            ['surveys', 'long', '008', { counted: 2 }],
            `${q} ${s}`,
          );
        }
        assert.equal(outcome({ ...survey, [`${question} xyz`]: '1', [score]: '5' }).problem, 'missing_column');
        assert.equal(outcome({ ...survey, [question]: '1', [`${score} xyz`]: '5' }).problem, 'missing_column');
      });
    }
  }
  for (const average of SPELLINGS.surveys.average) {
    for (const answered of SPELLINGS.surveys.answered) {
      test(`averages: ${average} and ${answered}`, () => {
        for (const [a, n] of waysToWrite(average).map((header, i) => [header, waysToWrite(answered)[i]])) {
          const found = outcome({ ...survey, [a]: '4.25', [n]: '4' });
          assert.deepEqual([found.kind, found.shape, found.points], ['surveys', 'averages', '0017'], `${a} ${n}`);
          assert.ok(found.notices.includes('from_averages'));
        }
        assert.equal(
          outcome({ ...survey, [average]: '4.25', [`${answered} xyz`]: '4' }).points,
          '0038.25',
          'nine answers',
        );
        assert.equal(outcome({ ...survey, [`${average} xyz`]: '4.25', [answered]: '4' }).problem, 'missing_column');
      });
    }
  }
});

describe('words in cells', () => {
  const areas = {
    business_applications: ['Business Applications', 'Biz Apps', 'Business Application'],
    data_and_ai: ['Data & AI', 'Data and AI', 'Azure Data & AI'],
    digital_and_app_innovation: [
      'Digital & App Innovation',
      'Digital and App Innovation',
      'DAI',
      'Digital & Application Innovation',
    ],
    infrastructure: ['Infrastructure', 'Infra', 'Azure Infrastructure', 'Infrasturcture'],
    security: ['Security'],
    modern_work: ['Modern Work', 'Modern Workplace'],
  };
  const byArea = (area) => {
    const calculator = new core.Calculator('{}');
    try {
      readFile(calculator, {
        name: 'Surveys.csv',
        bytes: Buffer.from(
          `Survey ID,Survey Date,Course Type,Solution Area,${Object.keys(nine()).join(',')}\nS1,${DAY},Advanced,"${area}",5,5,5,5,5,5,5,5,5\n`,
        ),
      });
      return JSON.parse(calculator.score(...WHEN))
        .areas.filter((one) => one.survey_completions.score !== '0')
        .map(({ id }) => id);
    } finally {
      calculator.delete();
    }
  };
  for (const [id, names] of Object.entries(areas)) {
    test(`area ${id}: ${names.join(', ')}`, () => {
      for (const name of names) {
        for (const text of [
          name,
          name.toUpperCase(),
          `  ${name.toLowerCase()} `,
          `${name} (Azure)`,
          name.replace(' and ', ' & '),
          name.replace(' & ', ' and '),
        ])
          assert.deepEqual(byArea(text), [id], text);
        assert.deepEqual(byArea(`${name}s x`), [], 'the twin');
      }
    });
  }

  test('every name of an area in the rulebook is among those tried', () => {
    const { areas: rules } = JSON.parse(readFileSync(`${repository}/core/data/rulebooks/2023-09-18.json`, 'utf8'));
    const same = (name) => name.toLowerCase().replaceAll('&', 'and');
    for (const { id, spellings } of rules)
      assert.deepEqual(
        spellings.map(same).filter((name) => !areas[id].map(same).includes(name)),
        [],
        id,
      );
  });
});

describe("the program's list of columns", () => {
  const data = JSON.parse(readFileSync(`${repository}/core/data/export_columns.json`, 'utf8'));
  const folded = (names) => [...new Set(names.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, '')))].sort();
  for (const { id, facts, question_spellings } of data.kinds) {
    test(`${id}: holds the spellings tried here and no other, in every fact`, () => {
      const theirs = Object.fromEntries(
        facts.map(({ fact, spellings, fallbacks = [] }) => [fact, folded([...spellings, ...fallbacks])]),
      );
      const ours = Object.fromEntries(Object.entries(SPELLINGS[id]).map(([fact, names]) => [fact, folded(names)]));
      assert.deepEqual(ours, theirs);
      assert.deepEqual(folded(question_spellings ?? []), id === 'surveys' ? folded(QUESTION_PREFIXES) : []);
      const triedBelow = ['question', 'score', 'average', 'answered'];
      assert.deepEqual(
        Object.keys(SPELLINGS[id]).filter((fact) => !(fact in KINDS[id].facts) && !triedBelow.includes(fact)),
        [],
        'every fact is tried',
      );
    });
  }
});
