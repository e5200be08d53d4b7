// Whole processes: time from their start to their end, with the most memory they held.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANNIVERSARY, repository } from './data.mjs';
import { differs, scoreDiffers } from './check.mjs';
import { processorTime } from './memory.mjs';

const script = (name) => join(repository, 'tools/benchmark/native', `${name}.mjs`);
const viaNode = (name) => ({
  command: (path) => [process.execPath, script(name), path],
  read: (text) => JSON.parse(text),
  wrong: (answer, data) => differs(answer.areas, data),
});

export const natively = [
  {
    id: 'tspq-score',
    title: 'tspq score',
    group: 'native',
    command: (path, { tspq }) => [tspq, 'score', path, '--anniversary', ANNIVERSARY, '--json'],
    read: (text) => ({ score: JSON.parse(text) }),
    wrong: (answer, data) => scoreDiffers(answer.score, data),
  },
  { id: 'duckdb-native', title: 'DuckDB', group: 'native', ...viaNode('duckdb') },
  { id: 'polars-native', title: 'polars, streaming', group: 'native', ...viaNode('polars') },
];

/**
 * The most memory a process held, as the system keeps it; it is gone with the process, so it is asked for while that
 * runs.
 */
function mostMemory(pid) {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/**
 * {ms, cpu, memory, wrong, inside}: one process over one file. Memory and processor time are those last seen, some
 * milliseconds before its end.
 */
export async function runOnce(one, data, options) {
  const [command, ...args] = one.command(data.path, options);
  if (command.includes('/') && !existsSync(command)) throw new Error(`${command} is not there`);
  const began = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let memory = 0;
  let cpu = 0;
  const timer = setInterval(() => {
    memory = Math.max(memory, mostMemory(child.pid));
    cpu = Math.max(cpu, processorTime(child.pid));
  }, 10);
  const said = { out: [], err: [] };
  child.stdout.on('data', (piece) => said.out.push(piece));
  child.stderr.on('data', (piece) => said.err.push(piece));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve)).finally(() =>
    clearInterval(timer),
  );
  const ms = performance.now() - began;
  const text = Buffer.concat(said.out).toString();
  // tspq ends with 1 when the partner does not qualify.
  if (text === '' || code > 1)
    throw new Error(`${one.id} ended with ${code}: ${Buffer.concat(said.err).toString().slice(0, 300)}`);
  const answer = one.read(text);
  return { ms, cpu, memory, inside: answer.inside, wrong: one.wrong(answer, data) };
}
