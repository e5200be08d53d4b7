/**
 * The JSON the core answers with: the contract between scorer and page.
 *
 * The page formats these values and never works one out: a number that is on
 * the screen stands in one of these fields. Decimals come as strings
 * ("999.5"), exact to the hundredth; counts come as numbers, and as strings
 * from 2^53 upwards.
 */

/** A decimal as text, "." before the fraction: "999.5". */
export type DecimalText = string;
/** A whole number of things; text from 2^53 upwards. */
export type Count = number | string;
/** A calendar date as YYYY-MM-DD, without a time or zone. */
export type DateText = string;

export type Status = 'not-started' | 'in-progress' | 'completed';
export type WindowMode = 'completed-months' | 'exact-days';
export type DateOrder = 'dmy' | 'mdy';
export type FileKind = 'courseware' | 'exams' | 'surveys';

/** The first and last day that count, both included. */
export interface Window {
  mode: WindowMode;
  first: DateText;
  last: DateText;
}

/** What became of a number of data rows; in = counted + the sum of reasons. */
export interface RowCounts {
  /** All data rows read. */
  in: Count;
  /** Rows that add to the result. */
  counted: Count;
  /** Rows that do not, by the id of the reason. */
  reasons: Record<string, Count>;
}

/** One summand of a score, such as the Advanced completions. */
export interface Term {
  /** Which category: "fundamental_and_others" or "advanced". */
  id: string;
  /** Its name in the rulebook's words, where the core gives one. */
  title?: string;
  /** How many units were counted. */
  units: Count;
  /** Points each unit gives. */
  weight: DecimalText;
  /** units × weight, before any limit. */
  before_limit?: DecimalText;
  /** What the term adds to the score, limit applied. */
  points: DecimalText;
  /** The most it may add; null when nothing limits it. */
  limit: DecimalText | null;
  /** True when the limit cut something off. */
  limited: boolean;
}

/** What every criterion says about itself. */
interface CriterionBase {
  status: Status;
  /** False until a file of the criterion's kind has been read. */
  has_data: boolean;
  /** The value that completes the criterion; reaching it is enough. */
  target: DecimalText;
  /** The rows behind it. */
  rows?: RowCounts;
}

/** A criterion that adds up: completions, exam units, surveys. */
export interface ScoreCriterion extends CriterionBase {
  /** The sum reached. */
  score: DecimalText;
  /** target − score, never below zero. */
  remaining: DecimalText;
  /** The summands; absent or empty where the score is a plain count. */
  terms?: Term[];
}

/** A criterion that averages survey answers. */
export interface AverageCriterion extends CriterionBase {
  /** The sum of all answers. */
  points: DecimalText;
  /** How many questions were answered. */
  answers: Count;
  /** How many surveys they came from. */
  surveys: Count;
  /** The average as it may be shown: cut, never rounded up to the target. Empty without answers. */
  shown: string | null;
  /** True when there are so few surveys that the average says little yet. */
  small_sample?: boolean;
  /** Some of its surveys are known by their average only. */
  from_averages?: boolean;
}

export type Criterion = ScoreCriterion | AverageCriterion;

/** One of the six solution areas. */
export interface Area {
  id: string;
  title: string;
  status: Status;
  survey_completions: ScoreCriterion;
  average_response_score: AverageCriterion;
}

/** Something worth knowing about a file that did not stop it being read. */
export interface Notice {
  code: string;
  message: string;
}

/** Why a file could not be used. */
export interface Problem {
  code: string;
  /** Whole sentences for the user: where, what was expected, what was found, what to do. */
  message: string;
  /** The file it is about. */
  file?: string;
  /** The line, counted from 1 as a spreadsheet shows it. */
  line?: Count | null;
}

/** One file as the core understood it. */
export interface ScoredFile {
  name: string;
  /** Null when the file could not be used. */
  kind: FileKind | null;
  shape?: string | null;
  /** Its rows in the window asked for. */
  rows: RowCounts;
  notices: Notice[];
  /** The earliest readable date in it, where the core gives one. */
  first_day?: DateText | null;
  /** The latest readable date in it. */
  last_day?: DateText | null;
  /** How its dates are written. "unsettled": day and month could be either way round, and no row settles it. */
  date_order?: DateOrder | 'year-first' | 'unsettled' | null;
  /** True when the order is the user's choice, the rows settling nothing. */
  date_order_chosen?: boolean;
  /** What it seems to be, where it cannot be used. */
  likely_kind?: FileKind | null;
  /** Which column holds what, as recognised or chosen; the questions as q1 to q9. */
  columns?: Record<string, { index: number; header: string }>;
  /** True when the kind is the user's choice. */
  kind_chosen?: boolean;
  /** Tells its header from others: files with the same headings share it. */
  fingerprint?: string | null;
  /** The headings. */
  header?: string[];
  /** For every column, the first cells that are not empty. */
  first_values?: string[][];
  /** Which column holds what. */
  facts?: FactColumn[];
  /** What the user could settle. */
  decisions?: Decision[];
}

/** One thing the core looks for in a file. */
export interface FactColumn {
  fact: string;
  title: string;
  required: boolean;
  /** Its place in the header; null when no column fits. */
  column: number | null;
}

/** A question that only the user can answer, and how many rows wait for it. */
export interface Decision {
  id: 'date_order' | 'category' | 'area' | 'questions';
  rows: Count;
  /** The course or exam number it is about. */
  course?: string | null;
  /** The text of the cell it is about. */
  cell?: string | null;
  /** What an unofficial source says. */
  guess?: string | null;
  /** The answers to choose from; for "questions" nine are to be chosen. */
  choices: { value: string; title: string }[];
}

/** The whole answer for one anniversary and window. */
export interface Score {
  /** The date of the rulebook the numbers follow. */
  rulebook: DateText;
  anniversary: DateText;
  window: Window;
  overall: {
    status: Status;
    /** True when base criteria and at least one area are completed. */
    qualified: boolean;
    /** False while a file of some kind is missing: the status may still change. */
    certain: boolean;
    /** Ids of the areas a designation would be for. */
    designated_areas: string[];
  };
  base: {
    status: Status;
    courseware_completions: ScoreCriterion;
    exam_unit_purchases: ScoreCriterion;
    average_response_score: AverageCriterion;
  };
  /** All rows of all files together. */
  rows: RowCounts;
  /** Six, in the order of the page. */
  areas: Area[];
  /** In the order they were read. */
  files: ScoredFile[];
  /** One for every file that could not be used. */
  problems: Problem[];
  /** Which of the choices had a say, and over how many rows. */
  choices_used?: { path: string; rows: Count }[];
}

/** What the window loses next. */
export interface Leaves {
  /** The days that leave it. */
  first: DateText;
  last: DateText;
  /** The anniversary from which they are gone. */
  on: DateText;
  /** What the score loses with them: points, for criteria that add up. What is beyond a limit is no loss. */
  score?: DecimalText;
  points?: DecimalText;
  answers?: Count;
  surveys?: Count;
  shown?: string | null;
}

export interface CriterionOutlook {
  leaves?: Leaves | null;
  /** The first later anniversary on which the criterion is no longer completed, if no row is added. */
  at_risk_on?: DateText | null;
  /** What is to go, in things a person can do; null when nothing is. */
  needed?: string | null;
}

/** What the months to come take away, by criterion. */
export interface Outlook {
  criteria: Record<string, CriterionOutlook>;
  /** The first later anniversary on which the partner is no longer qualified. */
  qualified_at_risk_on?: DateText | null;
}

/** One month of a criterion's window; the first and last can be parts of a month. */
export interface Month {
  /** "2025-12" */
  month: string;
  first: DateText;
  last: DateText;
  /** What it adds, for criteria that add up. */
  score?: DecimalText;
  /** For averages: the month by itself. */
  points?: DecimalText;
  answers?: Count;
  surveys?: Count;
  shown?: string | null;
  /** The score, or the average, of the window up to here; limits applied. */
  cumulative?: string | null;
}

/** One line of the score calculation table. */
export interface Rule {
  text: string;
  value: string;
  /** The section of Microsoft's article it comes from. */
  source: string;
}

/** One reason why rows were not counted, in words. */
export interface Reason {
  id: string;
  rows: Count;
  /** "no": the row does not count. "cannot-say": it could not be understood. */
  kind: 'no' | 'cannot-say';
  title: string;
  explanation: string;
}

/** What "View details" shows of one criterion. */
export interface Details extends CriterionBase {
  criterion: string;
  title: string;
  area: { id: string; title: string } | null;
  /** One sentence saying what is measured. */
  definition: string;
  /** Set for criteria that add up. */
  score?: DecimalText;
  remaining?: DecimalText;
  terms?: Term[];
  /** Set for averages. */
  points?: DecimalText;
  answers?: Count;
  surveys?: Count;
  shown?: string | null;
  rules: Rule[];
  rows: RowCounts;
  reasons: Reason[];
  /** The window month by month. */
  months?: Month[];
  /** How often each answer was given. */
  distribution?: { answer: number; answers: Count }[];
  /** Each of the questions by itself. */
  questions?: { question: number; points: DecimalText; answers: Count; shown: string | null }[];
}

/** What the core says when one file has been read to its end. */
export interface FileReading {
  /** True: read the same bytes once more from the start. */
  again: boolean;
  file?: ScoredFile;
  problem?: Problem | null;
}

/** Whether a criterion averages (and so has no remaining, but points and answers). */
export function isAverage(criterion: Criterion | Details): criterion is (Criterion | Details) & AverageCriterion {
  return 'answers' in criterion && criterion.answers !== undefined;
}
