/**
 * Reads a file's bytes into the core, fast, and notices when they are not the
 * bytes the user chose.
 *
 * One stream that fills the same 1 MiB buffer again and again is the fastest
 * plain way browsers offer. Where it is missing, fails or stalls, slices take
 * over at the byte it came to.
 */

const CHUNK = 1 << 20;
const SLICE = 16 * CHUNK;
/** After working for so long, other events get their turn: a wish to stop, a sign of life. */
const TURN_MS = 40;
/** A stream that gives nothing for so long is taken to have stalled. */
const STALL_MS = 4000;

/**
 * Streams being read. A reader known only to the function that awaits it can
 * be collected as garbage while waiting and then never answers.
 */
const held = new Set<object>();

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
  try {
    const offset = await readStream(reading);
    await readSlices(reading, offset);
    if (reading.stopped()) return 'stopped';
    // A stream of a file that was cut short just ends; asking once more for the last byte tells whether the file is still the same.
    const last = await reading.file.slice(Math.max(0, reading.size - 1), reading.size).arrayBuffer();
    return last.byteLength === Math.min(1, reading.size) && reading.file.size === reading.size ? 'whole' : 'changed';
  } catch (problem) {
    // Engines report a file that changed, vanished or is locked as a DOMException; anything else is a failure of our own.
    if (problem instanceof DOMException || problem instanceof WrongSize) return 'changed';
    throw problem;
  }
}

class WrongSize extends Error {}

/** Reads as far as the stream goes and says how far that was. */
async function readStream({ file, size, take, stopped }: Reading): Promise<number> {
  if (size === 0) return 0;
  const hold: { file: File; stream?: ReadableStream<Uint8Array>; reader?: ReadableStreamBYOBReader } = { file };
  held.add(hold);
  let offset = 0;
  try {
    let buffer = new ArrayBuffer(Math.min(CHUNK, size + 1));
    while (!stopped()) {
      await turn();
      let chunk;
      try {
        hold.stream ??= file.stream();
        hold.reader ??= hold.stream.getReader({ mode: 'byob' });
        chunk = await orStalled(hold.reader.read(new Uint8Array(buffer)));
      } catch {
        // No such stream here, or it broke: slices go on from this byte, and fail in their turn if the file is to blame.
        break;
      }
      if (chunk === null || chunk.value === undefined) break;
      if (chunk.value.byteLength > 0) {
        offset += chunk.value.byteLength;
        if (offset > size) throw new WrongSize();
        take(chunk.value);
      }
      if (chunk.done) break;
      buffer = chunk.value.buffer as ArrayBuffer;
    }
  } finally {
    hold.reader?.cancel().catch(() => undefined);
    held.delete(hold);
  }
  return offset;
}

async function readSlices({ file, size, take, stopped }: Reading, from: number): Promise<void> {
  for (let offset = from; offset < size && !stopped(); ) {
    const slice = new Uint8Array(await file.slice(offset, Math.min(offset + SLICE, size)).arrayBuffer());
    if (slice.byteLength === 0) throw new WrongSize();
    for (let start = 0; start < slice.byteLength && !stopped(); start += CHUNK) {
      take(slice.subarray(start, start + CHUNK));
      await turn();
    }
    offset += slice.byteLength;
  }
}

const channel = new MessageChannel();
let lastTurn = 0;

/**
 * Lets other events through now and then. Awaiting a chunk that is there
 * already does not: a fast disk would keep the worker deaf for the whole file.
 */
async function turn(): Promise<void> {
  if (performance.now() - lastTurn < TURN_MS) return;
  await new Promise<void>((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
  lastTurn = performance.now();
}

/** The answer, or null when none comes for too long. */
async function orStalled<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stalled = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), STALL_MS);
  });
  try {
    return await Promise.race([answer, stalled]);
  } finally {
    clearTimeout(timer);
  }
}
