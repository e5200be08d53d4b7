/**
 * The sample: a partner that is nearly qualified. A script of its own (../samples/script.mjs) puts what makes it into
 * one global.
 */

import type { DateText } from './score';

/** Put in by build.mjs. */
declare const SAMPLE_ROWS: number;

export interface Sample {
  /** The date the sample was made for. */
  anniversary: DateText;
  /** Makes its files, the same ones every time: some 30 ms of work, so only when they are wanted. */
  files(): { name: string; text: string }[];
}

/**
 * How many data rows its files hold together: known before they are there. Shown as it is at first: to write it by
 * locale would cost the first picture 30 ms.
 */
export const sampleRows: number = SAMPLE_ROWS;

export function sample(): Sample | null {
  return (globalThis as { tspqSample?: Sample }).tspqSample ?? null;
}

export function sampleFiles(): File[] {
  return (sample()?.files() ?? []).map(({ name, text }) => new File([text], name, { type: 'text/csv' }));
}
