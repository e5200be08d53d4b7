// Where our own time goes, so that the next bottleneck is a figure and not a guess:
//   in the page's worker, by the browser's own profiler: waiting for bytes, copying them, the core;
//   inside the core, by sampling the command line built with debug information: which stage a source file belongs to stands below.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { drop, inFreshBrowser, until } from './browser.mjs';
import { ANNIVERSARY, folder, repository } from './data.mjs';
import { probe } from './probe.mjs';

/** The stage that a source file belongs to. */
const STAGES = [
  ['file digest', /byte_digest\.(cpp|h)$/],
  ['scan (bytes to masks)', /(byte_masks|row_index|row_frame)\.(cpp|h)$/],
  ['fields (records)', /\bcsv\.(cpp|h)$/],
  ['encoding', /text_encoding\.(cpp|h)$/],
  ['facts', /(line_item|column_facts|date|catalogue|choices|export_format)\.(cpp|h)$/],
  ['verdict', /verdict\.(cpp|h)$/],
  ['ids', /(repeats|id_set)\.(cpp|h)$/],
  ['ledger', /ledger\.(cpp|h)$/],
  ['log', /row_log\.(cpp|h)$/],
  ['notes', /row_notes\.(cpp|h)$/],
  ['cards and JSON', /(scorecard|report_json|explain|criterion|window)\.(cpp|h)$/],
  ['set-up', /(rulebook|setup|embedded|json_reader)\.(cpp|h)$/],
  ['between the stages', /scan\.(cpp|h)$/],
];
/** Functions that bring the bytes from disk, of the system's libraries too. */
const READING = /\bfread\b|_IO_file_read|\bread_file\b|__read|\bread\b$/;
/** The core and the command line. */
const OWN = /\/core\/|\/tools\/\w+\.(cpp|h)$/;
/** Small tools that work for whoever calls them. */
const HELPERS = /\/(text|decimal|function_ref|problem|block_list|cell_memo)\.(cpp|h)$/;

const stageOf = (frames) => {
  const own = frames.filter(({ file }) => OWN.test(file));
  if (frames.slice(0, 4).some(({ name }) => READING.test(name))) return 'read bytes';
  const digesting =
    own.slice(0, 3).some(({ name }) => name.includes('Digester')) &&
    !own.some(({ name }) => name.includes('on_record') || name.includes('Repeats'));
  if (digesting) return 'file digest';
  for (const { file } of own) {
    if (HELPERS.test(file)) continue;
    const stage = STAGES.find(([, pattern]) => pattern.test(file));
    return stage ? stage[0] : basename(file);
  }
  return own.length > 0 ? 'small tools' : 'start and end of the process';
};

function buildForSampling() {
  const build = join(folder, 'native');
  const run = (command, ...args) =>
    execFileSync(command, args, { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] });
  mkdirSync(build, { recursive: true });
  run(
    'cmake',
    '-S',
    repository,
    '-B',
    build,
    '-G',
    'Ninja',
    '-DCMAKE_BUILD_TYPE=Release',
    '-DCMAKE_CXX_FLAGS=-g -fno-omit-frame-pointer',
  );
  run('cmake', '--build', build, '--target', 'tspq');
  run(
    'c++',
    '-O2',
    '-shared',
    '-fPIC',
    '-o',
    join(build, 'sampler.so'),
    join(repository, 'tools/benchmark/sampler.cpp'),
    '-ldl',
  );
  return { tspq: join(build, 'tspq'), sampler: join(build, 'sampler.so') };
}

/** {address: [{name, file}, …]} innermost first, functions that were inlined included. */
function resolveAddresses(executable, addresses) {
  const found = new Map();
  const { stdout } = spawnSync('addr2line', ['-a', '-f', '-i', '-C', '-e', executable], {
    input: addresses.join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  let frames = [];
  const lines = stdout.split('\n');
  for (let at = 0; at < lines.length - 1;) {
    if (/^0x[0-9a-f]+$/.test(lines[at])) {
      found.set(lines[at].slice(2).replace(/^0+/, ''), (frames = []));
      at += 1;
    } else {
      frames.push({ name: lines[at], file: (lines[at + 1] ?? '').replace(/:[^:]*$/, '') });
      at += 2;
    }
  }
  return found;
}

/** {stage: part of the time} inside the command line over one file. */
export function sampleCore(data) {
  const { tspq, sampler } = buildForSampling();
  const out = join(folder, 'samples.txt');
  const began = performance.now();
  spawnSync(tspq, ['score', data.path, '--anniversary', ANNIVERSARY, '--json'], {
    env: { ...process.env, LD_PRELOAD: sampler, TSPQ_SAMPLES: out },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ms = performance.now() - began;
  const stacks = readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' '));
  const isAddress = (frame) => /^[0-9a-f]+$/.test(frame);
  const addresses = [...new Set(stacks.flat().filter(isAddress))];
  const resolved = resolveAddresses(tspq, addresses);
  const stages = {};
  const functions = {};
  for (const stack of stacks) {
    const frames = stack.flatMap((frame) =>
      isAddress(frame) ? (resolved.get(frame.replace(/^0+/, '')) ?? []) : [{ name: frame, file: '' }],
    );
    const stage = stageOf(frames);
    stages[stage] = (stages[stage] ?? 0) + 1 / stacks.length;
    const own = frames.find(({ file }) => OWN.test(file));
    const place = own
      ? `${basename(own.file)}: ${own.name.replaceAll('(anonymous namespace)::', '').replace(/\(.*/, '')}`
      : (frames[0]?.name ?? '?');
    functions[place] = (functions[place] ?? 0) + 1 / stacks.length;
  }
  return { ms, samples: stacks.length, stages: sorted(stages), functions: sorted(functions) };
}

const sorted = (parts) => Object.fromEntries(Object.entries(parts).sort(([, a], [, b]) => b - a));

/** {part: ms} in the page's worker while it reads a file: what waits, what copies, what computes. */
export async function profileWorker(url, data) {
  return inFreshBrowser({ url, probe, about: { ours: true } }, async ({ page }) => {
    await until(page, 'globalThis.bench?.ready === true');
    const client = page.workers()[0].client;
    await client.send('Profiler.enable');
    await client.send('Profiler.setSamplingInterval', { interval: 250 });
    await client.send('Profiler.start');
    await drop(page, data.path);
    await until(page, 'globalThis.bench.shown !== undefined', { patience: 300_000 });
    const { profile } = await client.send('Profiler.stop');
    const { dropped, shown } = await page.evaluate('globalThis.bench');
    const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
    const parts = {};
    let all = 0;
    profile.samples.forEach((id, place) => {
      const { functionName, url } = nodes.get(id).callFrame;
      const time = profile.timeDeltas[place];
      const part =
        functionName === '(idle)'
          ? 'waiting for bytes'
          : functionName === '(program)'
            ? 'the browser itself'
            : functionName === '(garbage collector)'
              ? 'garbage collector'
              : url.startsWith('wasm')
                ? 'core'
                : 'script and copying';
      parts[part] = (parts[part] ?? 0) + time / 1000;
      all += time / 1000;
    });
    return { ms: shown - dropped, profiled: all, parts: sorted(parts) };
  });
}

export function stagesText({ worker, core }) {
  const lines = ['In the worker, ms (the profiler itself slows it down):'];
  for (const [part, ms] of Object.entries(worker.parts))
    lines.push(`  ${part.padEnd(32)} ${ms.toFixed(0).padStart(6)}`);
  lines.push(`Inside the core, on the command line (${core.samples} samples):`);
  for (const [stage, part] of Object.entries(core.stages))
    if (part >= 0.002) lines.push(`  ${stage.padEnd(32)} ${(part * 100).toFixed(1).padStart(6)} %`);
  lines.push('The functions with most of it:');
  for (const [name, part] of Object.entries(core.functions).slice(0, 14))
    lines.push(`  ${(part * 100).toFixed(1).padStart(6)} %  ${name}`);
  return lines.join('\n');
}
