import { readFile } from 'node:fs/promises';

/** The bytes of the module in the file of this name, from where the package is installed. */
export const wasmBytes = (name) => readFile(new URL(name, import.meta.url));
