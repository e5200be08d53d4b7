/** The bytes of the module in the file of this name, from beside this script: the one request there is. A page that forbids itself requests passes the bytes to loadCore(). */
export async function wasmBytes(name) {
  const address = new URL(name, import.meta.url);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} could not be loaded: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
