// The two faces of the core the tests compare: the command line program and the WebAssembly module, driven in the same
// way.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCatalogue } from '../cases/oracle.mjs';

export const repository = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The program under test: build/native/tspq, or the one the environment variable TSPQ names (such as the sanitized
 * one).
 */
export const program = resolve(process.env.TSPQ ?? join(repository, 'build/native/tspq'));

export const catalogue = readCatalogue(readFileSync(join(repository, 'core/data/catalogue.csv')));

/** Runs tspq: {status, out, err, bytes}. */
export function tspq(args, { cwd, input } = {}) {
  if (!existsSync(program))
    throw new Error(`${program} is missing. Build it first: cmake --preset native && cmake --build --preset native`);
  const done = spawnSync(program, args, { cwd, input, maxBuffer: 1 << 30 });
  if (done.error) throw done.error;
  if (done.signal) throw new Error(`tspq ${args.join(' ')} ended by ${done.signal}\n${done.stderr}`);
  return {
    status: done.status,
    out: done.stdout.toString('utf8'),
    err: done.stderr.toString('utf8'),
    bytes: done.stdout,
  };
}

/** A temporary folder with these files ({name, bytes or text}) in it while `use(folder, names)` runs. */
export function withFiles(files, use) {
  const folder = mkdtempSync(join(tmpdir(), 'tspq-test-'));
  try {
    for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
    return use(
      folder,
      files.map(({ name }) => name),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A case's settings as command line options; `choices` go through a file in the folder. */
export function optionsOf(settings, folder) {
  const options = ['--anniversary', settings.anniversary];
  if (settings.window) options.push('--window', settings.window);
  for (const id of settings.org ?? []) options.push('--org', id);
  if (settings['require-eligible-mct']) options.push('--require-eligible-mct', settings['require-eligible-mct']);
  if (settings['date-order']) options.push('--date-order', settings['date-order']);
  if (settings.choices) {
    writeFileSync(join(folder, 'choices.json'), JSON.stringify(settings.choices));
    options.push('--choices', 'choices.json');
  }
  return options;
}

/**
 * Settings whose `columns` (a file's name and what a person says of its columns) became choices under the fingerprint
 * of that file's header, which only the program knows; for the oracle the header itself is kept beside it.
 */
export function withFingerprints(files, settings) {
  if (!settings.columns) return settings;
  const choices = { ...settings.choices, columns: {} };
  const matched = settings.columns.map(({ file, choice }) => {
    const inspected = withFiles(
      files.filter(({ name }) => name === file),
      (cwd) => JSON.parse(tspq(['inspect', file], { cwd }).out),
    );
    const { fingerprint, header } = inspected.files[0];
    choices.columns[fingerprint] = choice;
    return JSON.parse(Buffer.from(JSON.stringify({ header, choice }), 'utf8').toString('latin1')); // the oracle reads one character a byte
  });
  return { ...settings, choices, matched };
}

/** The same settings as the setup text of the WebAssembly face. */
export function setupOf(settings) {
  const choices = { ...settings.choices };
  if (settings.org?.length) choices.org_ids = settings.org;
  if (settings['require-eligible-mct']) choices.require_eligible_mct = [settings['require-eligible-mct']];
  if (settings['date-order']) choices.date_order = { '*': settings['date-order'] };
  return JSON.stringify({ choices });
}

/** The same settings for the oracle. */
export function oracleInput(files, settings) {
  return {
    files,
    anniversary: settings.anniversary,
    window: settings.window,
    orgs: settings.org?.length ? settings.org : settings.choices?.org_ids,
    eligibleMct:
      settings['require-eligible-mct'] === 'courseware' ||
      (settings.choices?.require_eligible_mct ?? []).includes('courseware'),
    dateOrder: settings['date-order'] ? { '*': settings['date-order'] } : settings.choices?.date_order,
    categories: settings.choices?.categories,
    areas: settings.choices?.areas,
    cells: settings.choices?.cells,
    kinds: settings.choices?.kind,
    columns: settings.matched,
    catalogue,
  };
}

const wasmFolder = join(repository, 'build/wasm');

/** The module's bytes: those every browser with SIMD instructions takes, or those for the others. */
export const moduleBytes = ({ scalar = false } = {}) =>
  readFileSync(join(wasmFolder, scalar ? 'scalar' : '', 'tspq-core.wasm'));

/** A fresh WebAssembly module. */
export async function loadCore(which) {
  const glue = join(wasmFolder, 'tspq-core.js');
  if (!existsSync(glue))
    throw new Error(`${glue} is missing. Build it first: cmake --preset wasm && cmake --build --preset wasm`);
  const createTspqCore = createRequire(import.meta.url)(glue);
  return createTspqCore({ wasmBinary: moduleBytes(which) });
}

export const MOST = 1 << 20; // bytes the face takes at once

/** Puts bytes through `take(n)` in pieces of `chunk`, by way of the module's own buffer. */
export function pour(calculator, bytes, chunk, take) {
  for (let at = 0; at < bytes.length; at += chunk) {
    const piece = bytes.subarray(at, Math.min(at + chunk, bytes.length));
    calculator.room(piece.length).set(piece);
    take(piece.length);
  }
}

/** Reads one file into a Calculator, again when it asks for it; returns the answer of the last endFile. */
export function readFile(calculator, { name, bytes }, chunk = MOST) {
  for (let times = 1; ; times++) {
    calculator.beginFile(name, bytes.length);
    pour(calculator, bytes, chunk, (n) => calculator.feed(n));
    const answer = JSON.parse(calculator.endFile(true));
    if (!answer.again) return answer;
    if (times === 3) throw new Error(`${name}: the core asked for the file a third time again`);
  }
}

/** A Calculator that has read these files, for `use(calculator)`; it is deleted afterwards. */
export function withCalculator(core, files, settings, chunk, use) {
  const calculator = new core.Calculator(setupOf(settings));
  try {
    if (calculator.problem() !== '') throw new Error(calculator.problem());
    for (const file of files) readFile(calculator, file, chunk);
    return use(calculator);
  } finally {
    calculator.delete();
  }
}

/** The score text of these files by way of WebAssembly. */
export function scoreByWasm(core, files, settings, chunk = MOST) {
  return withCalculator(core, files, settings, chunk, (calculator) =>
    calculator.score(settings.anniversary, settings.window ?? 'completed-months'),
  );
}

/** All rows of these files as one download. */
export function download(core, files, settings, chunk = MOST) {
  return withCalculator(core, files, settings, MOST, (calculator) => rowsOf(calculator, files, settings, chunk));
}

/** The same of a Calculator that has read these files. */
export function rowsOf(calculator, files, settings, chunk = MOST) {
  const pieces = [calculator.beginRows(settings.anniversary, settings.window ?? 'completed-months', '{}')];
  files.forEach(({ bytes }, i) => {
    if (!calculator.beginRowsOf(i)) return;
    pour(calculator, bytes, chunk, (n) => pieces.push(calculator.feedRows(n)));
    pieces.push(calculator.endRowsOf());
  });
  return new Uint8Array(Buffer.concat(pieces));
}
