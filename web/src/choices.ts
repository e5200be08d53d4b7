/**
 * Everything the user decided about files and rows: one JSON object, the same
 * for this page, the WebAssembly face and the command line's --choices. It
 * holds no row. The core checks it and says what is wrong with it.
 */

import type { Choices } from '../../wasm/npm/settings';

export type { Choices, Columns } from '../../wasm/npm/settings';

/** A place in the choices, from the outside in. */
export type ChoicePath = readonly string[];

type Tree = { [key: string]: unknown };

/** The choices with one of them set, or taken away when the value is undefined. Nothing empty is left behind. */
export function withChoice(choices: Choices, [key, ...rest]: ChoicePath, value: unknown): Choices {
  if (key === undefined) return choices;
  const tree: Tree = { ...choices };
  const inner = rest.length > 0 ? withChoice((choiceAt(choices, [key]) ?? {}) as Choices, rest, value) : value;
  const gone = inner === undefined || (typeof inner === 'object' && inner !== null && Object.keys(inner).length === 0);
  if (gone) delete tree[key];
  else Object.defineProperty(tree, key, { value: inner, enumerable: true, configurable: true, writable: true });
  return tree as Choices;
}

/** The choice at a place; a file can have any name, also one that every object has. */
export function choiceAt(choices: Choices, path: ChoicePath): unknown {
  return path.reduce<unknown>(
    (tree, key) =>
      typeof tree === 'object' && tree !== null && Object.hasOwn(tree, key) ? (tree as Tree)[key] : undefined,
    choices,
  );
}

export function isEmpty(choices: Choices): boolean {
  return Object.keys(choices).length === 0;
}

export interface Choice {
  path: ChoicePath;
  value: unknown;
}

/**
 * Every single choice, with its path: what can be shown, and taken back, one by one. A mapping of columns counts as
 * one.
 */
export function eachChoice(choices: Choices): Choice[] {
  const found: Choice[] = [];
  const walk = (tree: unknown, path: string[]): void => {
    const isBranch =
      typeof tree === 'object' &&
      tree !== null &&
      !Array.isArray(tree) &&
      !(path[0] === 'columns' && path.length === 2);
    if (isBranch) for (const [key, value] of Object.entries(tree)) walk(value, [...path, key]);
    else found.push({ path, value: tree });
  };
  walk(choices, []);
  return found;
}

/** As a file the command line takes too. */
export function choicesText(choices: Choices): string {
  return `${JSON.stringify(choices, null, 2)}\n`;
}
