// The page on hosts that say of its files what is not so, or let browsers keep them.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { kinds } from './support/browser.mjs';
import { comparable, sampleDate, samplePaths, scoreOf, screenOf } from './support/expected.mjs';
import { scratch } from './support/scratch.mjs';
import { pageIn } from './support/shared.mjs';
import { fromHost, latin1, latin1Documents, overHttp, pageFolder } from './support/site.mjs';
import { becomes } from './support/wait.mjs';

const HASH = `#/?on=${sampleDate}`;

for (const kind of kinds) {
  for (const [what, headersOf] of Object.entries({ 'every file': latin1, documents: latin1Documents })) {
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

/**
 * How the page stands there without its script: what is said of it below its empty middle, and how well that is to be
 * seen. Runs in the page.
 */
function standIn() {
  const { display, opacity } = getComputedStyle(document.querySelector('main + p'));
  return { said: document.querySelector('main + p').textContent, display, opacity };
}
const SAID =
  'A part of this page did not arrive. Reload the page. If that does not help, a file is missing where it is kept, or its address needs a slash at the end.';

const withoutScript = () => {
  const folder = scratch('without-script');
  cpSync(pageFolder, folder, { recursive: true });
  rmSync(join(folder, 'tspq.js'));
  return overHttp(folder);
};
/** Such a host has browsers refuse what is not called by its type. */
const refused = (ending) => ({
  'Content-Type': ending === '.html' ? 'text/html' : 'text/plain',
  'X-Content-Type-Options': 'nosniff',
});

for (const kind of kinds) {
  describe(`a page whose script does not come in ${kind}`, () => {
    const page = pageIn({ kind, from: withoutScript });

    test('says so, but not while it may still be on its way', async () => {
      const tab = await page.open('', { ready: false });
      assert.deepEqual(await tab.page.evaluate(standIn), { said: SAID, display: 'flex', opacity: '0' });
      await tab.page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
      const top = await tab.page.$eval('main + p', (words) => words.getBoundingClientRect().top);
      assert.ok(top < 150, `it stands at ${top}, far below the head`);
      assert.deepEqual(await tab.page.evaluate(standIn), { said: SAID, display: 'flex', opacity: '1' });
    });
  });

  describe(`a page whose scripts and style are refused in ${kind}`, () => {
    const page = pageIn({ kind, from: () => fromHost(refused) });

    test('says so', async () => {
      const tab = await page.open('', { ready: false });
      assert.deepEqual(await tab.page.evaluate(standIn), { said: SAID, display: 'block', opacity: '1' });
    });
  });

  describe(`a page that is whole in ${kind}`, () => {
    const page = pageIn({ kind });

    test('says nothing of that', async () => {
      const tab = await page.open();
      assert.equal((await tab.page.evaluate(standIn)).display, 'none');
    });

    // The driver of the other cannot switch them off.
    if (kind === 'chromium')
      test('says only that it needs scripts where they are switched off', async () => {
        const tab = await page.open('', { scripts: false, ready: false });
        assert.equal((await tab.page.evaluate(standIn)).display, 'none');
        assert.match(await tab.page.evaluate(() => document.body.innerText), /needs JavaScript/);
      });
  });
}

test('every script and style has its content in its address, so that after an update no browser takes the one of before for it', () => {
  const read = (name) => readFileSync(join(pageFolder, name));
  const inPage = [
    ...read('index.html')
      .toString()
      .matchAll(/ (?:src|href)="([^"]+\.(?:js|css)[^"]*)"/g),
  ].map(([, address]) => address);
  const inScript = [
    ...read('tspq-worker.js')
      .toString()
      .matchAll(/"(tspq-core-wasm-scalar\.js[^"]*)"/g),
  ].map(([, address]) => address);
  const names = [
    'tspq-worker.js',
    'styles.css',
    'tspq-core-wasm.js',
    'tspq.js',
    'tspq-sample.js',
    'tspq-core-wasm-scalar.js',
  ];
  assert.deepEqual(
    [...inPage, ...new Set(inScript)],
    names.map((name) => `${name}?${createHash('sha256').update(read(name)).digest('hex').slice(0, 6)}`),
  );
});
