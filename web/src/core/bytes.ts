/**
 * The core's bytes. They arrive as a text in a script of their own, a character
 * for each byte, so that nothing has to be fetched. build.mjs says which bytes
 * a script cannot hold, and what stands in their places.
 */

export interface PackedCore {
  /** Pairs of bytes that have changed places. */
  places: [number, number][];
  text: string;
}

export function unpack({ places, text }: PackedCore): Uint8Array<ArrayBuffer> {
  const byteOf = Uint8Array.from({ length: 256 }, (_, code) => code);
  for (const [one, other] of places) {
    byteOf[one] = other;
    byteOf[other] = one;
  }
  const bytes = new Uint8Array(text.length);
  let codes = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    codes |= code;
    bytes[index] = byteOf[code] as number;
  }
  if (codes > 255)
    throw new Error('The script with the core was not read as UTF-8; its host says it is something else.');
  return bytes;
}
