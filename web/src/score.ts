/**
 * What the core answers with: the types of wasm/npm/answers.d.ts, where every
 * field has its sentence, and the forms the page has of its own for some of
 * them. The page formats these values and never works one out: a number that
 * is on the screen stands in one of these fields.
 */

import type * as core from '../../wasm/npm/answers';

export type {
  Area,
  Count,
  CriterionOutlook,
  DateOrder,
  DateText,
  DecimalText,
  Decision,
  Details,
  FactColumn,
  FileKind,
  FileRead,
  FileReading,
  Leaves,
  Month,
  Outlook,
  RowCounts,
  Rule,
  Score,
  Status,
  WindowMode,
} from '../../wasm/npm/answers';

/** A criterion that adds up: points, whose summands it has, or surveys. */
export type ScoreCriterion = core.SurveysCard & Partial<core.PointsCard>;
export type AverageCriterion = core.AverageCard;
export type Criterion = ScoreCriterion | AverageCriterion;

/** A summand, on a card or with the steps that details add. */
export type Term = core.Term & Partial<core.ExplainedTerm>;

/** A file as the score has it; once it has been read, with everything known of it. */
export type ScoredFile = core.ScoredFile & Partial<core.FileDetails>;

/** Why a file, or a setting, could not be used. */
export type Problem = Pick<core.FileProblem, 'code' | 'message'>;

/** One reason why rows were not counted, in words. */
export type Reason = core.ReasonRows;

/** Whether a criterion averages (and so has no remaining, but points and answers). */
export function isAverage(
  criterion: Criterion | core.Details,
): criterion is (Criterion | core.Details) & AverageCriterion {
  return 'answers' in criterion && criterion.answers !== undefined;
}
