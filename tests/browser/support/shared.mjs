// A browser that all suites of a test file use one after the other: starting one takes seconds.

import { after, before } from 'node:test';
import { startBrowser } from './browser.mjs';
import { overHttp } from './site.mjs';

const started = new Map();

// Here, outside of any suite, it belongs to the whole file.
after(() => Promise.all([...started.values()].map(async (browser) => (await browser).close())));

/** The same browser for the same wishes. It ends with the file, so its close() does nothing. */
async function sharedBrowser(options = {}) {
  const key = JSON.stringify(options);
  if (!started.has(key)) started.set(key, startBrowser(options));
  return { ...(await started.get(key)), close: async () => {} };
}

/**
 * The page in such a browser, for all tests of the suite that calls this:
 *     open(hash, options)   opens it at a place (`#/…`) in a tab of its own
 *     site, browser         there once the tests run: where it is opened from, and the browser
 * `from` opens the site, another one than that over http; the rest are wishes for the browser.
 */
export function pageIn({ from = overHttp, ...wishes } = {}) {
  const page = { open: (hash = '', options) => page.browser.open(page.site.url + hash, options) };
  before(async () => {
    page.site = await from();
    page.browser = await sharedBrowser(wishes);
  });
  after(() => page.site?.close());
  return page;
}
