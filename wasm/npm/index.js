import { wasmBytes } from '#wasm-bytes';
import createTspqCore from './tspq-core.js';

/**
 * A module with nothing but a SIMD instruction in it (i8x16.splat). Where it is not valid, the module without them does
 * the work.
 */
// prettier-ignore
const SIMD = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11);

/** How many bytes the module takes at once. */
const MOST = 1 << 20;

export async function loadCore({ wasmBinary, ...options } = {}) {
  return createTspqCore({
    ...options,
    wasmBinary:
      wasmBinary ?? (await wasmBytes(WebAssembly.validate(SIMD) ? 'tspq-core.wasm' : 'tspq-core-scalar.wasm')),
  });
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
