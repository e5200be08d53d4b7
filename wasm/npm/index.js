import { wasmBytes } from '#wasm-bytes';
import createTspqCore from './tspq-core.js';

/** How many bytes the module takes at once. */
const MOST = 1 << 20;

export async function loadCore({ wasmBinary, ...options } = {}) {
  return createTspqCore({ ...options, wasmBinary: wasmBinary ?? (await wasmBytes()) });
}

export function readFile(calculator, name, bytes) {
  for (;;) {
    calculator.beginFile(name, bytes.byteLength);
    for (let at = 0; at < bytes.byteLength; at += MOST) {
      const chunk = bytes.subarray(at, at + MOST);
      calculator.room(chunk.byteLength).set(chunk);
      calculator.feed(chunk.byteLength);
    }
    const reading = JSON.parse(calculator.endFile(true));
    if (!reading.again) return reading;
  }
}
