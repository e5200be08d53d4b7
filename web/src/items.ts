/** Line items: which ones are asked for, and a page of them. */

import type { FilePiece, LineItem, LineItemFilter, LineItemPage } from '../../wasm/npm/answers';

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

/** The filter as the core takes it, for a page of line items and for a download. */
export type CoreFilter = Required<LineItemFilter>;

/** Which rows of a criterion are meant. */
export type Which = CoreFilter['which'];

/** One row of a file with its verdict. */
export type Item = LineItem;

/**
 * Where the wanted rows stand: what findRows answers. No file in a browser is so large that its rows or bytes are not
 * told as numbers.
 */
export interface Found extends LineItemPage {
  total: number;
  pieces: (FilePiece & { from: number; to: number })[];
}

/** A page of line items. */
export interface Items extends Pick<Found, 'total' | 'reasons'> {
  /** The place of the first one. */
  from: number;
  items: Item[];
}
