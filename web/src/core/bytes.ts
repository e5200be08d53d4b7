/**
 * The core's bytes, compressed (raw deflate). They arrive as base64 in a
 * script of their own, so that nothing has to be fetched.
 */

export function coreBytes(): ArrayBuffer {
  const text = (globalThis as { tspqCoreWasm?: string }).tspqCoreWasm;
  if (text === undefined) throw new Error('The script with the core is missing.');
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes.buffer;
}
