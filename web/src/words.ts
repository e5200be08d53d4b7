/** Names of things on the page, in Partner Center's words. Rules and reasons get theirs from the core. */

import type { DateOrder, FileKind, Score, Status, Term, WindowMode } from './score';

export const STATUS_WORDS: Record<Status, string> = {
  'not-started': 'Not started',
  'in-progress': 'In-progress',
  completed: 'Completed',
};

export const KIND_WORDS: Record<FileKind, string> = {
  courseware: 'Courseware completions',
  exams: 'Exam unit purchases',
  surveys: 'Surveys (Metrics that Matter)',
};

/** The kinds inside a sentence: "a file of …". */
export const FILE_WORDS: Record<FileKind, string> = {
  courseware: 'courseware completions',
  exams: 'exam unit purchases',
  surveys: 'surveys',
};

/** The kinds in the order of the base cards. */
export const KINDS: readonly FileKind[] = ['courseware', 'exams', 'surveys'];

export const DATE_ORDER_WORDS: Record<DateOrder, string> = {
  dmy: 'Day, month, year',
  mdy: 'Month, day, year',
};

export const WINDOW_WORDS: Record<WindowMode, string> = {
  'completed-months': '12 completed months',
  'exact-days': 'Same day, 12 months back',
};

/** The three base criteria: the card's title, the file it needs, the unit its score is in. */
export const BASE_CRITERIA = [
  { id: 'courseware_completions', title: 'Courseware completions', kind: 'courseware', unit: 'points' },
  { id: 'exam_unit_purchases', title: 'Exam unit purchases', kind: 'exams', unit: 'points' },
  { id: 'average_response_score', title: 'Average response score', kind: 'surveys', unit: '' },
] as const;

/** The two metrics of every solution area. */
export const AREA_CRITERIA = [
  { id: 'survey_completions', title: 'Survey completions', kind: 'surveys', unit: 'surveys' },
  { id: 'average_response_score', title: 'Average response score', kind: 'surveys', unit: '' },
] as const;

const TERM_WORDS: Record<string, string> = {
  fundamental_and_others: 'Fundamental and others',
  advanced: 'Advanced',
};

export function termTitle(term: Term): string {
  return term.title ?? TERM_WORDS[term.id] ?? term.id;
}

/** Every criterion's id in the order of the page: what "previous" and "next" walk through. */
export function criterionOrder(score: Score): string[] {
  return [
    ...BASE_CRITERIA.map((criterion) => criterion.id as string),
    ...score.areas.flatMap((area) => AREA_CRITERIA.map((criterion) => `${area.id}/${criterion.id}`)),
  ];
}

/** The kind of file a criterion is counted from. */
export function kindOf(criterion: string): FileKind {
  const base = BASE_CRITERIA.find((entry) => entry.id === criterion);
  return base ? base.kind : 'surveys';
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[], and = 'and'): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} ${and} ${parts[parts.length - 1]}`;
}

/** A category's name by its id. */
export function categoryTitle(id: string): string {
  return TERM_WORDS[id] ?? id;
}

/** An area's name by its id, in the rulebook's words. */
export function areaTitle(score: Score | null, id: string): string {
  return score?.areas.find((area) => area.id === id)?.title ?? id;
}

/** A criterion's name by its id: "Survey completions, Security". */
export function criterionTitle(score: Score | null, id: string): string {
  const base = BASE_CRITERIA.find((entry) => entry.id === id);
  if (base) return base.title;
  const [area = '', metric] = id.split('/');
  return `${AREA_CRITERIA.find((entry) => entry.id === metric)?.title ?? id}, ${areaTitle(score, area)}`;
}
