// The figures as tables, for the screen and for the README.

import { spread } from './statistics.mjs';

const MIB = 2 ** 20;
const whole = (value) => Math.round(value).toLocaleString('en');
const short = (value) => (value >= 100 ? whole(value) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const time = (ms) =>
  ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(0)} ms`;

/** Columns as wide as their widest cell, the first to the left, the others to the right. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Who took how long over one file. */
export function sizeTable({ name, bytes, runs }, titles) {
  const rows = [['', 'median', 'least', 'most', 'cpu', 'MB/s', 'memory', 'exact']];
  for (const [id, list] of Object.entries(runs)) {
    const good = list.filter((run) => run?.ms);
    const wrong = list.find((run) => run?.wrong)?.wrong;
    const failed = list.find((run) => run?.failed)?.failed;
    if (good.length === 0) {
      rows.push([titles[id], failed ? 'failed' : '–', '', '', '', '', '', failed?.slice(0, 90) ?? '']);
      continue;
    }
    const ms = spread(good.map((run) => run.ms));
    const memory = spread(good.map((run) => run.growth ?? run.memory));
    rows.push([
      titles[id],
      time(ms.median),
      time(ms.least),
      time(ms.most),
      time(spread(good.map((run) => run.cpu)).median),
      whole(bytes / ms.median / 1000),
      `${whole(memory.median / MIB)} MiB`,
      wrong ? `WRONG: ${wrong}` : failed ? `failed once: ${failed.slice(0, 60)}` : id.startsWith('copy') ? '' : 'yes',
    ]);
  }
  const rounds = Math.max(...Object.values(runs).map(({ length }) => length));
  return `${name}: ${whole(bytes)} bytes, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}\n${table(rows)}`;
}

/** Where the time of the page itself goes, and what else was seen there. */
export function pageTable(size) {
  const runs = size.runs.ours?.filter((run) => run?.ms) ?? [];
  if (runs.length === 0) return '';
  const row = (what, list, form = time) => {
    const values = list.filter((value) => value !== undefined && value !== null);
    if (values.length === 0) return null;
    const { median, least, most } = spread(values);
    return [what, form(median), form(least), form(most)];
  };
  const mib = (bytes) => `${(bytes / MIB).toFixed(1)} MiB`;
  const rows = [
    ['the page', 'median', 'least', 'most'],
    row(
      'page ready with its core',
      runs.map(({ readyAt }) => readyAt),
    ),
    row(
      'drop to file read',
      runs.map(({ read, dropped }) => read - dropped),
    ),
    row(
      'file read to answer',
      runs.map(({ answered, read }) => answered - read),
    ),
    row(
      'answer to cards',
      runs.map(({ shown, answered }) => shown - answered),
    ),
    row(
      'cards to next picture',
      runs.map(({ painted, shown }) => painted && painted - shown),
    ),
    row(
      'wasm memory',
      runs.map(({ wasm }) => wasm),
      mib,
    ),
    row(
      'another anniversary',
      runs.flatMap(({ anniversary }) => anniversary ?? []),
    ),
    ...Object.keys(runs[0].items ?? {}).map((what) =>
      row(
        `line items: ${what}`,
        runs.map(({ items }) => items?.[what]),
      ),
    ),
  ];
  return table(rows.filter(Boolean));
}

export function goalTable(goals) {
  const rows = [['goal', 'must', 'aim', 'median', 'least', 'most', 'mark']];
  for (const { title, bound, must, aim, figure, mark } of goals) {
    const sign = bound === 'least' ? '≥' : '≤';
    rows.push([
      title,
      `${sign} ${must}`,
      `${sign} ${aim}`,
      ...(figure ? [short(figure.median), short(figure.least), short(figure.most)] : ['', '', '']),
      mark,
    ]);
  }
  return table(rows);
}

/** The figures as the README shows them: who took how long over each file, and the goals. */
export function markdown({ machine, sizes, shapes, goals }, titles) {
  const files = [...Object.values(sizes), ...Object.values(shapes)];
  const ids = [...new Set(files.flatMap(({ runs }) => Object.keys(runs)))];
  const cell = (list) => {
    const good = list?.filter((run) => run?.ms) ?? [];
    if (good.length === 0) return list?.some((run) => run?.failed) ? 'fails' : '';
    const { median } = spread(good.map(({ ms }) => ms));
    return list.some((run) => run?.wrong) ? `${time(median)}, **wrong**` : time(median);
  };
  const head = files.map(
    ({ name, bytes }) =>
      `${name.replace('.csv', '').replace('-', ' ')}, ${bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB` : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`}`,
  );
  const sign = (bound) => (bound === 'least' ? '≥' : '≤');
  const rounds = files.map(({ runs }) => Math.max(...Object.values(runs).map(({ length }) => length)));
  return [
    `${machine.date}, ${machine.cores} cores (${machine.cpu}), ${machine.chromium.replace(/ built on.*/, '')}, Node ${machine.node}; medians of ${[...new Set(rounds)].length === 1 ? rounds[0] : rounds.join(', ')} rounds, ratios within each round.`,
    '',
    `| | ${head.join(' | ')} |`,
    `|---|${files.map(() => '--:|').join('')}`,
    ...ids.map((id) => `| ${titles[id]} | ${files.map(({ runs }) => cell(runs[id])).join(' | ')} |`),
    '',
    '| goal | must | aim | measured | |',
    '|---|---|---|--:|---|',
    ...goals.map(
      ({ title, bound, must, aim, figure, mark }) =>
        `| ${title} | ${sign(bound)} ${must} | ${sign(bound)} ${aim} | ${figure ? short(figure.median) : ''} | ${mark} |`,
    ),
    '',
  ].join('\n');
}
