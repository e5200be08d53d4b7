/** What the page and its worker say to each other. */

import type { DateText, Details, FileReading, Score, WindowMode } from '../score';

/** Which rows of a criterion a download holds. */
export type Which = 'counted' | 'not-counted' | 'all';

/**
 * Every call the page can make: what it asks, and what it gets.
 *
 * `known` is the number of files the page believes the worker has read. A
 * worker that was started anew in between has read none; it says so rather
 * than answer for less than the page thinks.
 */
export interface Calls {
  /** Starts the core from its compressed bytes. The first call to every new worker. */
  start: { ask: { packed: ArrayBuffer }; answer: null };
  /** Forgets every file read so far. The choices (JSON as core/include/tspq/choices.h has it) hold for those read from now on. */
  reset: { ask: { choices: object }; answer: null };
  /** Reads one file to its end; size is the size at the moment it was chosen. */
  read: { ask: { known: number; file: File; size: number }; answer: ReadAnswer };
  /** The score for an anniversary, and the details of every criterion by its id; no file is read again. */
  answer: {
    ask: { known: number; on: DateText; window: WindowMode };
    answer: { score: Score; details: Record<string, Details> };
  };
  /** Line items with their verdicts, as one CSV; the files are read again for it. */
  rows: {
    ask: {
      known: number;
      on: DateText;
      window: WindowMode;
      criterion: string;
      which: Which;
      /** Files that may hold such rows, by their place among the files read. */
      files: { index: number; file: File; size: number }[];
    };
    answer: Blob;
  };
}

export interface ReadAnswer {
  /** True when the reading was stopped: the file is not in the result, and the core needs a reset. */
  stopped: boolean;
  /** What the core says about the file; null when stopped. */
  reading: FileReading | null;
}

export type CallName = keyof Calls;

/** Page to worker. A call is answered in its turn; ping and stop are heeded at once. */
export type ToWorker =
  | { [Name in CallName]: { id: number; call: Name; ask: Calls[Name]['ask'] } }[CallName]
  | { call: 'ping' }
  | { call: 'stop' };

/** Worker to page. Any of them is a sign of life. */
export type FromWorker =
  | { id: number; answer: unknown }
  | { id: number; failed: string; fatal: boolean }
  | { id: number; bytes: number }
  | { alive: true };
