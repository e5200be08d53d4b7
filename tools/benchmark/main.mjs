// The bench. A round is every contestant once over one file, each in a process of its own; medians are over rounds,
// ratios within them.

import { execFileSync } from 'node:child_process';
import { createReadStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { dropOnce, findChromium } from './browser.mjs';
import { differs, exportDiffers, scoreDiffers } from './check.mjs';
import { chosen, inBrowser } from './contestants.mjs';
import { ANNIVERSARY, exportFile, folder, longFile, repository, shuffledFile } from './data.mjs';
import { judge } from './goals.mjs';
import { natively, runOnce } from './native.mjs';
import { moveAnniversary, pageLineItems } from './page-figures.mjs';
import { probe } from './probe.mjs';
import { goalTable, markdown, pageTable, sizeTable } from './report.mjs';
import { serveAll } from './site.mjs';
import { profileWorker, sampleCore, stagesText } from './stages.mjs';

const QUICK = 'ours,copy-1x0,copy-1x1,copy-1x8,copy-4x1,duckdb-eh,udsv,papaparse,native';
/** Files of other shapes are no question for the other readers. */
const BESIDE_SHAPES = ['ours', 'copy-1x8', 'copy-6x1'];
const everybody = [...inBrowser, ...natively];
const titles = Object.fromEntries(
  [...everybody, { id: 'ours-shuffled', title: 'tspq, the page, shuffled rows' }].map(({ id, title }) => [id, title]),
);

function parse() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      stages: { type: 'boolean', default: false },
      only: { type: 'string' },
      rows: { type: 'string' },
      runs: { type: 'string' },
      page: { type: 'string', default: join(repository, 'build/web') },
      tspq: { type: 'string', default: join(repository, 'build/native/tspq') },
    },
  });
  const whole = values.only === undefined && values.rows === undefined && !values.stages;
  return {
    quick: values.quick,
    stagesOnly: values.stages,
    stages: values.stages || (whole && !values.quick),
    // The files of other shapes are part of a whole run only.
    shapes: whole && !values.quick,
    list: chosen(everybody, values.only ?? (values.quick ? QUICK : undefined)),
    rows: (values.rows ?? (values.stages ? '1M' : values.quick ? '10k,1M' : '10k,1M,9M')).split(',').map(count),
    // For each of the rows; the last holds for all that follow.
    runs: (values.runs ?? (values.quick ? '3' : '5')).split(',').map(Number),
    page: resolve(values.page),
    tspq: resolve(values.tspq),
  };
}

function count(text) {
  const number = /^\d+[kM]?$/.test(text) ? Number(text.replace('k', '000').replace('M', '000000')) : NaN;
  if (!(number > 0)) throw new Error(`--rows wants numbers such as 10k or 1M: ${text}`);
  return number;
}

/** So that nobody pays for the first reading from disk. */
async function warm(path) {
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) void piece;
}

/** One contestant over one file. A run that fails is a result too. */
async function runOne(one, data, options, places) {
  try {
    if (one.command) return await runOnce(one, data, options);
    const after =
      one.id === 'ours' && data.kind === 'long'
        ? async (page) => ({ anniversary: await moveAnniversary(page), items: await pageLineItems(page) })
        : undefined;
    const run = await dropOnce({
      url: one.url(places),
      probe,
      about: { ours: one.ours === true },
      path: data.path,
      patience: one.patience ?? 300_000,
      after,
    });
    const wrong = one.ours
      ? data.kind === 'long'
        ? scoreDiffers(run.score, data)
        : exportDiffers(run.score, data)
      : one.exact
        ? (run.answer.failed ?? differs(run.answer, data))
        : run.answer.bytes === data.bytes
          ? null
          : `${JSON.stringify(run.answer)}, not ${data.bytes} bytes`;
    const { score, answer, said, ready, answers, ...figures } = run;
    return { ...figures, wrong };
  } catch (problem) {
    return { failed: String(problem?.message ?? problem) };
  }
}

/** All rounds over one file: {id: [run, …]}. `others` are contestants with a file of their own. */
async function rounds(data, list, options, places, count, others = []) {
  await warm(data.path);
  const entries = [...list.map((one) => ({ id: one.id, one, data })), ...others];
  for (const { data: other } of others) await warm(other.path);
  const runs = Object.fromEntries(entries.map(({ id }) => [id, []]));
  for (let round = 0; round < count; round++) {
    process.stderr.write(`  ${data.name}, round ${round + 1} of ${count}:`);
    // Another one begins every time, so that nobody always comes after the same neighbour's mess.
    for (let place = 0; place < entries.length; place++) {
      const { id, one, data: file } = entries[(place + round) % entries.length];
      const run = await runOne(one, file, options, places);
      runs[id].push(run);
      process.stderr.write(` ${id} ${run.failed ? 'failed' : Math.round(run.ms)}${run.wrong ? ' WRONG' : ''}`);
    }
    process.stderr.write('\n');
  }
  return runs;
}

/** What the page weighs on its way to the browser: all that was asked for to show it. */
function weigh(requests, page) {
  const names = new Set(
    requests.map(({ url }) => decodeURIComponent(url.split(/[?#]/)[0]).replace(/^\//, '') || 'index.html'),
  );
  const files = {};
  for (const name of names) {
    try {
      files[name] = brotliCompressSync(readFileSync(join(page, name))).length;
    } catch {
      // Asked for and not there: weighs nothing.
    }
  }
  return { brotli: Object.values(files).reduce((sum, size) => sum + size, 0), files };
}

function machine() {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0].model,
    cores: cpus().length,
    memory: totalmem(),
    system: `Linux ${release()}`,
    node: process.version,
    chromium: execFileSync(findChromium(), ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim(),
  };
}

function show(size) {
  console.log(
    [sizeTable(size, titles), pageTable(size)]
      .filter(Boolean)
      .map((text) => `\n${text}`)
      .join('\n'),
    '\n',
  );
}

async function main() {
  const options = parse();
  mkdirSync(folder, { recursive: true });
  const places = await serveAll(options.page);
  const result = {
    machine: machine(),
    quick: options.quick,
    sizes: {},
    shapes: {},
    missing: ['a reader of the class of zsv: none is at hand as a package'],
  };
  const ours = options.list.find(({ id }) => id === 'ours');
  // After every part, so that a run that is broken off leaves what it had.
  const write = () => {
    const largest = Object.values(result.sizes)
      .filter(({ runs }) => runs.ours)
      .sort((a, b) => b.rows - a.rows)[0];
    result.goals = judge({ ...result, largest });
    writeFileSync(join(folder, options.stagesOnly ? 'stages.json' : 'result.json'), JSON.stringify(result, null, 1));
    if (ours && !options.stagesOnly) writeFileSync(join(folder, 'result.md'), markdown(result, titles));
  };
  try {
    for (const [place, rows] of options.stagesOnly ? [] : options.rows.entries()) {
      const data = { ...longFile(rows), kind: 'long' };
      const list = options.list.filter(
        ({ most, group }) => (!most || rows <= most) && (group !== 'native' || rows >= 1_000_000),
      );
      const others =
        ours && !options.quick && rows >= 1_000_000
          ? [
              {
                id: 'ours-shuffled',
                one: { ...ours, id: 'ours-shuffled' },
                data: { ...shuffledFile(rows), kind: 'long' },
              },
            ]
          : [];
      const runs = await rounds(data, list, options, places, options.runs[place] ?? options.runs.at(-1), others);
      const { name, bytes, ids } = data;
      result.sizes[name.replace('long-', '')] = { name: `${name}.csv`, rows, bytes, ids, runs };
      if (ours) result.weight ??= weigh(places.requests, options.page);
      write();
      show(result.sizes[name.replace('long-', '')]);
    }
    for (const kind of options.shapes ? ['surveys', 'courseware'] : []) {
      const data = { ...exportFile(kind, 1_000_000), kind };
      const runs = await rounds(
        data,
        options.list.filter(({ id }) => BESIDE_SHAPES.includes(id)),
        options,
        places,
        options.runs.at(-1),
      );
      result.shapes[kind] = { name: `${data.name}.csv`, rows: data.rows, bytes: data.bytes, runs };
      write();
      show(result.shapes[kind]);
    }
    if (options.stages) {
      const data = longFile(options.rows.at(-1));
      await warm(data.path);
      result.stages = {
        name: `${data.name}.csv`,
        worker: await profileWorker(`${places.page}#/?on=${ANNIVERSARY}`, data),
        core: sampleCore(data),
      };
      write();
      console.log(`\nWhere the time goes, ${data.name}.csv\n${stagesText(result.stages)}\n`);
    }
  } finally {
    await places.close();
  }
  if (options.stagesOnly) return;
  if (ours) console.log(goalTable(result.goals));
  for (const what of result.missing) console.log(`Not compared: ${what}.`);
  const { date, cpu, cores, chromium, node } = result.machine;
  console.log(
    `${date}, ${cores} cores of ${cpu}, ${chromium}, Node ${node}. Ratios are medians of those within each round. All figures: build/bench/result.json`,
  );
}

await main().catch((problem) => {
  console.error(`bench: ${problem.message}`);
  process.exitCode = 1;
});
