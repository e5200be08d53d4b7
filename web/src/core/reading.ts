/**
 * Reads a file's bytes into the core at the speed at which the browser hands
 * them over, and notices when they are not the bytes the user chose.
 *
 *     small file ──▶ in one piece
 *     others     ──▶ a stream ──▶ slices, from where the stream failed
 *
 * Whatever the way, the bytes come in order and at most 1 MiB at a time.
 */

import { Checksum } from './checksum';
import { turn } from './turn';

/** As much as the core takes at once. */
const CHUNK = 1 << 20;
/** A file this small is read whole: starting streams took longer than reading it (10,000 rows, 1.4 MB). */
const SMALL = 4 * CHUNK;
/** What is asked for at once where there are no such streams. */
const SLICE = 16 * CHUNK;
/** A stream that gives nothing for so long is taken to have stalled. */
const STALL_MS = 4000;
/** After working for so long, other events get their turn: a wish to stop, a sign of life. */
const TURN_MS = 40;

export interface Reading {
  file: File;
  /** The size when the file was chosen. */
  size: number;
  /** Takes the next bytes, at most 1 MiB of them; they are only valid during the call. */
  take(bytes: Uint8Array): void;
  /** True once the user does not want the file any more. */
  stopped(): boolean;
}

/** "changed": the bytes could not be read to the end, or are not those the user chose. */
export type Outcome = 'whole' | 'changed' | 'stopped';

export async function readBytes(reading: Reading): Promise<Outcome> {
  const { file, size, stopped } = reading;
  try {
    if (size <= SMALL) takeAll(reading, await file.arrayBuffer(), size);
    else {
      await (WRITES_GO_UNNOTICED ? readTwice(reading) : readPieces(reading));
      // A file that was cut short can end without an error; asking once more for the last byte tells whether it is
      // still there.
      if (!stopped()) mustBe(1, (await file.slice(size - 1, size).arrayBuffer()).byteLength);
    }
    return stopped() ? 'stopped' : 'whole';
  } catch (problem) {
    // Engines report a file that changed, vanished or is locked as a DOMException; anything else is a failure of our
    // own.
    if (problem instanceof DOMException || problem instanceof WrongSize) return 'changed';
    throw problem;
  }
}

class WrongSize extends Error {}

function mustBe(expected: number, found: number): void {
  if (expected !== found) throw new WrongSize();
}

function takeAll({ take, stopped }: Reading, buffer: ArrayBuffer, size: number): void {
  mustBe(size, buffer.byteLength);
  for (let at = 0; at < size && !stopped(); at += CHUNK) take(new Uint8Array(buffer, at, Math.min(CHUNK, size - at)));
}

async function readPieces(reading: Reading): Promise<void> {
  await readSlices(reading, await readStream(reading));
}

/**
 * Firefox gives the bytes of a file that is written to meanwhile as if nothing
 * had happened; the others refuse. No feature tells which sort an engine is.
 */
const WRITES_GO_UNNOTICED = /\bFirefox\//.test(navigator.userAgent);

/** Reads the file, and then once more to see that it is still the same: a mixture of two files must never count. */
async function readTwice(reading: Reading): Promise<void> {
  const taken = new Checksum();
  const found = new Checksum();
  await readPieces({
    ...reading,
    take(bytes) {
      taken.add(bytes);
      reading.take(bytes);
    },
  });
  await readPieces({ ...reading, take: (bytes) => found.add(bytes) });
  if (!reading.stopped()) mustBe(taken.value(), found.value());
}

/** A file being read. */
interface Source {
  /** Kept with the reader, see `held`. */
  stream: ReadableStream<Uint8Array>;
  reader: ReadableStreamBYOBReader;
}

/**
 * Sources being read. A reader known only to the function that awaits it can
 * be collected as garbage while waiting, and then never answers.
 */
const held = new Set<Source>();

/**
 * Reads as far as the stream goes and says how far that was. When it breaks, slices go on from there, and fail in their
 * turn if the file is to blame.
 *
 * The browser's other process reads ahead while the core works on the last chunk. Several streams over consecutive
 * stretches are faster for a reader that does nothing; with a core that works they cost more than they bring: 2.3 s for
 * 1.2 GB against 1.8.
 */
async function readStream({ file, size, take, stopped }: Reading): Promise<number> {
  const source = open(file);
  if (source === null) return 0;
  held.add(source);
  let offset = 0;
  let asked = performance.now();
  // A cancelled reader gives what it still owes at once: nothing. One clock for the whole file, as starting one for
  // each reading took 2 % of its time.
  const watch = setInterval(() => {
    if (performance.now() - asked > STALL_MS) cancel(source);
  }, STALL_MS / 4);
  try {
    // One buffer, used again and again: reading makes no garbage.
    for (let buffer = new ArrayBuffer(CHUNK); offset < size && !stopped(); await turnNowAndThen()) {
      asked = performance.now();
      const bytes = (await source.reader.read(new Uint8Array(buffer)).catch(() => null))?.value;
      if (!bytes?.byteLength) break;
      take(bytes);
      offset += bytes.byteLength;
      buffer = bytes.buffer as ArrayBuffer;
    }
  } finally {
    clearInterval(watch);
    cancel(source);
    held.delete(source);
  }
  return offset;
}

function open(file: File): Source | null {
  try {
    const stream = file.stream();
    return { stream, reader: stream.getReader({ mode: 'byob' }) };
  } catch {
    return null; // Older engines have no such streams.
  }
}

const cancel = ({ reader }: Source): void => void reader.cancel().catch(() => undefined);

async function readSlices({ file, size, take, stopped }: Reading, from: number): Promise<void> {
  for (let offset = from; offset < size && !stopped(); offset += SLICE) {
    const length = Math.min(SLICE, size - offset);
    const slice = await file.slice(offset, offset + length).arrayBuffer();
    mustBe(length, slice.byteLength);
    for (let at = 0; at < length && !stopped(); at += CHUNK) {
      take(new Uint8Array(slice, at, Math.min(CHUNK, length - at)));
      await turnNowAndThen();
    }
  }
}

let lastTurn = 0;

/**
 * Lets other events through now and then. Awaiting a chunk that is there
 * already does not: a fast disk would keep the worker deaf for the whole file.
 */
async function turnNowAndThen(): Promise<void> {
  if (performance.now() - lastTurn < TURN_MS) return;
  await turn();
  lastTurn = performance.now();
}
