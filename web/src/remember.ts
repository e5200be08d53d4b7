/**
 * The one thing this page ever stores: which column holds what, for files with
 * certain headings, and only where the user ticked "Remember". No other file
 * of the page touches the browser's storage. Storage can be denied: then
 * nothing is remembered, and nothing else is different.
 */

import type { Columns } from './choices';

const NAME = 'tspq.columns';

export type Remembered = Record<string, Columns>;

/** The mappings the user wanted remembered, by the fingerprint of the header. */
export function remembered(): Remembered {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(NAME) ?? '{}');
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Remembered) : {};
  } catch {
    return {};
  }
}

/** Keeps one more mapping, or without columns forgets it; false where the browser does not allow it. */
export function remember(fingerprint: string, columns?: Columns): boolean {
  return put(JSON.stringify({ ...remembered(), [fingerprint]: columns }));
}

/** Forgets all of them. */
export function forget(): void {
  put('{}');
}

/** Nothing is left behind when nothing is kept. */
function put(text: string): boolean {
  try {
    if (text === '{}') localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, text);
    return true;
  } catch {
    return false;
  }
}
