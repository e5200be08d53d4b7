// The page on hosts that say of its files what is not so, or let browsers keep them.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { kinds } from './support/browser.mjs';
import { comparable, sampleDate, samplePaths, scoreOf, screenOf } from './support/expected.mjs';
import { pageIn } from './support/shared.mjs';
import { fromHost, latin1, latin1Documents, pageFolder } from './support/site.mjs';
import { becomes } from './support/wait.mjs';

const HASH = `#/?on=${sampleDate}`;

for (const kind of kinds) {
  for (const [what, headersOf] of Object.entries({ 'every file': latin1, 'documents': latin1Documents })) {
    describe(`a host that says Latin-1 of ${what} in ${kind}`, () => {
      const page = pageIn({ kind, from: () => fromHost(headersOf) });

      test('changes no card and no character', async () => {
        const tab = await page.open(HASH);
        await tab.drop(samplePaths);
        await becomes(async () => comparable(await tab.screen()), screenOf(scoreOf(samplePaths, sampleDate)));
      });
    });
  }
}

test('every script and style has its content in its address, so that after an update no browser takes the one of before for it', () => {
  const read = (name) => readFileSync(join(pageFolder, name));
  const inPage = [...read('index.html').toString().matchAll(/ (?:src|href)="([^"]+\.(?:js|css)[^"]*)"/g)].map(([, address]) => address);
  const inScript = [...read('tspq-worker.js').toString().matchAll(/"(tspq-core-wasm-scalar\.js[^"]*)"/g)].map(([, address]) => address);
  const names = ['tspq-worker.js', 'styles.css', 'tspq-core-wasm.js', 'tspq.js', 'tspq-sample.js', 'tspq-core-wasm-scalar.js'];
  assert.deepEqual([...inPage, ...new Set(inScript)], names.map((name) => `${name}?${createHash('sha256').update(read(name)).digest('hex').slice(0, 6)}`));
});
