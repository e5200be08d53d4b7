// What the page must show, worked out from what the core says on the command line: the same files, the same date, the
// same numbers. Numbers and dates are written out here by hand, not by the page's own means.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadCore, MOST, repository, tspq, withCalculator } from '../../wasm/core.mjs';

export const sampleFolder = join(repository, 'web/samples');
export const sampleNames = ['Courseware-completions.csv', 'Exam-unit-purchases.csv', 'Surveys.csv'];
export const samplePaths = sampleNames.map((name) => join(sampleFolder, name));
export const sampleDate = JSON.parse(readFileSync(join(sampleFolder, 'sample.json'), 'utf8')).anniversary;

export const AREAS = [
  'business_applications',
  'data_and_ai',
  'digital_and_app_innovation',
  'infrastructure',
  'security',
  'modern_work',
];
export const BASE = ['courseware_completions', 'exam_unit_purchases', 'average_response_score'];
/** All fifteen, in the order of the page. */
export const CRITERIA = [
  ...BASE,
  ...AREAS.flatMap((area) => [`${area}/survey_completions`, `${area}/average_response_score`]),
];

/** The date of the rulebook in force. */
export const rulebookDate = JSON.parse(tspq(['score', samplePaths[0], '--json']).out).rulebook;

/** What `tspq score` says, and, from `tspq inspect`, the first and last day of each file. */
export function scoreOf(paths, anniversary, mode = 'completed-months') {
  const { out, err } = tspq(['score', ...paths, '--json', '--anniversary', anniversary, '--window', mode]);
  assert.equal(err, '');
  const score = JSON.parse(out);
  const { files } = JSON.parse(tspq(['inspect', ...paths]).out);
  score.files.forEach((file, at) =>
    Object.assign(file, { first_day: files[at].first_day, last_day: files[at].last_day }),
  );
  return score;
}

const core = await loadCore();

/** What the core says of every criterion, by its id. */
export function detailsOf(paths, anniversary, mode = 'completed-months') {
  const files = paths.map((path) => ({ name: basename(path), bytes: new Uint8Array(readFileSync(path)) }));
  return withCalculator(core, files, { anniversary }, MOST, (calculator) =>
    Object.fromEntries(CRITERIA.map((id) => [id, JSON.parse(calculator.details(anniversary, mode, id))])),
  );
}

/** What the months to come take away, and what is still needed, by criterion. */
export function outlookOf(paths, anniversary, mode = 'completed-months') {
  const files = paths.map((path) => ({ name: basename(path), bytes: new Uint8Array(readFileSync(path)) }));
  return withCalculator(core, files, { anniversary }, MOST, (calculator) =>
    JSON.parse(calculator.outlook(anniversary, mode)),
  );
}

// ---- How things are written ------------------------------------------------------------------------------------

const STATUS = { 'not-started': 'Not started', 'in-progress': 'In-progress', completed: 'Completed' };
const KIND = {
  courseware: 'Courseware completions',
  exams: 'Exam unit purchases',
  surveys: 'Surveys (Metrics that Matter)',
};
const KIND_IN_SENTENCE = { courseware: 'courseware completions', exams: 'exam unit purchases', surveys: 'surveys' };
const TITLE = {
  courseware_completions: 'Courseware completions',
  exam_unit_purchases: 'Exam unit purchases',
  average_response_score: 'Average response score',
  survey_completions: 'Survey completions',
};
const KIND_OF = {
  courseware_completions: 'courseware',
  exam_unit_purchases: 'exams',
  average_response_score: 'surveys',
  survey_completions: 'surveys',
};
const TERM = { fundamental_and_others: 'Fundamental and others', advanced: 'Advanced' };
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 27361 → "27,361", digits after the point left as they are. */
export function number(value) {
  const [whole, fraction] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Points always show a decimal. */
export const points = (value) => number(String(value).includes('.') ? value : `${value}.0`);
export const counted = (value, one, many) => `${number(value)} ${String(value) === '1' ? one : many}`;

/** 2026-12-01 → "Dec 1, 2026". */
export function day(date) {
  const [year, month, number] = date.split('-');
  return `${MONTHS[month - 1]} ${Number(number)}, ${year}`;
}

/** The same in the page's own language, whatever the user's. */
export function plainDay(date) {
  const [year, month, number] = date.split('-');
  return `${number} ${MONTHS[month - 1]} ${year}`;
}

export const windowText = ({ first, last }) => `${day(first)} – ${day(last)}`;

const statusWord = (status, hasData) => (hasData ? STATUS[status] : 'No file yet');
const isAverage = (criterion) => 'answers' in criterion;
const isPoints = (criterion) => (criterion.terms ?? []).length > 0;

function value(criterion) {
  if (!criterion.has_data) return '–';
  if (isAverage(criterion)) return criterion.shown ?? '–';
  return isPoints(criterion) ? points(criterion.score) : number(criterion.score);
}

function remaining(id, criterion) {
  if (!criterion.has_data) return `Needs a file of ${KIND_IN_SENTENCE[KIND_OF[id]]}`;
  if (criterion.status === 'completed') return 'Target reached';
  if (isAverage(criterion))
    return criterion.shown === null ? 'No answers that count yet' : `Below the target of ${criterion.target}`;
  return isPoints(criterion)
    ? `${counted(criterion.remaining, 'point', 'points')} to go`
    : `${counted(criterion.remaining, 'survey', 'surveys')} to go`;
}

function workings(criterion) {
  if (!criterion.has_data) return [];
  if (isPoints(criterion))
    return criterion.terms.map(
      ({ id, points: own, limited }) => `${TERM[id]} ${points(own)}${limited ? ' limit reached' : ''}`,
    );
  if (!isAverage(criterion) || criterion.shown === null) return [];
  const lines = [
    `${counted(criterion.answers, 'answer', 'answers')} in ${counted(criterion.surveys, 'survey', 'surveys')}, ${number(criterion.points)} points`,
  ];
  return criterion.small_sample ? [...lines, 'Small sample: the average can still move.'] : lines;
}

const card = (id, criterion) => ({
  title: TITLE[id],
  value: value(criterion),
  target: number(criterion.target),
  status: statusWord(criterion.status, criterion.has_data),
  remaining: remaining(id, criterion),
  workings: workings(criterion),
});

/** What a card, or with `all` the flyout, says of what is needed, leaves the window next, and is at risk. */
export function aheadOf(id, criterion, { needed, leaves, at_risk_on: risk }, { all = false } = {}) {
  if (!criterion.has_data) return [];
  const isSurveys = id.endsWith('/survey_completions');
  const what = isSurveys ? ['survey', 'surveys'] : ['point', 'points'];
  const lines = needed && (all || !isSurveys) ? [`Needed: ${needed}`] : [];
  const gone = leaves?.score
    ? Number(leaves.score) > 0 && counted(leaves.score, ...what)
    : leaves?.answers > 0 &&
      `${counted(leaves.answers, 'answer', 'answers')}${leaves.shown ? ` of ${leaves.shown} on average` : ''}`;
  if (gone) lines.push(`Leaves by ${day(leaves.on)}: ${gone}`);
  if (risk) lines.push(`At risk on ${day(risk)}${all ? ', if no row is added until then' : ''}`);
  return lines;
}

/** Three, in the order of the page. */
const baseCards = (score) => BASE.map((id) => [id, score.base[id]]);

function bestArea(score) {
  const statuses = score.areas.map(({ status }) => status);
  const best = ['completed', 'in-progress', 'not-started'].find((status) => statuses.includes(status));
  return statusWord(
    best,
    score.areas.some(({ survey_completions: surveys }) => surveys.has_data),
  );
}

/** What is said of survey files that do not say who is an eligible trainer [R-MCT]. */
const trusted = ({ files }) =>
  files.some(
    ({ kind, notices }) => kind === 'surveys' && notices.some(({ code }) => code === 'eligibility_not_in_file'),
  )
    ? ['Eligible trainers not stated: trusted as exported.']
    : [];

// ---- The screen ------------------------------------------------------------------------------------------------

/** The overview as Tab.screen() reads it, but for the verdict's sentence: see checkVerdict. */
export function overviewOf(score) {
  const { overall, base, areas, rows } = score;
  const sure = overall.certain || overall.qualified;
  const anyRead = baseCards(score).some(([, { has_data: read }]) => read);
  const used = score.files.filter(({ kind }) => kind !== null).length;
  const completed = (list) => list.filter(({ status }) => status === 'completed').length;
  return {
    equation: [
      { status: sure ? STATUS[overall.status] : 'Cannot tell yet', count: null },
      {
        status: statusWord(base.status, anyRead),
        count: anyRead ? `${completed(baseCards(score).map(([, criterion]) => criterion))} of 3` : null,
      },
      { status: bestArea(score), count: `${completed(areas)} of 6` },
    ],
    overall: {
      statuses: sure ? [STATUS[overall.status]] : [STATUS[overall.status], 'Cannot tell yet'],
      headline: overall.qualified ? 'Qualified' : sure ? 'Not qualified yet' : 'Cannot tell yet',
    },
    base: {
      status: statusWord(base.status, anyRead),
      cards: Object.fromEntries(
        baseCards(score).map(([id, criterion]) => [
          id,
          { ...card(id, criterion), workings: [...workings(criterion), ...(criterion.shown ? trusted(score) : [])] },
        ]),
      ),
    },
    areas: {
      status: bestArea(score),
      cards: areas.map(({ id, title, status, survey_completions: surveys }) => ({
        id,
        title,
        status: statusWord(status, surveys.has_data),
        designated: overall.designated_areas.includes(id),
      })),
      metrics: Object.fromEntries(
        areas.flatMap((area) =>
          ['survey_completions', 'average_response_score'].map((id) => [`${area.id}/${id}`, card(id, area[id])]),
        ),
      ),
    },
    accounting: `${used < score.files.length ? `${number(used)} of ` : ''}${counted(score.files.length, 'file', 'files')} · ${counted(rows.in, 'row', 'rows')} · ${number(rows.counted)} counted · ${number(rows.in - rows.counted)} not counted`,
  };
}

/** The files strip as Tab.screen() reads it. */
export function filesOf(score) {
  const problems = [...score.problems];
  return score.files.map((file) => {
    // Problems come in the order of the files, whose names are free to repeat.
    const problem = file.kind === null ? problems.shift() : undefined;
    const facts = [`${counted(file.rows.in, 'row', 'rows')} · ${number(file.rows.counted)} counted`];
    if (file.first_day) facts.push(windowText({ first: file.first_day, last: file.last_day }));
    return {
      name: file.name.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd'),
      kind: problem ? 'This file is left out' : KIND[file.kind],
      facts: problem ? [] : facts,
      problem: problem?.message ?? null,
      notices: file.notices.map(({ message }) => message),
    };
  });
}

/** What the screen must be for these files. The words of the verdict are checked by checkVerdict. */
export const screenOf = (score) => ({
  busy: false,
  trouble: null,
  note: null,
  files: filesOf(score),
  settings: { anniversary: score.anniversary, mode: score.window.mode, window: windowText(score.window), help: null },
  overview: overviewOf(score),
});

/** A screen without what screenOf leaves out. */
export function comparable(screen) {
  const { missing, overview, ...rest } = screen;
  if (!overview) return { ...rest, overview };
  const { sentence, ...overall } = overview.overall;
  return { ...rest, overview: { ...overview, overall } };
}

/** The verdict names the day, and everything that is short with its number. */
export function checkVerdict(sentence, score) {
  const names = (part) => assert.ok(sentence.includes(part), `“${sentence}” does not say “${part}”`);
  const titles = (areas) => areas.map(({ title }) => title);
  if (score.overall.certain) names(day(score.anniversary));
  if (score.overall.qualified)
    return titles(score.areas.filter(({ id }) => score.overall.designated_areas.includes(id))).forEach(names);
  for (const [id, criterion] of baseCards(score)) {
    if (criterion.status === 'completed' || !criterion.has_data) continue;
    names(TITLE[id]);
    if (!isAverage(criterion)) names(counted(criterion.remaining, 'point', 'points'));
    else if (criterion.shown !== null) names(criterion.shown);
  }
  if (score.overall.certain) titles(score.areas.filter(({ status }) => status === 'completed')).forEach(names);
}

/** The flyout as Tab.flyout() reads it. */
export function flyoutOf(details, { anniversary, window }) {
  const at = CRITERIA.indexOf(details.criterion);
  const { rows } = details;
  return {
    place: `${at + 1} of 15`,
    area: details.area?.title ?? null,
    title: details.title,
    value: value(details),
    target: number(details.target),
    status: statusWord(details.status, details.has_data),
    definition: details.definition,
    window: `Window: ${windowText(window)}, both days included. Anniversary ${day(anniversary)}.`,
    equation: equation(details),
    rules: details.rules.map(({ text, value: own, source }) => [
      text,
      /^[\d.]+$/.test(own) ? number(own) : own,
      source,
    ]),
    counted: number(rows.counted),
    reasons: details.reasons.map(({ id, rows: n, explanation }) => ({ id, rows: number(n), explanation })),
    allRows: number(rows.in),
    downloads: {
      Counted: counted(rows.counted, 'row', 'rows'),
      'Not counted': counted(rows.in - rows.counted, 'row', 'rows'),
      All: counted(rows.in, 'row', 'rows'),
    },
  };
}

function equation(details) {
  if (isAverage(details)) {
    if (details.shown === null) return 'There are no answers that count in this window.';
    return `${details.shown} = ${number(details.points)} ÷ ${number(details.answers)} from ${counted(details.surveys, 'survey', 'surveys')}`;
  }
  if (!isPoints(details)) return `${number(details.score)} = ${counted(details.rows.counted, 'survey', 'surveys')}`;
  const terms = details.terms.map(({ units, weight, points: own, before_limit: before, limit, limited }) => {
    const product = `${number(units)} × ${weight}${limited ? ` = ${points(before)}` : ''}`;
    return `${points(own)} [${product}${limit === null ? '' : `, limit ${number(limit)}`}]`;
  });
  return `${points(details.score)} = ${terms.join(' + ')}`;
}

// ---- Exact sums ------------------------------------------------------------------------------------------------

/** "0.5" → 50n */
export function hundredths(text) {
  const found = /^(\d+)(?:\.(\d{1,2}))?$/.exec(String(text));
  if (!found) throw new Error(`${text} is not a decimal of at most two places`);
  return BigInt(found[1]) * 100n + BigInt((found[2] ?? '').padEnd(2, '0'));
}

export const sum = (texts) => texts.reduce((total, text) => total + hundredths(text), 0n);

/** What the points of a criterion's counted rows must add up to: the score before any limit. */
export function pointsBefore(details) {
  return isPoints(details) ? sum(details.terms.map(({ before_limit: before }) => before)) : hundredths(details.points);
}
