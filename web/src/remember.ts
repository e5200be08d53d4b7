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

/** Keeps one more mapping; false where the browser does not allow it. */
export function remember(fingerprint: string, columns: Columns): boolean {
  try {
    localStorage.setItem(NAME, JSON.stringify({ ...remembered(), [fingerprint]: columns }));
    return true;
  } catch {
    return false;
  }
}

/** Forgets one mapping, or all of them, and leaves nothing behind. */
export function forget(fingerprint?: string): void {
  try {
    const { [fingerprint ?? '']: _, ...rest } = remembered();
    if (fingerprint === undefined || Object.keys(rest).length === 0) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, JSON.stringify(rest));
  } catch {
    // Denied: then nothing was kept either.
  }
}
