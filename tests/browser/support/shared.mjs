// A browser that all suites of a test file use one after the other: starting one takes seconds.

import { after, before } from 'node:test';
import { startBrowser } from './browser.mjs';
import { overHttp } from './site.mjs';

const started = new Map();

// Here, outside of any suite, it belongs to the whole file.
after(() => Promise.all([...started.values()].map(async (browser) => (await browser).close())));

/** The same browser for the same wishes. It ends with the file, so its close() does nothing. */
export async function sharedBrowser(options = {}) {
  const key = JSON.stringify(options);
  if (!started.has(key)) started.set(key, startBrowser(options));
  return { ...(await started.get(key)), close: async () => {} };
}

/** For the suite that calls it: the page over http in such a browser, as a function that opens it at a place (`#/…`) in a tab of its own. */
export function openOverHttp(kind) {
  let site;
  let browser;
  before(async () => {
    site = await overHttp();
    browser = await sharedBrowser({ kind });
  });
  after(() => site?.close());
  return (hash, options) => browser.open(site.url + hash, options);
}
