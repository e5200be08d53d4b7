/**
 * The core of tspq: export files in, qualification cards out.
 *
 *     import { readFile } from 'node:fs/promises';
 *     import { loadCore, readFile as add } from 'tspq-core';
 *
 *     const core = await loadCore();
 *     const calculator = new core.Calculator('{}');
 *     add(calculator, 'Surveys.csv', await readFile('Surveys.csv'));
 *     const score = JSON.parse(calculator.score('2026-12-01', 'completed-months'));
 *     calculator.delete();
 *
 * Nothing is sent or stored. Settings and answers are JSON text; its types are exported here too.
 */

import type { DateText, FileRead, WindowMode } from './answers.js';

export type * from './answers.js';
export type * from './settings.js';

export interface LoadOptions {
  /**
   * The bytes of tspq-core.wasm, or of tspq-core-scalar.wasm for machines without SIMD instructions. Without them the
   * loader takes the one that this machine can run: Node reads it from the package, and a browser fetches it from
   * beside the script.
   */
  wasmBinary?: Uint8Array | ArrayBuffer;
  /** Called with what the module says in plain words; the console by default. It never quotes a file. */
  print?: (text: string) => void;
  /** Called with what the module has to complain about; the console by default. */
  printErr?: (text: string) => void;
  /** Called when the module can go no further, such as for lack of memory. It is then of no use any more. */
  onAbort?: (reason: unknown) => void;
}

/** A running module. Letting go of it frees all its memory. */
export interface Core {
  /** Makes a calculation from its settings: JSON of Settings. */
  Calculator: new (setupJson: string) => Calculator;
}

/** Starts a module of its own with every call. */
export function loadCore(options?: LoadOptions): Promise<Core>;

/**
 * Reads one file that is in memory, again when the core asks for it. `name` is shown in answers and never interpreted.
 */
export function readFile(calculator: Calculator, name: string, bytes: Uint8Array): FileRead;

/**
 * One set of files and what they come to. Bytes go in by way of a buffer in the module's own memory:
 * beginFile(), then for each chunk room(n) to fill and feed(n), then endFile().
 */
export interface Calculator {
  /** Empty, or JSON of a SettingsProblem when the settings could not be used; the defaults are then in force. */
  problem(): string;
  /** Starts the next file, or the same one again. `size` is how many bytes it had when it was chosen. */
  beginFile(name: string, size: number): void;
  /** A view of `n` bytes to fill, at most 1 MiB. It is good until the next call: take it anew for every chunk. */
  room(n: number): Uint8Array;
  /** The first `n` bytes of the room are the next bytes of the file. */
  feed(n: number): void;
  /** How many data rows of the file under way have been read. */
  rowsSoFar(): number;
  /**
   * Ends the file and gives JSON of FileReading. `unchanged` is false when its bytes changed or could not be read to
   * the end: it then counts nothing. Empty when no file was begun.
   */
  endFile(unchanged: boolean): string;
  /** JSON of Score for an anniversary; empty for a day or a mode that is not known. No file is read again. */
  score(anniversary: DateText, windowMode: WindowMode): string;
  /**
   * JSON of Details of one criterion, such as "courseware_completions" or "security/survey_completions"; empty for one
   * that is not known.
   */
  details(anniversary: DateText, windowMode: WindowMode, criterion: string): string;
  /** JSON of Outlook: what the months to come take away. */
  outlook(anniversary: DateText, windowMode: WindowMode): string;
  /**
   * Starts a download of rows and gives mark and header of its CSV. `filter` is JSON of LineItemFilter, whose text
   * needs no search here; empty for a setting that is not known.
   */
  beginRows(anniversary: DateText, windowMode: WindowMode, filter: string): Uint8Array;
  /**
   * Turns to a file by its place among those read; false when none of its rows can be in the download, so that it need
   * not be fed.
   */
  beginRowsOf(file: number): boolean;
  /** The first `n` bytes of the room are the file's next bytes; gives the CSV text they make. */
  feedRows(n: number): Uint8Array;
  /** Ends the file and gives the rest of its CSV text. */
  endRowsOf(): Uint8Array;
  /**
   * After endRowsOf(): true when the file was seen to be another one, by its size, its number of rows or what a row
   * counts as; the text is then of no use. A changed cell that alters none of these goes unnoticed: who must know
   * compares the bytes.
   */
  rowsChanged(): boolean;
  /**
   * JSON of LineItemPage: at most `count` rows from the `from`-th match on. `filter` is JSON of LineItemFilter; empty
   * for a setting that is not known.
   */
  findRows(anniversary: DateText, windowMode: WindowMode, filter: string, from: number, count: number): string;
  /**
   * Turns to a piece of the last page by its place among them: the bytes from `from` to `to` follow. False when there
   * is no such piece.
   */
  beginItems(piece: number): boolean;
  /** The first `n` bytes of the room are the piece's next bytes. */
  feedItems(n: number): void;
  /** Ends the piece and gives its rows: JSON of a list of LineItem. */
  endItems(): string;
  /** Starts to look for a text in all files; findRows() with the same text then answers from the hits. */
  beginSearch(anniversary: DateText, windowMode: WindowMode, text: string): void;
  /** Turns to a file by its place among those read; false when it was not used, so that it need not be fed. */
  beginSearchOf(file: number): boolean;
  /** The first `n` bytes of the room are the file's next bytes. */
  feedSearch(n: number): void;
  /** Ends the file. */
  endSearchOf(): void;
  /** Frees the calculation and everything it read. */
  delete(): void;
}

/** Why settings could not be used. */
export interface SettingsProblem {
  /**
   * Which part of the settings it is about; "setup" for the whole, which is no JSON or has a member it should not have.
   */
  code: 'setup' | 'choices' | 'rulebook';
  /** A sentence on what is wrong. */
  message: string;
  /** Where in the JSON, such as "org_ids[2]". */
  path: string;
  /** What would have been right. */
  expected: string;
  /** What stood there. */
  found: string;
}
