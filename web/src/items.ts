/** Line items: which ones are asked for, and a page of them. */

import type { Count } from './score';

/** What the user narrows the line items by, beyond criterion and reason; '' is any. It never goes into the address. */
export interface ItemFilter {
  /** The key of a file, or null. */
  file: number | null;
  /** The id of an area, or "none". */
  area: string;
  /** The id of a category, or "unknown". */
  category: string;
  /** A text in any cell. */
  text: string;
  /** Where the page begins, from 0. */
  from: number;
}

export const EMPTY_FILTER: ItemFilter = { file: null, area: '', category: '', text: '', from: 0 };

/** Whether it leaves rows out. */
export function narrows({ file, area, category, text }: ItemFilter): boolean {
  return file !== null || area !== '' || category !== '' || text !== '';
}

/** As many rows as a page of the table holds. */
export const PAGE_ROWS = 100;

/** Which rows of a criterion are meant. */
export type Which = 'counted' | 'not-counted' | 'all';

/** The filter as the core takes it, for a page of line items and for a download. */
export interface CoreFilter {
  criterion: string;
  reason: string;
  which: Which;
  /** The file's place among those read, or -1. */
  file: number;
  area: string;
  category: string;
  text: string;
}

/** One row of a file with its verdict. */
export interface Item {
  /** The file's place among those read. */
  file: number;
  /** As a spreadsheet counts: 1 is the first row of the file. */
  row: Count;
  cells: string[];
  verdict: 'counted' | 'not counted' | 'cannot say';
  points: string;
  /** The reason's id; '' when counted. */
  reason: string;
  title: string;
  /** The verdict as a sentence about this row. */
  why: string;
}

/** A page of line items. */
export interface Items {
  /** How many there are in all under the filter. */
  total: number;
  /** Rows by reason ("counted" too) under the filter without its reason. */
  reasons: Record<string, Count>;
  from: number;
  items: Item[];
}

/** Where the wanted rows stand: what findRows answers. */
export interface Found {
  total: number;
  reasons: Record<string, Count>;
  pieces: { file: number; from: number; to: number }[];
}
