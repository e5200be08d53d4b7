/** What the page and its worker say to each other. */

import type { CoreFilter, Items } from '../items';
import type { DateText, Details, FileRead, Outlook, Problem, Score, WindowMode } from '../score';

/**
 * Every call the page can make: what it asks, and what it gets.
 *
 * `known` is the number of files the page believes the worker has read. A
 * worker that was started anew in between has read none; it says so rather
 * than answer for less than the page thinks.
 */
export interface Calls {
  /** Starts the core, unless it could not be compiled. The first call to every new worker. */
  start: { ask: { core: WebAssembly.Module | null }; answer: null };
  /**
   * Forgets every file read so far. The choices (JSON as core/include/tspq/choices.h has it) hold for those read from
   * now on; when they cannot be used, the answer is why, and none holds.
   */
  reset: { ask: { choices: object }; answer: Problem | null };
  /** Whether choices can be used: null, or the problem. */
  check: { ask: { choices: object }; answer: Problem | null };
  /**
   * Reads one file to its end; name is what it is to be called, size is the size at the moment it was chosen. `when`
   * asks for the result at once: it saves two messages and what waits between them.
   */
  read: { ask: { known: number; file: File; name: string; size: number; when: When | null }; answer: ReadAnswer };
  /** The score for an anniversary, and what the months to come take away; no file is read again. */
  answer: { ask: { known: number } & When; answer: Result };
  /**
   * The details of criteria by their ids. They take ten times as long as the score, so the cards do not wait for them.
   */
  details: {
    ask: { known: number; on: DateText; window: WindowMode; criteria: string[] };
    answer: Record<string, Details>;
  };
  /** All line items under the filter with their verdicts, as one CSV; the files are read again for it. */
  rows: {
    ask: {
      known: number;
      on: DateText;
      window: WindowMode;
      filter: CoreFilter;
      files: FileInCore[];
    };
    answer: Blob;
  };
  /**
   * A page of line items, from a place in the list of those under the filter; only the parts of the files that hold
   * them are read.
   */
  items: {
    ask: {
      known: number;
      on: DateText;
      window: WindowMode;
      filter: CoreFilter;
      from: number;
      count: number;
      files: FileInCore[];
    };
    answer: Items;
  };
  /**
   * Reads made-up data that nobody sees, so that the first real file does not wait for the core to be compiled; null
   * when something real came in between.
   */
  warm: { ask: null; answer: Rehearsal | null };
  /** SHA-256 of a file in hex; null where the browser or the file does not allow it. */
  fingerprint: { ask: { file: File; size: number }; answer: string | null };
}

/** A file by its place among those the worker has read, with its size when it was chosen. */
export interface FileInCore {
  index: number;
  file: File;
  size: number;
}

/** What a result is for. */
export interface When {
  on: DateText;
  window: WindowMode;
}

export interface Result {
  score: Score;
  /** Null as long as no file has been read. */
  outlook: Outlook | null;
}

/** What the made-up files are, as if they had been read; named so that nothing takes it for an answer. */
export interface Rehearsal {
  rehearsed: Result;
}

export interface ReadAnswer extends Partial<Result> {
  /** True when the reading was stopped: the file counts nothing, though it keeps its place among those read. */
  stopped: boolean;
  /** What the core says about the file; null when stopped. */
  reading: FileRead | null;
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
  | { id: number; bytes: number; rows: number }
  | { alive: true };
