// The page from its downloads: opened from disk in real browsers, as by double-click.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { comparable, sampleDate, samplePaths, scoreOf, screenOf } from '../browser/support/expected.mjs';
import { listenForLeaks } from '../browser/support/listener.mjs';
import { scratch } from '../browser/support/scratch.mjs';
import { fromHost, latin1 } from '../browser/support/site.mjs';
import { becomes, grace } from '../browser/support/wait.mjs';
import { openBrowser } from './engines.mjs';
import { pageArchive, singleFile, unpacked } from './downloads.mjs';

/** A folder whose name has what people put into names. */
const FOLDER = 'Prüfung #1 100 %';

function copyOfSingleFile() {
  const folder = join(scratch('single'), FOLDER);
  mkdirSync(folder);
  cpSync(singleFile(), join(folder, basename(singleFile())));
  return join(folder, basename(singleFile()));
}

const pages = {
  'the single file': copyOfSingleFile(),
  'the unpacked folder': join(unpacked(pageArchive(), FOLDER), 'index.html'),
};

/** A page's policy: its directives with their sources. */
function policyOf(path) {
  const html = readFileSync(path, 'utf8');
  const [, policy] =
    /<head>\s*<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html) ??
    assert.fail(`${path} has no policy at its head’s beginning`);
  return new Map(
    policy
      .split(';')
      .map((directive) => directive.trim().split(/\s+/))
      .map(([name, ...sources]) => [name, sources]),
  );
}

describe('the single file', () => {
  const html = readFileSync(singleFile(), 'utf8');

  test('has the page’s policy, with hashes where that has places', () => {
    const folder = policyOf(pages['the unpacked folder']);
    const single = policyOf(singleFile());
    assert.deepEqual([...single.keys()], [...folder.keys()]);
    for (const [name, sources] of folder) {
      const others = single.get(name).filter((source) => !/^'sha256-[\w+/]{43}='$/.test(source));
      const kept = sources.filter((source) => source !== "'self'");
      assert.deepEqual(others, kept.length > 0 || single.get(name).length > others.length ? kept : ["'none'"], name);
    }
    assert.equal(
      single.get('script-src').filter((source) => source.startsWith("'sha256-")).length,
      (html.match(/<script>/g) ?? []).length,
    );
  });

  test('refers to nothing outside itself', () => {
    const markup = html.replace(/<script>[^]*?<\/script>|<style>[^]*?<\/style>|<!--[^]*?-->/g, '');
    const places = [...markup.matchAll(/\b(?:href|src|srcset|action|data)\s*=\s*"([^"]*)"/g)].map(([, place]) => place);
    assert.deepEqual(
      places.filter((place) => !place.startsWith('data:') && !place.startsWith('#')),
      [],
    );
  });
});

for (const kind of ['chromium', 'firefox']) {
  describe(`from disk in ${kind}`, () => {
    let browser;
    let listener;
    before(async () => {
      listener = await listenForLeaks();
      browser = await openBrowser(kind);
    });
    after(async () => {
      await browser?.close();
      await listener?.close();
    });

    for (const [what, path] of Object.entries(pages)) {
      test(`${what} scores the sample files as the command line does, with a silent console and no request`, async () => {
        const tab = await browser.open(pathToFileURL(path).href);
        assert.ok(tab.page.url().startsWith('file:'));
        await tab.choose(samplePaths);
        await tab.atRest(samplePaths.length);
        const score = scoreOf(samplePaths, sampleDate);
        await tab.page.evaluate((date) => {
          location.hash = `#/?on=${date}&window=completed-months`;
        }, sampleDate);
        await becomes(async () => comparable(await tab.screen()), screenOf(score));
        const elsewhere = tab.requests.filter((url) => !/^(file|blob|data):/.test(url));
        assert.deepEqual(elsewhere, []);
        assert.deepEqual(tab.console, []);
      });

      test(`${what} makes its sample itself, which scores as the sample files do`, async () => {
        const tab = await browser.open(pathToFileURL(path).href);
        await tab.press('Try with sample data (2,250 rows)');
        await becomes(async () => comparable(await tab.screen()), screenOf(scoreOf(samplePaths, sampleDate)));
        assert.deepEqual(tab.console, []);
      });

      test(`${what} is bound by its policy: no request gets out and no foreign script runs`, async () => {
        const tab = await browser.open(pathToFileURL(path).href);
        const url = listener.url('out');
        await tab.page.evaluate((url) => {
          // Not by the driver's own evaluation, which enjoys liberties that a page's script does not have.
          setTimeout(() => {
            const refused = (globalThis.refusals = []);
            document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
              refused.push(effectiveDirective),
            );
            fetch(url).catch(() => {});
            new Image().src = url;
            const script = document.createElement('script');
            script.append('globalThis.foreign = true');
            document.body.append(script);
            const style = document.createElement('style');
            style.append('body { outline: 1px solid }');
            document.body.append(style);
          });
        }, url);
        await becomes(
          () =>
            tab.page.evaluate(() =>
              ['connect-src', 'img-src', 'style-src-elem'].filter((name) => !globalThis.refusals?.includes(name)),
            ),
          [],
        );
        await grace();
        assert.equal(await tab.page.evaluate(() => globalThis.foreign), undefined);
        assert.deepEqual(listener.heard, { connections: 0, requests: [], datagrams: 0 });
      });
    }

    test('the single file scores the same on a host that says it is Latin-1', async () => {
      const host = await fromHost(latin1, dirname(pages['the single file']));
      try {
        const tab = await browser.open(`${host.url}${basename(singleFile())}#/?on=${sampleDate}`);
        await tab.choose(samplePaths);
        await becomes(async () => comparable(await tab.screen()), screenOf(scoreOf(samplePaths, sampleDate)));
      } finally {
        await host.close();
      }
    });
  });
}
