// Where the processor has no SIMD instructions the page starts another core, and shows the same.

import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { comparable, sampleDate, samplePaths, scoreOf, screenOf } from './support/expected.mjs';
import { pageIn } from './support/shared.mjs';
import { places } from './support/site.mjs';
import { becomes } from './support/wait.mjs';

/** An option of Chromium's engine, which only such processors have. Others always have SIMD. */
const skip = process.arch === 'x64' ? false : 'this processor’s SIMD instructions cannot be switched off';
const SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11];

/** Whether the page has asked its host for the other core. */
const fetched = ({ site }) => site.requests.some(({ url }) => /\/tspq-core-wasm-scalar\.js\?/.test(url));

for (const { where, open } of places) {
  describe(`without SIMD instructions the page opened ${where}`, { skip }, () => {
    const page = pageIn({ kind: 'chromium', args: ['--js-flags=--no-enable-sse4-1'], from: open });

    test('shows the same cards', async () => {
      const tab = await page.open(`#/?on=${sampleDate}`);
      assert.equal(
        await tab.page.evaluate((bytes) => WebAssembly.validate(Uint8Array.from(bytes)), SIMD),
        false,
        'SIMD is off',
      );
      await tab.drop(samplePaths);
      await becomes(async () => comparable(await tab.screen()), screenOf(scoreOf(samplePaths, sampleDate)));
      if (where.includes('http')) assert.ok(fetched(page), 'by another core');
    });
  });
}

describe('with SIMD instructions', () => {
  const page = pageIn({ kind: 'chromium' });

  test('the script with the other core is not fetched', async () => {
    await page.open();
    assert.ok(page.site.requests.length > 0);
    assert.ok(!fetched(page));
  });
});
