// The page on hosts that say of its files what is not so.

import { describe, test } from 'node:test';
import { kinds } from './support/browser.mjs';
import { comparable, sampleDate, samplePaths, scoreOf, screenOf } from './support/expected.mjs';
import { pageIn } from './support/shared.mjs';
import { fromHost, latin1, latin1Documents } from './support/site.mjs';
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
