// What must be reached and what is aimed at, each as data, worked out of the figures of one run.

import { median, ratio, spread } from './statistics.mjs';

const MIB = 2 ** 20;

/** Of some contestants, the one with the least median. */
function fastest(size, ids) {
  const there = ids.filter((id) => size.runs[id]?.some((run) => run?.ms));
  return there.sort((a, b) => medianOf(size, a) - medianOf(size, b))[0];
}
const medianOf = (size, id) => median(size.runs[id].flatMap((run) => (run?.ms ? [run.ms] : [])));
const right = (size, id) => size?.runs[id]?.some((run) => run?.ms) && !size.runs[id].some((run) => run?.wrong);
const copies = (size) => Object.keys(size.runs).filter((id) => id.startsWith('copy'));

/** Ours against another at a size: how often ours fits into the other's time. */
const against =
  (rows, id) =>
  ({ sizes }) =>
    right(sizes[rows], 'ours') && right(sizes[rows], id) ? ratio(sizes[rows].runs[id], sizes[rows].runs.ours) : null;
const one = (value) =>
  value === undefined || value === null || Number.isNaN(value) ? null : { median: value, least: value, most: value };
const across = (runs, read) => {
  const values = (runs ?? [])
    .flatMap((run) => (run?.ms ? [read(run)] : []))
    .filter((value) => value !== undefined && value !== null);
  return values.length > 0 ? spread(values) : null;
};

/**
 * `bound` says which side is good: 'least' wants the figure at or above must, 'most' at or below.
 * `figure` gives {median, least, most} from the result, or null when this run has not measured it.
 */
export const goals = [
  {
    title: 'fastest copying into wasm ÷ ours, 9M rows',
    bound: 'least',
    must: 0.5,
    aim: 0.75,
    figure: ({ sizes }) => {
      const size = sizes['9M'];
      const id = size && fastest(size, copies(size));
      return id && right(size, 'ours') ? ratio(size.runs[id], size.runs.ours) : null;
    },
  },
  { title: 'DuckDB-Wasm eh ÷ ours, 9M rows', bound: 'least', must: 5, aim: 8, figure: against('9M', 'duckdb-eh') },
  { title: 'DuckDB-Wasm coi ÷ ours, 9M rows', bound: 'least', must: 4, aim: 6, figure: against('9M', 'duckdb-coi') },
  { title: 'uDSV stream ÷ ours, 9M rows', bound: 'least', must: 5, aim: 8, figure: against('9M', 'udsv') },
  {
    title: 'PapaParse chunk ÷ ours, 9M rows',
    bound: 'least',
    must: 12,
    aim: 17,
    figure: against('9M', 'papaparse-chunk'),
  },
  {
    title: 'DuckDB-Wasm eh ÷ ours, first drop, 1M rows',
    bound: 'least',
    must: 5,
    aim: 8,
    figure: against('1M', 'duckdb-eh'),
  },
  {
    title: 'ours ÷ fastest copying, first drop, 10k rows',
    bound: 'most',
    must: 2,
    aim: 1.5,
    figure: ({ sizes }) => {
      const size = sizes['10k'];
      const id = size && fastest(size, copies(size));
      return id && right(size, 'ours') ? ratio(size.runs.ours, size.runs[id]) : null;
    },
  },
  {
    title: 'PapaParse string ÷ ours, first drop, 10k rows',
    bound: 'least',
    must: 3,
    aim: 5,
    figure: against('10k', 'papaparse-string'),
  },
  {
    title: 'wasm memory ÷ (48 MiB + 6 bytes a row + 24 an id), 9M rows',
    bound: 'most',
    must: 1,
    aim: 1,
    figure: ({ sizes }) =>
      across(
        sizes['9M']?.runs.ours,
        (run) => run.wasm && run.wasm / (48 * MIB + 6 * sizes['9M'].rows + 24 * sizes['9M'].ids),
      ),
  },
  {
    title: 'growth of all processes beyond that, MB, 9M rows',
    bound: 'most',
    must: 96,
    aim: 64,
    figure: ({ sizes }) =>
      across(sizes['9M']?.runs.ours, (run) => run.wasm && Math.max(0, run.growth - run.wasm) / 1e6),
  },
  {
    title: 'time per byte, 9M rows ÷ 1M rows',
    bound: 'most',
    must: 1.3,
    aim: 1.1,
    figure: ({ sizes }) => {
      const [large, small] = [sizes['9M'], sizes['1M']];
      return right(large, 'ours') && right(small, 'ours')
        ? one(medianOf(large, 'ours') / large.bytes / (medianOf(small, 'ours') / small.bytes))
        : null;
    },
  },
  {
    title: 'shuffled ÷ ordered rows, 9M rows',
    bound: 'most',
    must: 1.5,
    aim: 1.3,
    figure: ({ sizes }) =>
      right(sizes['9M'], 'ours-shuffled') ? ratio(sizes['9M'].runs['ours-shuffled'], sizes['9M'].runs.ours) : null,
  },
  {
    title: 'another anniversary, ms to new cards, largest file',
    bound: 'most',
    must: 16,
    aim: 16,
    figure: (result) => across(result.largest?.runs.ours, ({ anniversary }) => anniversary && median(anniversary)),
  },
  {
    title: 'a page of line items by reason, ms, slowest of nine, 9M rows',
    bound: 'most',
    must: 150,
    aim: 150,
    figure: ({ sizes }) => {
      const runs = (sizes['9M']?.runs.ours ?? []).filter((run) => run?.items);
      if (runs.length === 0) return null;
      const each = Object.keys(runs[0].items).map((what) => spread(runs.map(({ items }) => items[what] ?? Infinity)));
      return each.sort((a, b) => b.median - a.median)[0];
    },
  },
  {
    title: 'longest task of the main thread from drop to cards, ms, largest file',
    bound: 'most',
    must: 50,
    aim: 50,
    figure: (result) =>
      across(result.largest?.runs.ours, ({ tasks, dropped, shown }) =>
        Math.max(0, ...tasks.filter(({ start, ms }) => start + ms > dropped && start < shown).map(({ ms }) => ms)),
      ),
  },
  {
    title: 'page ready with its core ÷ a PapaParse page ready',
    bound: 'most',
    must: 2,
    aim: 1.5,
    figure: ({ sizes }) => {
      const size = sizes['10k'];
      const other = size?.runs['papaparse-chunk'] ?? size?.runs['papaparse-string'];
      const ready = (runs) => runs.map((run) => run && { ms: run.readyAt });
      return other && size.runs.ours ? ratio(ready(size.runs.ours), ready(other)) : null;
    },
  },
  {
    title: 'whole page, brotli, kB',
    bound: 'most',
    must: 120,
    aim: 80,
    figure: ({ weight }) => one(weight && weight.brotli / 1000),
  },
  {
    title: 'native: DuckDB ÷ tspq score',
    bound: 'least',
    must: 3,
    aim: 4,
    figure: (result) => native(result, 'duckdb-native'),
  },
  {
    title: 'native: polars ÷ tspq score',
    bound: 'least',
    must: 3,
    aim: 4,
    figure: (result) => native(result, 'polars-native'),
  },
];

/** On the largest file measured natively. */
function native({ sizes }, id) {
  const size = Object.values(sizes)
    .filter(({ runs }) => right({ runs }, 'tspq-score') && right({ runs }, id))
    .sort((a, b) => b.rows - a.rows)[0];
  return size ? ratio(size.runs[id], size.runs['tspq-score']) : null;
}

/** Every goal with its figure and mark: "aim", "met", "not met" or "not measured". */
export function judge(result) {
  return goals.map(({ title, bound, must, aim, figure }) => {
    const value = figure(result);
    const reaches = (limit) => (bound === 'least' ? value.median >= limit : value.median <= limit);
    const mark = value === null ? 'not measured' : !reaches(must) ? 'not met' : reaches(aim) ? 'aim' : 'met';
    return { title, bound, must, aim, figure: value, mark };
  });
}
