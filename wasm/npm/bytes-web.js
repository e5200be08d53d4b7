/**
 * Where the modules lie. Each address stands in full, for it is by this form that bundlers know a file that has to come
 * along.
 */
const ADDRESSES = {
  'tspq-core.wasm': () => new URL('./tspq-core.wasm', import.meta.url),
  'tspq-core-scalar.wasm': () => new URL('./tspq-core-scalar.wasm', import.meta.url),
};

/**
 * The bytes of the module in the file of this name, from beside this script: the one request there is. A page that
 * forbids itself requests passes the bytes to loadCore().
 */
export async function wasmBytes(name) {
  const address = ADDRESSES[name]();
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} could not be loaded: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
