// Nothing leaves. The page forbids itself every request once it is open; here every way out is tried from the page and from its worker while a
// second origin listens. That the tries are real shows in a copy of the page without its policy, from which each of them arrives.
//
// Some ways no policy can close: navigating away (a link followed, window.open, location = …), WebRTC, and connecting ahead without sending
// anything (preconnect, dns-prefetch). Of these a test shows that the page's own code takes none; and no other code runs in the page.

import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startBrowser } from './support/browser.mjs';
import { documentChannels, pageChannels, refusedIn, tryChannels, workerChannels } from './support/channels.mjs';
import { sampleDate, samplePaths } from './support/expected.mjs';
import { listenForLeaks } from './support/listener.mjs';
import { scratch } from './support/scratch.mjs';
import { overHttp, pageFolder, places } from './support/site.mjs';
import { becomes, grace } from './support/wait.mjs';

const TITLE = 'Training Services Partner qualification';

/** In every cell, name and id of the files of a session: found anywhere else, it has leaked. */
const MARK = 'Quixotic';

function markedFiles() {
  const folder = scratch();
  const files = {
    [`${MARK} courseware.csv`]: `Redemption date,V ORG ID,Course number,Course type,Achievement code\n2026-06-03,${MARK}1,${MARK}2,Advanced,${MARK}3\n2026-06-04,${MARK}1,${MARK}2,${MARK}4,${MARK}5\n`,
    [`${MARK} exams.csv`]: `Purchase date,ORG ID,Exam type,Units\n2026-06-03,${MARK}1,Advanced,${MARK}6\n2026-06-03,${MARK}1,Advanced,7\n`,
    [`${MARK} surveys.csv`]: `Survey ID,Completion date,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n${MARK}8,2026-06-03,Advanced,${MARK}9,5,5,5,5,5,5,5,5,5\n`,
    [`${MARK}.pdf`]: `%PDF-1.7 ${MARK}`,
  };
  return Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
}

/** All a user can do on the page, with files of their own. */
async function session(browser, tab) {
  const [first, ...others] = markedFiles();
  await tab.choose([first]);
  await tab.atRest(1);
  await tab.give(others, 4);
  await tab.setAnniversary('2026-11-30');
  await tab.setMode('exact-days');
  await becomes(tab.hash, '#/?on=2026-11-30&window=exact-days');
  for (const id of ['courseware_completions', 'security/average_response_score']) {
    await tab.details(id);
    await becomes(async () => (await tab.flyout()) !== null, true);
    const { bytes } = await browser.downloaded(() => tab.download('All'));
    assert.ok(bytes.toString('utf8').includes(id.startsWith('security') ? 'tspq_row' : MARK));
    await tab.press('Next criterion');
    await tab.page.goBack();
    await becomes(() => tab.flyout(), null);
  }
  await tab.press(`Remove ${MARK}.pdf`);
  await tab.atRest(3);
}

/** A copy of the page without its policy. */
function unprotectedCopy() {
  const folder = join(scratch('unprotected'), 'page');
  cpSync(pageFolder, folder, { recursive: true });
  const file = join(folder, 'index.html');
  const html = readFileSync(file, 'utf8');
  const open = html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, '');
  assert.notEqual(open, html, 'the page has a policy to take away');
  writeFileSync(file, open);
  return folder;
}

describe('the policy', () => {
  test('stands first in the head, before anything it must hold for, and allows no connection', () => {
    const html = readFileSync(join(pageFolder, 'index.html'), 'utf8');
    const [, policy] = /<head>\s*<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html) ?? assert.fail('no policy at the head’s beginning');
    const rules = Object.fromEntries(policy.split(';').map((rule) => rule.trim().split(/\s+/)).map(([name, ...values]) => [name, values.join(' ')]));
    for (const [name, value] of [
      ['default-src', "'none'"],
      ['connect-src', "'none'"],
      ['form-action', "'none'"],
      ['base-uri', "'none'"],
      ['worker-src', 'blob:'],
      ['require-trusted-types-for', "'script'"],
    ]) assert.equal(rules[name], value, name);
    for (const name of ['script-src', 'style-src', 'img-src']) assert.doesNotMatch(rules[name], /https?:|\*|unsafe-inline|'unsafe-eval'|blob:/, name);
  });
});

for (const { where, open } of places) {
  describe(`privacy on the page opened ${where}`, () => {
    let site;
    let browser;
    let listener;
    before(async () => {
      site = await open();
      browser = await startBrowser();
      listener = await listenForLeaks();
    });
    after(async () => {
      await browser?.close();
      await Promise.all([site?.close(), listener?.close()]);
    });

    /** The page with files in it, as an attacker's script would find it. */
    async function withFiles(url = site.url) {
      const tab = await browser.open(`${url}#/?on=${sampleDate}`);
      await tab.give(samplePaths);
      return tab;
    }

    for (const [from, channels, contextOf] of [
      ['the page', pageChannels, (tab) => tab.page],
      ['its worker', workerChannels, (tab) => tab.worker()],
    ]) {
      test(`from ${from} nothing arrives at another origin, whatever is tried`, async () => {
        const tab = await withFiles();
        const context = await contextOf(tab);
        const paths = await tryChannels(context, channels, 'blocked', listener);
        await becomes(() => refusedIn(context, paths), paths);
        await grace();
        assert.deepEqual(listener.heard, { connections: 0, requests: [], datagrams: 0 });
      });
    }

    test('forms and frames send not a byte to another origin', async () => {
      const own = await listenForLeaks();
      try {
        const tab = await withFiles();
        const paths = await tryChannels(tab.page, documentChannels, 'blocked', own);
        const refused = ['frame-src', ...paths.filter((path) => path.includes('form'))];
        await becomes(() => refusedIn(tab.page, refused), refused);
        await grace();
        assert.deepEqual([own.heard.requests, own.heard.datagrams], [[], 0]);
      } finally {
        await own.close();
      }
    });

    test('WebTransport is refused as well', async () => {
      const tab = await withFiles();
      for (const context of [tab.page, await tab.worker()]) {
        const name = await context.evaluate((url) => new WebTransport(url).ready.catch((problem) => problem.name), listener.url('quic').replace('http:', 'https:'));
        assert.equal(name, 'WebTransportError');
      }
      await grace();
      assert.equal(listener.heard.datagrams, 0);
    });

    test('a whole session asks nothing of anyone, stores nothing and says nothing', async () => {
      const tab = await browser.open(site.url);
      await tab.page.waitForNetworkIdle();
      const [served, requested] = [site.requests.length, tab.requests.length];
      await session(browser, tab);
      await grace();

      // The browser asks for the tab's icon when it likes.
      assert.deepEqual(site.requests.slice(served).filter(({ url }) => !url.endsWith('/icon.svg')), []);
      assert.deepEqual(tab.requests.slice(requested).filter((url) => !/^(blob|data):/.test(url)), []);
      assert.deepEqual(tab.console, []);

      const kept = await tab.page.evaluate(async () => {
        const count = async (ask) => {
          try {
            return (await ask()).length;
          } catch {
            return 0; // not to be had here, as caches from disk
          }
        };
        const names = async (folder) => {
          const found = [];
          for await (const name of (await folder).keys()) found.push(name);
          return found;
        };
        return {
          localStorage: await count(() => localStorage),
          sessionStorage: await count(() => sessionStorage),
          databases: await count(() => indexedDB.databases()),
          caches: await count(() => caches.keys()),
          files: await count(() => names(navigator.storage.getDirectory())),
          serviceWorkers: await count(() => navigator.serviceWorker.getRegistrations()),
          cookies: document.cookie,
          windowName: window.name,
          historyState: JSON.stringify(history.state),
          title: document.title,
        };
      });
      assert.deepEqual(kept, { localStorage: 0, sessionStorage: 0, databases: 0, caches: 0, files: 0, serviceWorkers: 0, cookies: '', windowName: '', historyState: 'null', title: TITLE });
      assert.deepEqual(await browser.browser.cookies(), []);
      assert.equal(await tab.page.evaluate(() => location.href), `${site.url}#/?on=2026-11-30&window=exact-days`);
      assert.deepEqual(browser.leftovers(), []);

      // A reload forgets everything but the settings.
      await tab.reload();
      const { files, overview } = await tab.screen();
      assert.deepEqual([files, overview], [[], null]);
      const words = await tab.page.$eval('html', (html) => html.textContent);
      assert.ok(!words.includes(MARK));
    });
  });
}

describe('privacy, in other ways', () => {
  let site;
  let browser;
  before(async () => {
    site = await overHttp();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test('without the policy each of these tries arrives: the tests above would notice', async () => {
    const [copy, listener] = await Promise.all([overHttp(unprotectedCopy()), listenForLeaks()]);
    try {
      const tab = await browser.open(copy.url);
      await tab.give(samplePaths);
      const paths = [
        ...(await tryChannels(await tab.worker(), workerChannels, 'worker', listener)),
        ...(await tryChannels(tab.page, pageChannels, 'page', listener)),
        ...(await tryChannels(tab.page, documentChannels, 'document', listener)),
      ];
      await becomes(() => paths.filter((path) => !listener.has(path)), [], 'tries that did not arrive');
      assert.ok(listener.heard.connections > 0);
    } finally {
      await Promise.all([copy.close(), listener.close()]);
    }
  });

  test('its own origin is not asked for data either', async () => {
    const tab = await browser.open(site.url);
    await tab.page.waitForNetworkIdle();
    const served = site.requests.length;
    for (const context of [tab.page, await tab.worker()]) {
      const refused = await context.evaluate(async (url) => {
        const fetched = await fetch(`${url}fetch`).then(() => 'sent', () => 'refused');
        const asked = await new Promise((resolve) => {
          const request = new XMLHttpRequest();
          request.onload = () => resolve('sent');
          request.onerror = () => resolve('refused');
          request.open('POST', `${url}xhr`);
          request.send('row');
        });
        return [fetched, asked];
      }, site.url);
      assert.deepEqual(refused, ['refused', 'refused']);
    }
    await tab.page.evaluate((url) => navigator.sendBeacon(`${url}beacon`, 'row'), site.url);
    await grace();
    assert.deepEqual(site.requests.slice(served).filter(({ url }) => !url.endsWith('/icon.svg')), []);
  });

  test('text cannot become markup or script, in the page or in its worker', async () => {
    const tab = await browser.open(site.url);
    const turnedAway = (context, tries) => context.evaluate(`new Promise((resolve) => setTimeout(async () => {
      const passed = [];
      for (const [name, run] of Object.entries({${Object.entries(tries).map(([name, run]) => `${JSON.stringify(name)}: ${run}`).join(', ')}})) {
        try {
          await run();
          passed.push(name);
        } catch {}
      }
      resolve(passed);
    }))`);
    const script = {
      eval: () => eval('1'),
      Function: () => new Function('return 1')(),
      'a worker from text': () => new Worker(URL.createObjectURL(new Blob(['1']))),
      'a policy of its own': () => trustedTypes.createPolicy('another', { createHTML: (text) => text }),
    };
    const markup = {
      'a second policy of a known name': () => trustedTypes.createPolicy('core-worker', { createScriptURL: (text) => text }),
      innerHTML: () => { document.createElement('div').innerHTML = '<b>x</b>'; },
      outerHTML: () => { document.body.appendChild(document.createElement('div')).outerHTML = '<b>x</b>'; },
      insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'),
      setHTMLUnsafe: () => document.createElement('div').setHTMLUnsafe('<b>x</b>'),
      'document.write': () => document.write('<b>x</b>'),
      'a fragment': () => document.createRange().createContextualFragment('<b>x</b>'),
      DOMParser: () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
      'a script’s text': () => { document.createElement('script').text = '1'; },
      'a script’s address': () => { document.createElement('script').src = 'tspq.js'; },
      'a frame’s document': () => { document.createElement('iframe').srcdoc = '<b>x</b>'; },
      'a handler': () => document.body.setAttribute('onclick', 'window.__pwned = 1'),
    };
    assert.deepEqual(await turnedAway(tab.page, { ...script, ...markup }), []);
    assert.deepEqual(await turnedAway(await tab.worker(), { ...script, importScripts: () => importScripts('tspq.js') }), []);
    await tab.page.evaluate(() => { location.href = 'javascript:window.__pwned=2'; });
    await grace();
    assert.equal(await tab.page.evaluate(() => typeof window.__pwned), 'undefined');
  });

  test('the page’s own code takes no way out that a policy cannot close', async () => {
    /** Notes every use of what could send or keep something. Runs before the page’s own scripts. */
    const watch = () => {
      globalThis.used = [];
      const note = (owner, name, harmless = () => false) => {
        const original = owner?.[name];
        if (typeof original !== 'function') return;
        owner[name] = new Proxy(original, {
          apply(target, self, given) {
            if (!harmless(self)) globalThis.used.push(name);
            return Reflect.apply(target, self, given);
          },
          construct(target, given) {
            globalThis.used.push(name);
            return Reflect.construct(target, given);
          },
        });
      };
      for (const name of ['open', 'fetch', 'fetchLater', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'RTCPeerConnection', 'webkitRTCPeerConnection', 'BroadcastChannel', 'SharedWorker', 'Notification', 'importScripts', 'Image']) note(globalThis, name);
      note(globalThis.navigator, 'sendBeacon');
      note(globalThis.navigator.serviceWorker, 'register');
      note(globalThis.IDBFactory?.prototype, 'open');
      note(globalThis.CacheStorage?.prototype, 'open');
      note(globalThis.StorageManager?.prototype, 'getDirectory');
      note(globalThis.Storage?.prototype, 'setItem');
      note(globalThis.Clipboard?.prototype, 'writeText');
      if (!globalThis.document) return;
      note(HTMLFormElement.prototype, 'submit');
      note(HTMLFormElement.prototype, 'requestSubmit');
      // A download is a click on a link to a blob.
      note(HTMLElement.prototype, 'click', (element) => element instanceof HTMLAnchorElement && element.href.startsWith('blob:') && element.download !== '');
      navigation.addEventListener('navigate', (event) => {
        const stays = event.hashChange || new URL(event.destination.url).pathname === location.pathname;
        if (!stays && event.downloadRequest === null) globalThis.used.push(`navigation to ${event.destination.url}`);
      });
      // Elements that load something by being there.
      addEventListener('load', () => {
        new MutationObserver((changes) => {
          for (const { addedNodes } of changes) {
            for (const added of addedNodes) {
              if (!(added instanceof Element)) continue;
              for (const element of [added, ...added.querySelectorAll('*')]) {
                if (/^(link|script|style|img|iframe|object|embed|audio|video|source|form|base|meta|portal)$/.test(element.localName)) globalThis.used.push(`<${element.localName}>`);
                if (element.hasAttribute('href') && element.localName !== 'use') globalThis.used.push(`a link to ${element.getAttribute('href')}`);
              }
            }
          }
        }).observe(document, { subtree: true, childList: true });
      }, { once: true });
    };
    const tab = await browser.open(site.url, { prepare: watch });
    const worker = await tab.worker();
    await worker.evaluate(watch);
    await session(browser, tab);
    const used = (context) => context.evaluate(() => globalThis.used.splice(0));
    assert.deepEqual(await used(tab.page), []);
    assert.deepEqual(await used(worker), []);

    // And the watch does notice.
    await tab.page.evaluate(async () => {
      new RTCPeerConnection().close();
      localStorage.setItem('a', 'b');
      localStorage.clear();
      document.head.append(Object.assign(document.createElement('link'), { rel: 'preconnect', href: 'http://127.0.0.1:9/' }));
      await fetch('.').catch(() => {});
    });
    assert.deepEqual((await used(tab.page)).sort(), ['<link>', 'RTCPeerConnection', 'a link to http://127.0.0.1:9/', 'fetch', 'setItem']);
    await worker.evaluate(() => fetch('http://127.0.0.1:9/').catch(() => {}));
    assert.deepEqual(await used(worker), ['fetch']);
  });

  test('nothing of the files is left in the browser’s own folder after it was closed', async () => {
    const own = await startBrowser();
    let profile;
    try {
      const tab = await own.open(site.url);
      await session(own, tab);
      profile = own.profile;
    } finally {
      await own.close({ keepProfile: true });
    }
    const needles = ['utf8', 'utf16le'].map((encoding) => Buffer.from(`${MARK}3`, encoding));
    const walk = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? walk(join(folder, entry.name)) : entry.isFile() ? [join(folder, entry.name)] : []));
    const files = walk(profile);
    assert.ok(files.length > 10, 'the folder is the browser’s');
    assert.deepEqual(files.filter((file) => needles.some((needle) => readFileSync(file).includes(needle))), []);
  });
});
