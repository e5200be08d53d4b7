import { readFile } from 'node:fs/promises';

/** The module's bytes, from where the package is installed. */
export const wasmBytes = () => readFile(new URL('./tspq-core.wasm', import.meta.url));
