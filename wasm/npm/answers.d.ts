/**
 * What the core answers with, as JSON: the contract between it and everything that shows its results.
 *
 * Decimals come as text ("999.5"), exact to the hundredth. Counts come as numbers, and as text from 2^53 upwards.
 * Nothing here has to be calculated further: every number that is worth showing is a field.
 */

/** A decimal as text, with a point: "999.5". */
export type DecimalText = string;
/** A whole number of things; text from 2^53 upwards. */
export type Count = number | string;
/** A calendar date as YYYY-MM-DD, without time or zone. */
export type DateText = string;

/** Zero; above zero and below the target; target reached. */
export type Status = 'not-started' | 'in-progress' | 'completed';
/** The whole months before the anniversary's month, or the twelve months up to the day before it. */
export type WindowMode = 'completed-months' | 'exact-days';
/** What an export is about. */
export type FileKind = 'courseware' | 'exams' | 'surveys';
/** How rows are laid out: one line each; surveys with nine answers side by side, a row per answer, or averages only. */
export type Shape = 'lines' | 'wide' | 'long' | 'averages';
/** Which part of 03/04/2026 is the day. */
export type DateOrder = 'dmy' | 'mdy';

// ---- The score ---------------------------------------------------------------------------------------------------

/** The whole answer for one anniversary and window. */
export interface Score {
  /** The date of the rulebook whose numbers were used. */
  rulebook: DateText;
  /** The anniversary, or launch date, that was asked for. */
  anniversary: DateText;
  /** The days that count for it. */
  window: Window;
  /** Whether the partner qualifies. */
  overall: Overall;
  /** The base criteria. */
  base: Base;
  /** The solution areas, in the order of the rulebook. */
  areas: Area[];
  /** All data rows of all files together. */
  rows: RowCounts;
  /** The files in the order they were read, unusable ones included. */
  files: ScoredFile[];
  /** One entry for every file that could not be used. */
  problems: FileProblem[];
  /** Which of a person's choices had a say. */
  choices_used: UsedChoice[];
}

/** The first and last day that count. */
export interface Window {
  /** How the window follows from the anniversary. */
  mode: WindowMode;
  /** Its first day, included. */
  first: DateText;
  /** Its last day, included. */
  last: DateText;
}

/** The qualification as a whole. */
export interface Overall {
  /** Completed when the base criteria and at least one area are. */
  status: Status;
  /** True when the status is completed. */
  qualified: boolean;
  /** False while a file of some kind is missing: the status may then still change. */
  certain: boolean;
  /** The ids of the completed areas, once the base criteria are completed too. */
  designated_areas: string[];
}

/** The three base criteria. */
export interface Base {
  /** Completed when all three are, not started when none is. */
  status: Status;
  /** Points for redeemed achievement codes. */
  courseware_completions: PointsCard;
  /** Points for exam units bought. */
  exam_unit_purchases: PointsCard;
  /** The average over all Advanced surveys. */
  average_response_score: AverageCard;
}

/** One solution area. */
export interface Area {
  /** Its id in the rulebook, such as "security". */
  id: string;
  /** Its name. */
  title: string;
  /** Completed when both of its criteria are; it does not wait for the base criteria. */
  status: Status;
  /** How many surveys were completed for its courses. */
  survey_completions: SurveysCard;
  /** The average over its surveys. */
  average_response_score: AverageCard;
}

/** What every criterion says. */
export interface Card {
  /** Where it stands. */
  status: Status;
  /** False until a file of the criterion's kind was read; the status is then only the lack of one. */
  has_data: boolean;
  /** The value that completes it; reaching it is enough. */
  target: DecimalText;
  /** The rows behind it. */
  rows: RowCounts;
}

/** A criterion that adds up points. */
export interface PointsCard extends Card {
  /** The points reached, limits applied. */
  score: DecimalText;
  /** What is missing to the target, never below zero. */
  remaining: DecimalText;
  /** The summands of the score. */
  terms: Term[];
}

/** A criterion that counts surveys. */
export interface SurveysCard extends Card {
  /** The surveys counted. */
  score: DecimalText;
  /** What is missing to the target, never below zero. */
  remaining: DecimalText;
}

/** A criterion that averages answers. */
export interface AverageCard extends Card {
  /** The sum of all answers. */
  points: DecimalText;
  /** How many questions were answered. */
  answers: Count;
  /** How many surveys the answers come from. */
  surveys: Count;
  /** The average as it may be shown: cut, never rounded up to the target. Null without answers. */
  shown: string | null;
  /** True when there are fewer surveys than an area needs, so that the average can still move. */
  small_sample: boolean;
  /** True when some surveys gave only their average, so that single answers are not known. */
  from_averages: boolean;
}

/** A summand of a score. */
export interface Term {
  /** The category's id: "fundamental_and_others" or "advanced". */
  id: string;
  /** How many units were counted. */
  units: Count;
  /** Points for each unit. */
  weight: DecimalText;
  /** What the term adds to the score, limit applied. */
  points: DecimalText;
  /** The most it may add; null when there is no limit. */
  limit: DecimalText | null;
  /** True when the limit took something away. */
  limited: boolean;
}

/** What became of a number of data rows: in = counted + all reasons. */
export interface RowCounts {
  /** All data rows. */
  in: Count;
  /** Rows that add to a result. */
  counted: Count;
  /** Rows that do not, by the id of the reason; reasons without rows are left out. */
  reasons: Record<string, Count>;
}

/** A file within a score. */
export interface ScoredFile {
  /** Its name, as it was given. */
  name: string;
  /** What it was recognised as; null when it could not be used. */
  kind: FileKind | null;
  /** How its rows are laid out; null when it could not be used. */
  shape: Shape | null;
  /** Its rows, with the window laid over. */
  rows: RowCounts;
  /** What is worth knowing about it. */
  notices: Notice[];
}

/** Something worth knowing about a file that was used. */
export interface Notice {
  /** What it is about, for programs. */
  code: string;
  /** The same for people: where, what was expected, what was found, what to do. */
  message: string;
}

/** Why a file could not be used. */
export interface FileProblem {
  /** The file's name. */
  file: string;
  /** What is wrong, for programs. */
  code: string;
  /** The same for people: where, what was expected, what was found, what to do. */
  message: string;
  /** The line to blame, from 1; null when none is. */
  line: Count | null;
}

/** A choice that had a say. */
export interface UsedChoice {
  /** Its place in the choices, such as "categories.AZ-999". */
  path: string;
  /** How many rows it decided. */
  rows: Count;
}

// ---- Details of one criterion ------------------------------------------------------------------------------------

/** One criterion with everything its details view shows. */
export type Details = DetailsOf<PointsCard> | DetailsOf<SurveysCard> | DetailsOf<AverageCard>;

/** A criterion's card and what explains it. */
export type DetailsOf<Kind extends Card> = Omit<Kind, 'terms'> & Explained;

/** What details add to a card. */
export interface Explained {
  /** The criterion's id, such as "courseware_completions" or "security/survey_completions". */
  criterion: string;
  /** Its name. */
  title: string;
  /** The area it belongs to; null for base criteria. */
  area: NamedArea | null;
  /** One sentence on what is measured. */
  definition: string;
  /** The summands with their steps; empty for criteria that do not add up points. */
  terms: ExplainedTerm[];
  /** What counts and how, each with its source. */
  rules: Rule[];
  /** The reasons why rows do not count, in words. */
  reasons: ReasonRows[];
  /** The window month by month. */
  months: Month[];
  /** How often each answer was given; empty for criteria that do not average. */
  distribution: AnswerCount[];
  /** Each question by itself; empty for criteria that do not average. */
  questions: Question[];
}

/** An area by name. */
export interface NamedArea {
  /** Its id in the rulebook. */
  id: string;
  /** Its name. */
  title: string;
}

/** A summand with its steps. */
export interface ExplainedTerm extends Term {
  /** The category's name. */
  title: string;
  /** Units times weight, before any limit. */
  before_limit: DecimalText;
}

/** One line of the score calculation. */
export interface Rule {
  /** What it is about. */
  text: string;
  /** The value, or words where there is none. */
  value: string;
  /** The section of Microsoft's article it comes from. */
  source: string;
}

/** The rows that one reason keeps from counting. */
export interface ReasonRows {
  /** The reason's id, such as "outside_window". */
  id: string;
  /** How many rows. */
  rows: Count;
  /** Whether a rule says no, or the row could not be understood. */
  kind: 'no' | 'cannot-say';
  /** A few words. */
  title: string;
  /** A sentence: why, and what can be done. */
  explanation: string;
}

/** One month of the window; in exact days the first and last are parts of one. */
export interface Month extends Stretch {
  /** The month, as YYYY-MM. */
  month: string;
  /** The first of its days that count. */
  first: DateText;
  /** The last of its days that count. */
  last: DateText;
  /** The result up to its end, limits applied: points, surveys or the average; null for an average without answers. */
  cumulative: string | null;
}

/** What some days come to, before limits. Which fields there are depends on the criterion. */
export interface Stretch {
  /** Points, or surveys; not for averages. */
  score?: DecimalText;
  /** Units by category, in the order of the terms; for points only. */
  units?: Count[];
  /** The sum of the answers; for averages only. */
  points?: DecimalText;
  /** How many questions were answered; for averages only. */
  answers?: Count;
  /** How many surveys; for averages only. */
  surveys?: Count;
  /** The average of these days; null without answers; for averages only. */
  shown?: string | null;
}

/** How often one answer was given. */
export interface AnswerCount {
  /** The answer, on the rulebook's scale. */
  answer: number;
  /** How often. */
  answers: Count;
}

/** One of the questions by itself. */
export interface Question {
  /** Its number, from 1. */
  question: number;
  /** The sum of its answers. */
  points: DecimalText;
  /** How many answered it. */
  answers: Count;
  /** Its average as it may be shown; null without answers. */
  shown: string | null;
}

// ---- What comes next ---------------------------------------------------------------------------------------------

/** What the months to come take away, if no row is added. */
export interface Outlook {
  /** By criterion id. */
  criteria: Record<string, CriterionOutlook>;
  /**
   * The first anniversary of the year to come, by days or with completed months by months, on which the partner is no
   * longer qualified; null when there is none within a year.
   */
  qualified_at_risk_on: DateText | null;
}

/** What is ahead of one criterion. */
export interface CriterionOutlook {
  /**
   * What the window loses when the anniversary moves on by a month; null when no later anniversary can be asked for.
   */
  leaves: Leaves | null;
  /**
   * The first later anniversary on which the criterion is no longer completed; null when there is none within a year.
   */
  at_risk_on: DateText | null;
  /** What is to go, in units a person can act on; null when the target is reached. */
  needed: string | null;
}

/**
 * The days that leave a window, and what goes with them; the score of points is what the criterion loses, limits
 * applied.
 */
export interface Leaves extends Stretch {
  /** The first day that leaves. */
  first: DateText;
  /** The last day that leaves. */
  last: DateText;
  /** The anniversary from which they are gone. */
  on: DateText;
}

// ---- Files -------------------------------------------------------------------------------------------------------

/** The answer when a file was fed to its end. */
export type FileReading = ReadAgain | FileRead;

/** The same bytes are needed once more: a late row settled the order of day and month. */
export interface ReadAgain {
  /** Always true here. */
  again: true;
}

/** The file was read. */
export interface FileRead {
  /** Always false here. */
  again: false;
  /** What the core made of the file. */
  file: FileDetails;
  /** Why it could not be used; null when it could. */
  problem: FileProblem | null;
}

/** Everything known of one file. */
export interface FileDetails extends ScoredFile {
  /** How many bytes were read. */
  bytes: Count;
  /** The kind it is, or would be if its columns were matched; null when that is not clear. */
  likely_kind: FileKind | null;
  /** True when the kind is a person's choice. */
  kind_chosen: boolean;
  /** How its text is written. */
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** What stands between cells. */
  delimiter: string;
  /** The headings as written; empty when there are none. */
  header: string[];
  /** Sixteen hexadecimal digits that files with the same headings share; null without headings. */
  fingerprint: string | null;
  /** For every column, the first cells that are not empty. */
  first_values: string[][];
  /** The facts that the likely kind can state, and where each stands; absent where no kind is likely. */
  facts?: FactColumn[];
  /** The line of the headings, from 1; only for a file that was used. */
  header_line?: Count;
  /** The column of each fact that was found, and of q1 to q9; only for a file that was used. */
  columns?: Record<string, Column>;
  /**
   * How its dates are written; "year-first" also where every date says itself what is its day; "unsettled" when no row
   * tells. Only for a file that was used.
   */
  date_order?: DateOrder | 'year-first' | 'unsettled';
  /** True when that order is a person's choice, because the rows settle nothing. Only for a file that was used. */
  date_order_chosen?: boolean;
  /** The earliest readable date; null without one. */
  first_day: DateText | null;
  /** The latest readable date; null without one. */
  last_day: DateText | null;
  /** What a person could settle, most rows first. */
  decisions: Decision[];
}

/** A column by its place and heading. */
export interface Column {
  /** Its place, from 0. */
  index: number;
  /** Its heading as written. */
  header: string;
}

/** A fact that a kind of file can state. */
export interface FactColumn {
  /** Its id, such as "date". */
  fact: string;
  /** Its name. */
  title: string;
  /** True when the file is of no use without it; category and course stand in for each other. */
  required: boolean;
  /** The place of its column, from 0; null when none fits. */
  column: number | null;
}

/** A question that only a person can answer. */
export interface Decision {
  /** What it is about. */
  id: 'date_order' | 'category' | 'area' | 'questions';
  /** How many rows wait for it. */
  rows: Count;
  /** Categories and areas: the course or exam number it is about; null when it is about a cell. */
  course?: string | null;
  /** Categories and areas: the text of the cell it is about; null when it is about a course. */
  cell?: string | null;
  /** Categories and areas: the id that the unofficial catalogue guesses; null without one. */
  guess?: string | null;
  /** The possible answers. */
  choices: Choice[];
}

/** A possible answer. */
export interface Choice {
  /** The value to put into the choices. */
  value: string;
  /** Its name. */
  title: string;
}

// ---- Line items --------------------------------------------------------------------------------------------------

/**
 * Which line items are wanted: all parts that are given must hold. As findRows() and beginRows() take it, written as
 * JSON.
 */
export interface LineItemFilter {
  /** Only rows that belong to this criterion; empty for all. */
  criterion?: string;
  /** Only rows with this reason under the window, or "counted"; empty for all. */
  reason?: string;
  /** Only rows that count, or only others. */
  which?: 'all' | 'counted' | 'not-counted';
  /** Only rows of the file at this place among those read; -1 for all. */
  file?: number;
  /** Only surveys of this area, or "none" for those of no known area; empty for all. */
  area?: string;
  /** Only rows of this category, or "unknown"; empty for all. */
  category?: string;
  /**
   * Only rows with this text in a cell, whatever its case; for findRows() beginSearch() must have looked for it. Empty
   * for all.
   */
  text?: string;
}

/** Where a page of line items stands. */
export interface LineItemPage {
  /** How many rows the filter matches. */
  total: Count;
  /** Rows by reason, "counted" among them, when the filter's own reason is left out. */
  reasons: Record<string, Count>;
  /** The stretches of files to feed for this page, in order. */
  pieces: FilePiece[];
}

/** A stretch of a file that holds rows of a page. */
export interface FilePiece {
  /** The file's place among those read. */
  file: number;
  /** Its first byte. */
  from: Count;
  /** The byte behind its last. */
  to: Count;
  /** How many of the page's rows are in it. */
  rows: number;
}

/** One row with its verdict. */
export interface LineItem {
  /** The file's place among those read. */
  file: number;
  /** The row's number as a spreadsheet shows it. */
  row: Count;
  /** The line it begins on, from 1, as a text editor counts. */
  line: Count;
  /** Its cells, as many as it has. */
  cells: string[];
  /** What was decided. */
  verdict: 'counted' | 'not counted' | 'cannot say';
  /** What it adds, before any limit. */
  points: DecimalText;
  /** The reason's id; empty when it counts. */
  reason: string;
  /** The verdict in a few words. */
  title: string;
  /** A sentence about this very row. */
  why: string;
}
