// Copies a range of a file into WebAssembly memory, from one stream, from several in flight over consecutive pieces,
// read in turn, or by slices.

const BUFFER = 1 << 20;
const PIECE = 8 << 20;
const SLICE = 16 << 20;

const memory = new WebAssembly.Memory({ initial: 64 });
const target = new Uint8Array(memory.buffer, 1 << 20, BUFFER);
/**
 * Lasting references: a reader known only to the function that waits for it can be collected as garbage and then never
 * answers.
 */
const held = new Set();

function open(file, from, to) {
  const slice = file.slice(from, to);
  const stream = slice.stream();
  const reader = stream.getReader({ mode: 'byob' });
  const one = { slice, stream, reader, left: to - from, buffer: new ArrayBuffer(BUFFER) };
  held.add(one);
  one.next = one.reader.read(new Uint8Array(one.buffer));
  return one;
}

async function copy({ file, from, to, streams }) {
  let bytes = 0;
  let opened = from;
  const piece = streams === 1 ? to - from : PIECE;
  const queue = [];
  const fill = () => {
    while (queue.length < streams && opened < to) {
      queue.push(open(file, opened, Math.min(to, opened + piece)));
      opened += piece;
    }
  };
  for (fill(); queue.length > 0; fill()) {
    const one = queue[0];
    for (;;) {
      const { value, done } = await one.next;
      if (value) {
        target.set(value);
        bytes += value.byteLength;
        one.left -= value.byteLength;
      }
      if (done || one.left === 0) break;
      one.next = one.reader.read(new Uint8Array(value.buffer));
    }
    held.delete(one);
    queue.shift();
  }
  return bytes;
}

async function copySlices({ file, from, to }) {
  let bytes = 0;
  for (let at = from; at < to; at += SLICE) {
    const slice = new Uint8Array(await file.slice(at, Math.min(to, at + SLICE)).arrayBuffer());
    for (let start = 0; start < slice.byteLength; start += BUFFER) target.set(slice.subarray(start, start + BUFFER));
    bytes += slice.byteLength;
  }
  return bytes;
}

onmessage = async ({ data }) => postMessage(await (data.streams === 0 ? copySlices(data) : copy(data)));
postMessage('ready');
