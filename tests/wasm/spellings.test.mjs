// Every header spelling of every fact and kind, by what it does to a small file; and its twin, one letter longer, that must do
// nothing. The lists are written down here a second time, from the description of the exports and not from the program's data.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadCore, readFile } from './core.mjs';

const core = await loadCore();
const list = (text) => text.split(', ');
const DAY = '2024-06-03';
const WHEN = ['2025-01-15', 'completed-months'];

/** Reads one file of these columns ({header: cell or [cells of several rows]}); what came of it, in a few words. */
function outcome(columns, choices = {}) {
  const rows = Math.max(...Object.values(columns).map((cells) => [cells].flat().length));
  const lines = [Object.keys(columns), ...Array.from({ length: rows }, (_, i) => Object.values(columns).map((cells) => [cells].flat().at(Math.min(i, [cells].flat().length - 1))))];
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
      points: score.base.courseware_completions.score + score.base.exam_unit_purchases.score + score.base.average_response_score.points,
      security: score.areas.find(({ id }) => id === 'security').survey_completions.score,
      notices: (score.files[0].notices ?? []).map(({ code }) => code),
      column: (fact) => file.facts?.find((one) => one.fact === fact)?.column ?? null,
    };
  } finally {
    calculator.delete();
  }
}

const ORG = 'V ORG ID, V-ORG ID, VOrgId, Org ID, Partner ID, MPN ID, MpnId, PGA MPN ID, PGAMpnId, Location ID, Partner Location ID';
const COURSE = 'Course Number, Course Code, Course ID, Course, Courseware, Product Code, Course Name, Course Title, Class Name';
const CATEGORY = 'Course Type, Type, Category, Level, Courseware Category, KPI Category';
const MCT = 'MCT ID, MCT, MCID, MCPID, Trainer ID, Instructor ID, Instructor, Instructor Name';
const ELIGIBLE = 'MCT Eligible, Eligible MCT, IsEligibleMCT, MCT Status';
const STATUS = 'Status, State, Current State, Order Status';
const AREA = 'Solution Area, Solution, Practice';

const nine = (style = (n) => `Q${n}`, answer = 5) => Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [style(n), answer]));

/** By kind: the smallest file, and each fact with its spellings, the file that shows it, what it does and what its twin does. */
const KINDS = {
  courseware: {
    plain: { 'Redemption Date': DAY, 'Course Type': 'Advanced', 'Achievement Code': ['A1', 'A2'] },
    facts: {
      id: ['Achievement Code, Code, Redemption Id, Transaction Id, Record Id, Completion Id', { 'Achievement Code': null, X: ['A1', 'A1'] }, { counted: 1, duplicate: 1 }, { counted: 2 }],
      org: [ORG, { X: ['1001', '1002'] }, { counted: 1, other_organization: 1 }, { counted: 2 }, { org_ids: ['1001'] }],
      date: ['Redemption Date, Redeemed On, Achievement Date, Completion Date, Completed Date, Date, Class End Date', { 'Redemption Date': null, X: [DAY, '2023-06-03'] }, { counted: 1, outside_window: 1 }, 'missing_column'],
      course: [COURSE, { 'Course Type': null, X: ['AZ-104T00', 'ZZ-999T00'] }, { counted: 1, unknown_category: 1 }, 'missing_column'],
      category: [CATEGORY, { 'Course Type': null, X: ['Advanced', 'Gold'] }, { counted: 1, unknown_category: 1 }, 'missing_column'],
      units: ['Units, Quantity, Qty, Redemptions, Count', { X: ['3', 'three'] }, { counted: 1, unreadable_units: 1 }, { counted: 2 }],
      instructor: [MCT, { X: '7' }, { counted: 2 }, { counted: 2 }],
      eligible: [ELIGIBLE, { X: ['yes', 'no'] }, { counted: 1, ineligible_instructor: 1 }, { counted: 2 }, { require_eligible_mct: ['courseware'] }],
      status: [STATUS, { X: ['Done', 'Cancelled'] }, { counted: 1, cancelled: 1 }, { counted: 2 }],
    },
  },
  exams: {
    plain: { 'Purchase Date': DAY, 'Exam Type': 'Advanced', Units: ['1', '2'] },
    facts: {
      id: ['Order Line Id, Order Id, Voucher Code, Transaction Id', { Units: '1', X: ['L1', 'L1'] }, { counted: 1, duplicate: 1 }, { counted: 2 }],
      org: [ORG, { X: ['1001', '1002'] }, { counted: 1, other_organization: 1 }, { counted: 2 }, { org_ids: ['1001'] }],
      date: ['Purchase Date, Order Date, Transaction Date, Invoice Date, Voucher Purchase Date', { 'Purchase Date': null, 'Exam Number': 'AZ-104', X: [DAY, '2023-06-03'] }, { counted: 1, outside_window: 1 }, 'missing_column'],
      course: ['Exam Number, Exam Code, Exam ID, Exam, Certification, Product Name', { 'Exam Type': null, X: ['AZ-104', 'ZZ-999'] }, { counted: 1, unknown_category: 1 }, 'missing_column'],
      category: [`Exam Type, ${CATEGORY.replace(', Courseware Category', '')}`, { 'Exam Type': null, X: ['Advanced', 'Gold'] }, { counted: 1, unknown_category: 1 }, 'missing_column'],
      units: ['Units, Quantity, Qty, Number of Vouchers, Count', { Units: null, X: ['3', 'three'] }, { counted: 1, unreadable_units: 1 }, { counted: 2 }],
      status: [STATUS, { X: ['Done', 'Refunded'] }, { counted: 1, cancelled: 1 }, { counted: 2 }],
    },
  },
  surveys: {
    plain: { 'Survey ID': ['S1', 'S2'], 'Completion Date': DAY, 'Course Type': 'Advanced', ...nine() },
    facts: {
      id: ['Survey ID, Response ID, Evaluation ID, Submission ID', { 'Survey ID': null, X: ['S1', 'S1'] }, { counted: 1, duplicate: 1 }, { counted: 2 }],
      org: [ORG, { X: ['1001', '1002'] }, { counted: 1, other_organization: 1 }, { counted: 2 }, { org_ids: ['1001'] }],
      date: ['Completion Date, Survey Date, Response Date, Submit Date, Submitted, Completed Date, Evaluation Date, Date Completed, Class End Date',
        { 'Completion Date': null, X: [DAY, '2023-06-03'] }, { counted: 1, outside_window: 1 }, 'missing_column'],
      course: [COURSE, { 'Course Type': null, X: ['AZ-104T00', 'ZZ-999T00'] }, { counted: 1, unknown_category: 1 }, 'missing_column'],
      category: [CATEGORY, { 'Course Type': null, X: ['Advanced', 'Gold'] }, { counted: 1, unknown_category: 1 }, 'missing_column'],
      instructor: [MCT, { X: '7' }, { counted: 2 }, { counted: 2 }],
      eligible: [ELIGIBLE, { X: ['yes', 'no'] }, { counted: 1, ineligible_instructor: 1 }, { counted: 2 }],
      status: [STATUS, { X: ['Done', 'Voided'] }, { counted: 1, cancelled: 1 }, { counted: 2 }],
      area: [AREA, { X: ['Security', 'Gardening'] }, { counted: 2 }, { counted: 2 }],
    },
  },
};

const without = (columns, nulls) => Object.fromEntries(Object.entries({ ...columns, ...nulls }).filter(([, cells]) => cells !== null));
const named = (columns, header) => Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name === 'X' ? header : name, cells]));
/** The same name as exports write it, too: MctEligible, mct_eligible, "MCT-Eligible:". */
const waysToWrite = (spelling) => [spelling, spelling.toUpperCase(), spelling.toLowerCase().replaceAll(' ', '_'), spelling.replaceAll(' ', ''), ` ${spelling.replaceAll(' ', '-')}: `];

for (const [kind, { plain, facts }] of Object.entries(KINDS)) {
  describe(kind, () => {
    for (const [fact, [spellings, changed, effect, twin, choices]] of Object.entries(facts)) {
      for (const spelling of list(spellings)) {
        test(`${fact}: ${spelling}`, () => {
          const columns = without(plain, changed);
          for (const header of waysToWrite(spelling)) {
            const found = outcome(named(columns, header), choices);
            assert.deepEqual({ kind: found.kind, rows: found.rows }, { kind, rows: effect }, header);
            assert.equal(found.column(fact), Object.keys(columns).indexOf('X'), `${header} is the column of the ${fact}`);
            if (fact === 'area') assert.equal(found.security, '1');
            assert.equal(found.notices.includes('substitute_date'), spelling === 'Class End Date');
          }
          const other = outcome(named(columns, `${spelling} xyz`), choices);
          if (twin === 'missing_column') assert.ok(['missing_column', 'unknown_kind'].includes(other.problem), `${other.problem} ${other.kind}`);
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
  for (const [name, style] of [['Q1 to Q9', (n) => `Q${n}`], ['Question 1 to 9', (n) => `Question ${n}`]]) {
    test(`wide: ${name}`, () => {
      for (const write of [(text) => text, (text) => text.toLowerCase(), (text) => text.replace(' ', '_'), (text) => ` ${text}. `]) {
        const found = outcome({ ...survey, ...nine((n) => write(style(n)), 4) });
        assert.deepEqual([found.kind, found.shape, found.points], ['surveys', 'wide', '0036']);
      }
      for (let missing = 1; missing <= 9; missing++) {
        const found = outcome({ ...survey, ...nine((n) => (n === missing ? `${style(n)} xyz` : style(n))) });
        assert.equal(found.problem, 'missing_column', `without question ${missing}`);
      }
    });
  }
  for (const question of ['Question ID', 'Question']) {
    for (const score of ['Score', 'Response', 'Answer', 'Rating']) {
      test(`long: ${question} and ${score}`, () => {
        for (const [q, s] of waysToWrite(question).map((header, i) => [header, waysToWrite(score)[i]])) {
          const found = outcome({ ...survey, [q]: ['1', '2'], [s]: ['5', '3'] });
          assert.deepEqual([found.kind, found.shape, found.points, found.rows], ['surveys', 'long', '008', { counted: 2 }], `${q} ${s}`);
        }
        assert.equal(outcome({ ...survey, [`${question} xyz`]: '1', [score]: '5' }).problem, 'missing_column');
        assert.equal(outcome({ ...survey, [question]: '1', [`${score} xyz`]: '5' }).problem, 'missing_column');
      });
    }
  }
  for (const average of ['Average Score', 'Avg Response Score', 'MTM Score']) {
    for (const answered of ['Answered Questions', 'Questions Answered']) {
      test(`averages: ${average} and ${answered}`, () => {
        for (const [a, n] of waysToWrite(average).map((header, i) => [header, waysToWrite(answered)[i]])) {
          const found = outcome({ ...survey, [a]: '4.25', [n]: '4' });
          assert.deepEqual([found.kind, found.shape, found.points], ['surveys', 'averages', '0017'], `${a} ${n}`);
          assert.ok(found.notices.includes('from_averages'));
        }
        assert.equal(outcome({ ...survey, [average]: '4.25', [`${answered} xyz`]: '4' }).points, '0038.25', 'nine answers');
        assert.equal(outcome({ ...survey, [`${average} xyz`]: '4.25', [answered]: '4' }).problem, 'missing_column');
      });
    }
  }
});

describe('words in cells', () => {
  const areas = { business_applications: ['Business Applications', 'Biz Apps', 'Business Application'], data_and_ai: ['Data & AI', 'Data and AI', 'Azure Data & AI'],
    digital_and_app_innovation: ['Digital & App Innovation', 'Digital and App Innovation', 'DAI', 'Digital & Application Innovation'],
    infrastructure: ['Infrastructure', 'Infra', 'Azure Infrastructure', 'Infrasturcture'], security: ['Security'], modern_work: ['Modern Work', 'Modern Workplace'] };
  const byArea = (area) => {
    const calculator = new core.Calculator('{}');
    try {
      readFile(calculator, { name: 'Surveys.csv', bytes: Buffer.from(`Survey ID,Survey Date,Course Type,Solution Area,${Object.keys(nine()).join(',')}\nS1,${DAY},Advanced,"${area}",5,5,5,5,5,5,5,5,5\n`) });
      return JSON.parse(calculator.score(...WHEN)).areas.filter((one) => one.survey_completions.score !== '0').map(({ id }) => id);
    } finally {
      calculator.delete();
    }
  };
  for (const [id, names] of Object.entries(areas)) {
    test(`area ${id}: ${names.join(', ')}`, () => {
      for (const name of names) {
        for (const text of [name, name.toUpperCase(), `  ${name.toLowerCase()} `, `${name} (Azure)`, name.replace(' and ', ' & '), name.replace(' & ', ' and ')]) assert.deepEqual(byArea(text), [id], text);
        assert.deepEqual(byArea(`${name}s x`), [], 'the twin');
      }
    });
  }
});
