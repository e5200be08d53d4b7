// Temporary folders. They go when the test process ends, however it ends.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made = new Set();

process.on('exit', () => {
  for (const folder of made) remove(folder);
});

/** A new folder of our own. */
export function scratch(what = 'files') {
  const folder = mkdtempSync(join(tmpdir(), `tspq-${what}-`));
  made.add(folder);
  return folder;
}

/** A browser that has just ended may still be writing its last file: so more than one try. */
export function remove(folder) {
  made.delete(folder);
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  } catch {
    // What cannot be removed is left to the system's own cleaning.
  }
}
