/**
 * The worker: holds the core and answers the page's calls one after the other.
 *
 * It is started from a Blob, so that it inherits the page's rule that nothing
 * may be fetched; the core's bytes come with the first call.
 */

import createTspqCore, { type Calculator, type Core } from 'tspq-core';
import type { Details, FileReading, Score } from '../score';
import { criterionOrder } from '../words';
import type { Calls, FromWorker, ToWorker } from './messages';
import { readBytes } from './reading';

/** While there is work, the page hears from us at least this often. */
const HEARTBEAT_MS = 500;
/** Progress is reported no more often than this. */
const PROGRESS_MS = 100;
/** Finished output is handed to the browser in pieces of this size, which it may keep on disk. */
const PIECE = 16 << 20;

const scope = self as unknown as { onmessage: ((event: MessageEvent<ToWorker>) => void) | null; postMessage(message: FromWorker): void };

let core: Core | null = null;
let calculator: Calculator | null = null;
/** How many files the calculator has read. */
let filesRead = 0;
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
  queue = queue.then(() => perform(data)).then(() => {
    if (--waiting === 0) clearInterval(heartbeat);
  });
};

async function perform(request: Extract<ToWorker, { id: number }>): Promise<void> {
  const { id } = request;
  try {
    scope.postMessage({ id, answer: await answerTo(request) });
  } catch (problem) {
    // A mistake in the question leaves the core sound. Anything else (memory used up, an abort) leaves it in an unknown state: the page then starts another.
    scope.postMessage({ id, failed: problem instanceof Error ? problem.message : String(problem), fatal: !(problem instanceof Refused) });
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
    case 'read':
      return read(request.id, request.ask);
    case 'answer':
      return answer(request.ask);
    case 'rows':
      return rows(request.ask);
  }
}

async function start({ packed }: Calls['start']['ask']): Promise<null> {
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const wasm = await new Response(unpacked).arrayBuffer();
  const silent = (): void => undefined; // The console stays free of anything that could quote a file.
  core = await createTspqCore({ wasmBinary: new Uint8Array(wasm), print: silent, printErr: silent });
  return reset({ choices: {} });
}

function reset({ choices }: Calls['reset']['ask']): null {
  calculator?.delete();
  calculator = null;
  if (core === null) throw new Error('The core has not been started.');
  calculator = new core.Calculator(JSON.stringify({ choices }));
  filesRead = 0;
  stopping = false;
  return null;
}

function current(known: number): Calculator {
  if (calculator === null || known !== filesRead) throw new Error('The worker has not read the files the page thinks it has.');
  return calculator;
}

async function read(id: number, { known, file, size }: Calls['read']['ask']): Promise<Calls['read']['answer']> {
  const target = current(known);
  stopping = false;
  let bytes = 0;
  let reported = performance.now();
  for (;;) {
    target.beginFile(file.name, size);
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
          scope.postMessage({ id, bytes });
        }
      },
      stopped: () => stopping,
    });
    const reading = JSON.parse(target.endFile(outcome === 'whole')) as FileReading;
    if (outcome === 'stopped') return { stopped: true, reading: null };
    if (reading.again) continue;
    filesRead++;
    return { stopped: false, reading };
  }
}

function answer({ known, on, window }: Calls['answer']['ask']): Calls['answer']['answer'] {
  const source = current(known);
  const score = JSON.parse(source.score(on, window)) as Score;
  const details: Record<string, Details> = {};
  for (const criterion of criterionOrder(score)) details[criterion] = JSON.parse(source.details(on, window, criterion)) as Details;
  return { score, details };
}

async function rows({ known, on, window, criterion, which, files }: Calls['rows']['ask']): Promise<Blob> {
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
  put(source.beginRows(on, window, criterion, which, ''));
  for (const { index, file, size: expected } of files) {
    if (!source.beginRowsOf(index)) continue;
    const outcome = await readBytes({
      file,
      size: expected,
      take(chunk) {
        source.room(chunk.byteLength).set(chunk);
        put(source.feedRows(chunk.byteLength));
      },
      stopped: () => false,
    });
    put(source.endRowsOf());
    if (outcome !== 'whole') throw new Refused(`${file.name} has changed since it was read, or another program has it open. Save or close it, then drop it again.`);
  }
  return new Blob([...finished, ...parts], { type: 'text/csv' });
}
