// Where the processor has no SIMD instructions the page starts another core, and shows the same.

import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { startBrowser } from './support/browser.mjs';
import { comparable, sampleDate, samplePaths, scoreOf, screenOf } from './support/expected.mjs';
import { places } from './support/site.mjs';
import { becomes } from './support/wait.mjs';

/** An option of Chromium's engine, which only such processors have. Others always have SIMD. */
const skip = process.arch === 'x64' ? false : 'this processor’s SIMD instructions cannot be switched off';
const SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11];
const SCALAR = 'tspq-core-wasm-scalar.js';

describe('without SIMD instructions', { skip }, () => {
  for (const { where, open } of places) {
    test(`the page opened ${where} shows the same cards`, async () => {
      const site = await open();
      const browser = await startBrowser({ kind: 'chromium', args: ['--js-flags=--no-enable-sse4-1'] });
      try {
        const tab = await browser.open(`${site.url}#/?on=${sampleDate}`);
        assert.equal(await tab.page.evaluate((bytes) => WebAssembly.validate(Uint8Array.from(bytes)), SIMD), false, 'SIMD is off');
        await tab.drop(samplePaths);
        await becomes(async () => comparable(await tab.screen()), screenOf(scoreOf(samplePaths, sampleDate)));
      } finally {
        await browser.close();
        await site.close();
      }
    });
  }

  test('only there is the script with that core fetched', async () => {
    for (const [args, fetched] of [[[], false], [['--js-flags=--no-enable-sse4-1'], true]]) {
      const site = await places[0].open();
      const browser = await startBrowser({ kind: 'chromium', args });
      try {
        await browser.open(site.url);
        assert.equal(site.requests.some((request) => JSON.stringify(request).includes(SCALAR)), fetched);
      } finally {
        await browser.close();
        await site.close();
      }
    }
  });
});
