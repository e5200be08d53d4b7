/**
 * The core's bytes. They arrive as a text in a script of their own, a character
 * for each byte, so that nothing has to be fetched. build.mjs says which bytes
 * a script cannot hold, and what stands in their places.
 */

export interface PackedCore {
  /** Pairs of a character's code and the byte it stands for. Any other character stands for the low 8 bits of its code. */
  places: [number, number][];
  text: string;
}

/** The core's script did not come, which no other worker would mend; the message is a sentence for the user. */
export class CoreMissing extends Error {}

const arrived = (): PackedCore | undefined => (globalThis as { tspqCoreWasm?: PackedCore }).tspqCoreWasm;
export const coreHasArrived = (): boolean => arrived() !== undefined;

/** For the page, which hands it on: unpacking is the worker's. */
export function packedCore(): PackedCore {
  const packed = arrived();
  if (packed === undefined) throw new CoreMissing('A part of this page did not arrive: tspq-core-wasm.js. Reload the page. If that does not help, that file is missing where the page is kept.');
  return packed;
}

export function unpack({ places, text }: PackedCore): Uint8Array<ArrayBuffer> {
  const byteOf = Uint8Array.from({ length: 512 }, (_, code) => code);
  for (const [code, byte] of places) byteOf[code] = byte;
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const byte = byteOf[text.charCodeAt(index)];
    if (byte === undefined) throw new Error('The script with the core was not read as UTF-8; its host says it is something else.');
    bytes[index] = byte;
  }
  return bytes;
}
