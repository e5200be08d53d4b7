// A browser that all suites of a test file use one after the other: starting one takes seconds.

import { after } from 'node:test';
import { startBrowser } from './browser.mjs';

const started = new Map();

// Here, outside of any suite, it belongs to the whole file.
after(() => Promise.all([...started.values()].map(async (browser) => (await browser).close())));

/** The same browser for the same wishes. It ends with the file, so its close() does nothing. */
export async function sharedBrowser(options = {}) {
  const key = JSON.stringify(options);
  if (!started.has(key)) started.set(key, startBrowser(options));
  return { ...(await started.get(key)), close: async () => {} };
}
