/**
 * What a calculation is made from, as JSON: what a person has decided, and the rules where they are not the built-in
 * ones.
 *
 * Everything is optional. The core checks it, and says in a SettingsProblem where it expected something else.
 */

import type { DateOrder, DateText, FileKind, WindowMode } from './answers.js';

/** The settings of a Calculator. */
export interface Settings {
  /** What a person has decided about files and rows. */
  choices?: Choices;
  /** A whole rulebook in place of the built-in one; core/data/rulebooks in the sources has the form. */
  rulebook?: Record<string, unknown>;
}

/**
 * What a person has decided about files and rows; the same for the page, this module and the command line's --choices.
 * It holds no row.
 */
export interface Choices {
  /** Where page and command line keep the date a result is for; the calls here are given it each time. */
  anniversary?: DateText;
  /** Likewise the way in which the twelve months are taken. */
  window?: WindowMode;
  /** By file name, "*" for every other file: the order of day and month, where the rows do not settle it. */
  date_order?: Record<string, DateOrder>;
  /** By file name: what a file is, where its headings leave it open or mislead. */
  kind?: Record<string, FileKind>;
  /** By the fingerprint of a header, as FileDetails has it: which column holds what. */
  columns?: Record<string, Columns>;
  /** By course or exam number in base form, such as "AZ-999": the category's id. */
  categories?: Record<string, string>;
  /** Likewise the solution area's id. */
  areas?: Record<string, string>;
  /** By the text of a cell, in lower case. */
  cells?: {
    /** What a category cell means: the category's id. */
    categories?: Record<string, string>;
    /** What an area cell means: the solution area's id. */
    areas?: Record<string, string>;
  };
  /** Only rows of these organisations count; all do where there is none. */
  org_ids?: string[];
  /** Kinds other than surveys that ask for an eligible trainer too. */
  require_eligible_mct?: 'courseware'[];
}

/**
 * Which column holds which fact, by the column's heading; null where the file does not state the fact. "kind" stands
 * beside them, and "questions": nine headings or, with a row for each answer, nine cells of the column of questions.
 */
export interface Columns {
  [fact: string]: string | null | string[];
}
