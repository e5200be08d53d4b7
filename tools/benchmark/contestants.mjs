// Who takes part. `exact` ones are held against the generator's sums; the copying ones do nothing but bring the bytes
// in.

import { ANNIVERSARY } from './data.mjs';

const copy = (workers, streams, most) => ({
  id: `copy-${workers}x${streams}`,
  title: `copy only, ${workers} ${workers === 1 ? 'worker' : 'workers'}${streams === 0 ? ', slices' : streams > 1 ? `, ${streams} streams` : ''}`,
  group: 'copy',
  most, // rows beyond which it was never the fastest
  patience: 30_000, // a stream that stalls never ends by itself
  url: ({ plain }) => `${plain}copy.html#workers=${workers}&streams=${streams}`,
});

export const inBrowser = [
  {
    id: 'ours',
    title: 'tspq, the page',
    group: 'ours',
    ours: true,
    exact: true,
    url: ({ page }) => `${page}#/?on=${ANNIVERSARY}`,
  },
  copy(1, 0, 1_000_000),
  copy(1, 1),
  copy(1, 8),
  copy(4, 1),
  copy(6, 1),
  {
    id: 'duckdb-eh',
    title: 'DuckDB-Wasm eh, tuned',
    group: 'duckdb',
    exact: true,
    url: ({ plain }) => `${plain}duckdb.html#eh`,
  },
  {
    id: 'duckdb-coi',
    title: 'DuckDB-Wasm coi, from a buffer',
    group: 'duckdb',
    exact: true,
    url: ({ isolated }) => `${isolated}duckdb.html#coi`,
  },
  { id: 'udsv', title: 'uDSV, stream', group: 'udsv', exact: true, url: ({ plain }) => `${plain}udsv.html` },
  {
    id: 'papaparse-chunk',
    title: 'PapaParse, chunk',
    group: 'papaparse',
    exact: true,
    url: ({ plain }) => `${plain}papaparse.html#chunk`,
  },
  {
    id: 'papaparse-string',
    title: 'PapaParse, string',
    group: 'papaparse',
    exact: true,
    most: 10_000,
    url: ({ plain }) => `${plain}papaparse.html#string`,
  },
];

/** Those a word of --only names: an id, or a group such as "copy". */
export function chosen(list, only) {
  if (!only) return list;
  const words = only.split(',');
  const unknown = words.find((word) => !list.some(({ id, group }) => id === word || group === word));
  if (unknown)
    throw new Error(
      `There is no contestant called ${unknown}. Known: ${[...new Set(list.flatMap(({ id, group }) => [group, id]))].join(', ')}`,
    );
  return list.filter(({ id, group }) => words.includes(id) || words.includes(group));
}
