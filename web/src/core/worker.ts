/**
 * The worker: holds the core and answers the page's calls one after the other.
 *
 * It is started from a Blob, so that it inherits the page's rule that nothing
 * may be fetched; the core comes with the first call.
 */

import createTspqCore, { type Calculator, type Core } from 'tspq-core';
import type { Found, Item } from '../items';
import type { Details, FileReading, Outlook, Problem, Score } from '../score';
import type { Calls, FileInCore, FromWorker, Result, ToWorker, When } from './messages';
import { readBytes } from './reading';
import { warmUp } from './warm-up';

/** While there is work, the page hears from us at least this often. */
const HEARTBEAT_MS = 500;
/** Progress is reported no more often than this. */
const PROGRESS_MS = 100;
/** Finished output is handed to the browser in pieces of this size, which it may keep on disk. */
const PIECE = 16 << 20;
/** Parts of files are handed to the core in pieces of this size. */
const SLICE = 1 << 20;
/** Larger files are not hashed: all their bytes would have to be in memory at once. */
const MOST_TO_HASH = 256 << 20;

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
};

// The page's policy, which holds here too, lets two names make trusted text. Both are taken at once, for nothing, so
// that no code could.
const { trustedTypes } = self as { trustedTypes?: { createPolicy(name: string, rules: object): unknown } };
for (const name of ['lit-html', 'core-worker']) trustedTypes?.createPolicy(name, {});

let core: Core | null = null;
let calculator: Calculator | null = null;
/** How many files the calculator has read. */
let filesRead = 0;
/** How often the calculator was made anew. */
let resets = 0;
let stopping = false;

let queue: Promise<void> = Promise.resolve();
let waiting = 0;
let heartbeat: ReturnType<typeof setInterval> | undefined;

scope.onmessage = ({ data }) => {
  if (data.call === 'ping') return scope.postMessage({ alive: true });
  if (data.call === 'stop') {
    stopping = true;
    return;
  }
  if (waiting++ === 0) heartbeat = setInterval(() => scope.postMessage({ alive: true }), HEARTBEAT_MS);
  queue = queue
    .then(() => perform(data))
    .then(() => {
      if (--waiting === 0) clearInterval(heartbeat);
    });
};

scope.postMessage({ alive: true });

async function perform(request: Extract<ToWorker, { id: number }>): Promise<void> {
  const { id } = request;
  try {
    scope.postMessage({ id, answer: await answerTo(request) });
  } catch (problem) {
    // A mistake in the question leaves the core sound. Anything else (memory used up, an abort) leaves it in an unknown
    // state: the page then starts another.
    scope.postMessage({
      id,
      failed: problem instanceof Error ? problem.message : String(problem),
      fatal: !(problem instanceof Refused),
    });
  }
}

/** A call that could not be answered, with the sentence that says why. */
class Refused extends Error {}

async function answerTo(request: Extract<ToWorker, { id: number }>): Promise<unknown> {
  switch (request.call) {
    case 'start':
      return start(request.ask);
    case 'reset':
      return reset(request.ask);
    case 'check':
      return check(request.ask);
    case 'read':
      return read(request.id, request.ask);
    case 'answer':
      return answer(request.ask);
    case 'details':
      return details(request.ask);
    case 'rows':
      return rows(request.ask);
    case 'items':
      return items(request.ask);
    case 'warm':
      return core && warmUp(core, () => waiting > 1);
    case 'fingerprint':
      return fingerprint(request.ask);
  }
}

async function start({ core: compiled }: Calls['start']['ask']): Promise<null> {
  if (compiled === null) throw new Error('The core could not be compiled.');
  const silent = (): void => undefined; // The console stays free of anything that could quote a file.
  core = await new Promise<Core>((resolve, reject) => {
    const instantiateWasm = (
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance) => void,
    ): object => {
      WebAssembly.instantiate(compiled, imports).then(receive).catch(reject);
      return {};
    };
    createTspqCore({ instantiateWasm, print: silent, printErr: silent }).then(resolve, reject);
  });
  reset({ choices: {} });
  return null;
}

function reset({ choices }: Calls['reset']['ask']): Problem | null {
  calculator?.delete();
  calculator = null;
  if (core === null) throw new Error('The core has not been started.');
  calculator = new core.Calculator(JSON.stringify({ choices }));
  filesRead = 0;
  resets++;
  stopping = false;
  return problemOf(calculator);
}

function problemOf(made: Calculator): Problem | null {
  const problem = made.problem();
  return problem === '' ? null : (JSON.parse(problem) as Problem);
}

function check({ choices }: Calls['check']['ask']): Calls['check']['answer'] {
  if (core === null) throw new Error('The core has not been started.');
  const trial = new core.Calculator(JSON.stringify({ choices }));
  const problem = problemOf(trial);
  trial.delete();
  return problem;
}

function current(known: number): Calculator {
  if (calculator === null || known !== filesRead)
    throw new Error('The worker has not read the files the page thinks it has.');
  return calculator;
}

async function read(
  id: number,
  { known, file, name, size, when }: Calls['read']['ask'],
): Promise<Calls['read']['answer']> {
  const target = current(known);
  stopping = false;
  let bytes = 0;
  let reported = performance.now();
  for (;;) {
    target.beginFile(name, size);
    bytes = 0;
    const outcome = await readBytes({
      file,
      size,
      take(chunk) {
        target.room(chunk.byteLength).set(chunk);
        target.feed(chunk.byteLength);
        bytes += chunk.byteLength;
        const now = performance.now();
        if (now - reported >= PROGRESS_MS) {
          reported = now;
          scope.postMessage({ id, bytes, rows: target.rowsSoFar() });
        }
      },
      stopped: () => stopping,
    });
    const reading = JSON.parse(target.endFile(outcome === 'whole')) as FileReading;
    if (reading.again) continue;
    filesRead++;
    if (outcome === 'stopped') return { stopped: true, reading: null };
    return { stopped: false, reading, ...(when && resultFor(target, when)) };
  }
}

function answer({ known, ...when }: Calls['answer']['ask']): Calls['answer']['answer'] {
  return resultFor(current(known), when);
}

function resultFor(source: Calculator, { on, window }: When): Result {
  const score = JSON.parse(source.score(on, window)) as Score;
  return { score, outlook: filesRead > 0 ? (JSON.parse(source.outlook(on, window)) as Outlook) : null };
}

function details({ known, on, window, criteria }: Calls['details']['ask']): Calls['details']['answer'] {
  const source = current(known);
  return Object.fromEntries(
    criteria.map((criterion) => [criterion, JSON.parse(source.details(on, window, criterion)) as Details]),
  );
}

async function rows({ known, on, window, filter, files }: Calls['rows']['ask']): Promise<Blob> {
  const source = current(known);
  const finished: Blob[] = [];
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const put = (bytes: Uint8Array): void => {
    if (bytes.byteLength === 0) return;
    parts.push(bytes as Uint8Array<ArrayBuffer>);
    size += bytes.byteLength;
    if (size < PIECE) return;
    finished.push(new Blob(parts));
    parts = [];
    size = 0;
  };
  put(source.beginRows(on, window, JSON.stringify(filter)));
  for (const wanted of files) {
    if (!source.beginRowsOf(wanted.index)) continue;
    const whole = await readWhole(wanted, source, (n) => put(source.feedRows(n)));
    put(source.endRowsOf());
    if (!whole || source.rowsChanged()) throw new Refused(changed(wanted.file));
  }
  return new Blob([...finished, ...parts], { type: 'text/csv' });
}

/** Reads a file once more, from its first byte to its last; false when it is not what it was. */
async function readWhole({ file, size }: FileInCore, source: Calculator, feed: (n: number) => void): Promise<boolean> {
  const outcome = await readBytes({
    file,
    size,
    take(chunk) {
      source.room(chunk.byteLength).set(chunk);
      feed(chunk.byteLength);
    },
    stopped: () => false,
  });
  return outcome === 'whole';
}

function changed(file: File): string {
  return `${file.name} has changed since it was read, or another program has it open. Save or close it, then drop it again.`;
}

/** The search whose hits the calculator still knows. */
let searched = '';

async function items({
  known,
  on,
  window,
  filter,
  from,
  count,
  files,
}: Calls['items']['ask']): Promise<Calls['items']['answer']> {
  const source = current(known);
  // The hits of a search do not depend on the window, the criterion or the place, only on what the files hold.
  const search = JSON.stringify([known, filter.text, resets]);
  if (filter.text !== '' && search !== searched) {
    source.beginSearch(on, window, filter.text);
    for (const entry of files) {
      if (!source.beginSearchOf(entry.index)) continue;
      const whole = await readWhole(entry, source, (n) => source.feedSearch(n));
      source.endSearchOf();
      if (!whole) throw new Refused(changed(entry.file));
    }
    searched = search;
  }
  const where = source.findRows(on, window, JSON.stringify(filter), from, count);
  if (where === '') throw new Refused('There are no such line items. Choose another criterion or verdict.');
  const { total, reasons, pieces } = JSON.parse(where) as Found;
  const found: Item[] = [];
  for (const [piece, { file: index, from: first, to }] of pieces.entries()) {
    const entry = files.find((candidate) => candidate.index === index);
    if (!entry || !source.beginItems(piece)) continue;
    for (let offset = first; offset < to; offset += SLICE) {
      const bytes = new Uint8Array(await slice(entry.file, offset, Math.min(offset + SLICE, to)));
      source.room(bytes.byteLength).set(bytes);
      source.feedItems(bytes.byteLength);
    }
    found.push(...(JSON.parse(source.endItems()) as Item[]));
  }
  return { total, reasons, from, items: found };
}

async function slice(file: File, from: number, to: number): Promise<ArrayBuffer> {
  try {
    const bytes = await file.slice(from, to).arrayBuffer();
    if (bytes.byteLength === to - from) return bytes;
  } catch {
    // Gone, locked or written to: told below.
  }
  throw new Refused(changed(file));
}

async function fingerprint({ file, size }: Calls['fingerprint']['ask']): Promise<string | null> {
  // The browser's own SHA-256 takes the bytes in one piece, and exists only where the page came over a secure way.
  if (size > MOST_TO_HASH || !globalThis.crypto?.subtle) return null;
  try {
    const bytes = await file.arrayBuffer();
    if (bytes.byteLength !== size) return null;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return null;
  }
}
