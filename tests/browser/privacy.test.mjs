// Nothing leaves. The page forbids itself every request once it is open; here every way out is tried from the page and
// from its worker while a second origin listens. That the tries are real shows in a copy of the page without its
// policy, from which each of them arrives.
//
// Some ways no policy can close: navigating away (a link followed, window.open, location = …), WebRTC, and connecting
// ahead without sending anything (preconnect, dns-prefetch). Of these a test shows that the page's own code takes none;
// and no other code runs in the page.

import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { kinds, startBrowser } from './support/browser.mjs';
import {
  documentChannels,
  missing,
  nameOf,
  pageChannels,
  told,
  tryInPage,
  tryInWorker,
  workerTools,
} from './support/channels.mjs';
import { sampleDate, samplePaths } from './support/expected.mjs';
import { put, table, unmatched } from './support/files.mjs';
import { startFrame } from './support/kit.mjs';
import { listenForLeaks } from './support/listener.mjs';
import { scratch } from './support/scratch.mjs';
import { pageIn } from './support/shared.mjs';
import { overHttp, pageFolder, places } from './support/site.mjs';
import { matchDate } from './support/states.mjs';
import { becomes, grace, until } from './support/wait.mjs';

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

/** Tries the one way over UDP that has an address. Runs in the page or its worker. */
const transport = (url) =>
  new WebTransport(url).ready.then(
    () => 'open',
    (problem) => problem.constructor.name,
  );

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
    const [, policy] =
      /<head>\s*<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html) ??
      assert.fail('no policy at the head’s beginning');
    const rules = Object.fromEntries(
      policy
        .split(';')
        .map((rule) => rule.trim().split(/\s+/))
        .map(([name, ...values]) => [name, values.join(' ')]),
    );
    assert.deepEqual(rules, {
      'default-src': "'none'",
      'script-src': "'self' 'wasm-unsafe-eval'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      'worker-src': 'blob:',
      'connect-src': "'none'",
      'manifest-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': 'lit-html core-worker',
    });
    assert.match(html, /<meta name="referrer" content="no-referrer" \/>/);
  });
});

for (const { kind, where, open } of kinds.flatMap((kind) => places.map((place) => ({ kind, ...place })))) {
  describe(`privacy on the page opened ${where} in ${kind}`, () => {
    const page = pageIn({ kind, from: open });
    let listener;
    before(async () => {
      listener = await listenForLeaks();
    });
    after(() => listener?.close());

    /** The page with files in it, as an attacker's script would find it. */
    async function withFiles() {
      const tab = await page.open(`#/?on=${sampleDate}`, { tools: [...workerTools, transport] });
      await tab.give(samplePaths);
      return tab;
    }

    for (const [from, attempt] of [
      ['the page', (tab) => tryInPage(tab, pageChannels, 'blocked', listener)],
      ['its worker', (tab) => tryInWorker(tab, 'blocked', listener)],
    ]) {
      test(`from ${from} nothing arrives at another origin, whatever is tried`, async () => {
        const { paths, refused } = await attempt(await withFiles());
        await becomes(() => refused(told(paths, kind)), told(paths, kind));
        await grace(kind === 'firefox' ? 2000 : 300); // Firefox prefetches only when it has nothing else to do
        assert.deepEqual(listener.heard, { connections: 0, requests: [], datagrams: 0 });
      });
    }

    test('forms and frames send not a byte to another origin', async () => {
      const own = await listenForLeaks();
      try {
        const { paths, refused } = await tryInPage(await withFiles(), documentChannels, 'blocked', own);
        const wanted = ['frame-src', ...paths.filter((path) => path.includes('form'))];
        await becomes(() => refused(wanted), wanted);
        await grace();
        assert.deepEqual([own.heard.requests, own.heard.datagrams], [[], 0]);
      } finally {
        await own.close();
      }
    });

    test('WebTransport is refused as well', async () => {
      const tab = await withFiles();
      const url = listener.url('quic').replace('http:', 'https:');
      for (const ask of [(given) => tab.page.evaluate(transport, given), (given) => tab.inWorker(transport, given)])
        assert.equal(await ask(url), 'WebTransportError');
      await grace();
      assert.equal(listener.heard.datagrams, 0);
    });

    test('a whole session asks nothing of anyone, stores nothing and says nothing', async () => {
      const tab = await page.open();
      await tab.page.waitForNetworkIdle();
      const [served, requested] = [page.site.requests.length, tab.requests.length];
      await session(page.browser, tab);
      await grace();

      // The browser asks for the tab's icon when it likes.
      assert.deepEqual(
        page.site.requests.slice(served).filter(({ url }) => !url.endsWith('/icon.svg')),
        [],
      );
      assert.deepEqual(
        tab.requests.slice(requested).filter((url) => !/^(blob|data):/.test(url)),
        [],
      );
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
          historyState: Object.entries(history.state ?? {}).filter(
            ([key, value]) => key !== 'changes' || !Number.isInteger(value),
          ).length, // but for how many settings were changed
          title: document.title,
        };
      });
      assert.deepEqual(kept, {
        localStorage: 0,
        sessionStorage: 0,
        databases: 0,
        caches: 0,
        files: 0,
        serviceWorkers: 0,
        cookies: '',
        windowName: '',
        historyState: 0,
        title: TITLE,
      });
      assert.deepEqual(await page.browser.browser.cookies(), []);
      assert.equal(await tab.page.evaluate(() => location.href), `${page.site.url}#/?on=2026-11-30&window=exact-days`);
      assert.deepEqual(page.browser.leftovers(), []);

      // A reload forgets everything but the settings.
      await tab.reload();
      const { files, overview } = await tab.screen();
      assert.deepEqual([files, overview], [[], null]);
      const words = await tab.page.$eval('html', (html) => html.textContent);
      assert.ok(!words.includes(MARK));
    });
  });
}

/** Asks the page's own host for data. Runs in the page or its worker. */
async function askOwnHost(url) {
  const fetched = await fetch(`${url}fetch`).then(
    () => 'sent',
    () => 'refused',
  );
  const asked = await new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.onload = () => resolve('sent');
    request.onerror = () => resolve('refused');
    request.open('POST', `${url}xhr`);
    request.send('row');
  });
  return [fetched, asked];
}

/** Ways to make text a script, in the page or its worker. */
const SCRIPT = {
  eval: () => eval('1'),
  Function: () => new Function('return 1')(),
  'a worker from text': () => new Worker(URL.createObjectURL(new Blob(['1']))),
  'a policy of its own': () => trustedTypes.createPolicy('another', { createHTML: (text) => text }),
};

/** Ways to make text markup, in the page. */
const MARKUP = {
  'a second policy of a known name': () =>
    trustedTypes.createPolicy('core-worker', { createScriptURL: (text) => text }),
  innerHTML: () => {
    document.createElement('div').innerHTML = '<b>x</b>';
  },
  outerHTML: () => {
    document.body.appendChild(document.createElement('div')).outerHTML = '<b>x</b>';
  },
  insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'),
  setHTMLUnsafe: () => document.createElement('div').setHTMLUnsafe('<b>x</b>'),
  'document.write': () => document.write('<b>x</b>'),
  'a fragment': () => document.createRange().createContextualFragment('<b>x</b>'),
  DOMParser: () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
  'a script’s text': () => {
    document.createElement('script').text = '1';
  },
  'a script’s address': () => {
    document.createElement('script').src = 'tspq.js';
  },
  'a frame’s document': () => {
    document.createElement('iframe').srcdoc = '<b>x</b>';
  },
  'a handler': () => document.body.setAttribute('onclick', 'window.__pwned = 1'),
};

/** The text of a function that tries each of these and gives the names of those that were not refused. */
const passing = (tries) => `() => new Promise((resolve) => setTimeout(async () => {
  const passed = [];
  for (const [name, run] of Object.entries({${Object.entries(tries)
    .map(([name, run]) => `${JSON.stringify(name)}: ${run}`)
    .join(', ')}})) {
    try {
      await run();
      passed.push(name);
    } catch {}
  }
  resolve(passed);
}))`;
const passingInWorker = {
  name: 'passing',
  text: passing({ ...SCRIPT, importScripts: () => importScripts('tspq.js') }),
};

/** Notes every use of what could send or keep something. Runs before the scripts of the page, and in its worker. */
function watch() {
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
  for (const name of [
    'open',
    'fetch',
    'fetchLater',
    'XMLHttpRequest',
    'WebSocket',
    'EventSource',
    'WebTransport',
    'RTCPeerConnection',
    'webkitRTCPeerConnection',
    'BroadcastChannel',
    'SharedWorker',
    'Notification',
    'importScripts',
    'Image',
  ])
    note(globalThis, name);
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
  note(
    HTMLElement.prototype,
    'click',
    (element) => element instanceof HTMLAnchorElement && element.href.startsWith('blob:') && element.download !== '',
  );
  navigation.addEventListener('navigate', (event) => {
    const { protocol, pathname } = new URL(event.destination.url);
    // A download of what is in memory is a navigation to a blob, which Firefox does not tell from others.
    const stays = event.hashChange || pathname === location.pathname || protocol === 'blob:';
    if (!stays && (event.downloadRequest ?? null) === null)
      globalThis.used.push(`navigation to ${event.destination.url}`);
  });
  // Elements that load something by being there.
  addEventListener(
    'load',
    () => {
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) {
          for (const added of addedNodes) {
            if (!(added instanceof Element)) continue;
            for (const element of [added, ...added.querySelectorAll('*')]) {
              if (
                /^(link|script|style|img|iframe|object|embed|audio|video|source|form|base|meta|portal)$/.test(
                  element.localName,
                ) &&
                !element.matches('form[role=search]')
              )
                globalThis.used.push(`<${element.localName}>`);
              if (element.hasAttribute('href') && element.localName !== 'use')
                globalThis.used.push(`a link to ${element.getAttribute('href')}`);
            }
          }
        }
      }).observe(document, { subtree: true, childList: true });
    },
    { once: true },
  );
}
const usedSoFar = () => globalThis.used.splice(0);
const fetchElsewhere = () => fetch('http://127.0.0.1:9/').catch(() => {});

for (const kind of kinds)
  describe(`privacy in ${kind}, in other ways`, () => {
    const page = pageIn({ kind });

    test('without the policy each of these tries arrives: the tests above would notice', async () => {
      const [copy, listener] = await Promise.all([overHttp(unprotectedCopy()), listenForLeaks()]);
      try {
        const tab = await page.browser.open(copy.url, { tools: workerTools });
        await tab.give(samplePaths);
        const tries = [
          await tryInWorker(tab, 'worker', listener),
          await tryInPage(tab, pageChannels, 'page', listener),
          await tryInPage(tab, documentChannels, 'document', listener),
        ];
        const paths = tries.flatMap((attempt) => attempt.paths);
        const notHere = paths.filter((path) => missing[kind].includes(nameOf(path)));
        // A prefetch is a wish that Firefox grants when it has nothing else to do, which on a busy machine may be
        // never.
        const may = (path) => kind === 'firefox' && nameOf(path) === 'prefetch';
        await becomes(
          () => paths.filter((path) => !listener.has(path) && !may(path)),
          notHere.filter((path) => !may(path)),
          'tries that did not arrive',
        );
        assert.ok(listener.heard.connections > 0);
      } finally {
        await Promise.all([copy.close(), listener.close()]);
      }
    });

    test('its own origin is not asked for data either', async () => {
      const tab = await page.open('', { tools: [askOwnHost] });
      await tab.page.waitForNetworkIdle();
      const served = page.site.requests.length;
      assert.deepEqual(await tab.page.evaluate(askOwnHost, page.site.url), ['refused', 'refused']);
      assert.deepEqual(await tab.inWorker(askOwnHost, page.site.url), ['refused', 'refused']);
      await tab.page.evaluate((url) => navigator.sendBeacon(`${url}beacon`, 'row'), page.site.url);
      await grace();
      assert.deepEqual(
        page.site.requests.slice(served).filter(({ url }) => !url.endsWith('/icon.svg')),
        [],
      );
    });

    test('text cannot become markup or script, in the page or in its worker', async () => {
      const tab = await page.open('', { tools: [passingInWorker] });
      assert.deepEqual(await tab.page.evaluate(`(${passing({ ...SCRIPT, ...MARKUP })})()`), []);
      assert.deepEqual(await tab.inWorker(passingInWorker), []);
      await tab.page.evaluate(() => {
        location.href = 'javascript:window.__pwned=2';
      });
      await grace();
      assert.equal(await tab.page.evaluate(() => typeof window.__pwned), 'undefined');
    });

    test('the page’s own code takes no way out that a policy cannot close', async () => {
      const tab = await page.open('', { prepare: watch, tools: [watch, usedSoFar, fetchElsewhere] });
      await tab.inWorker(watch);
      await session(page.browser, tab);
      assert.deepEqual(await tab.page.evaluate(usedSoFar), []);
      assert.deepEqual(await tab.inWorker(usedSoFar), []);

      // And the watch does notice.
      await tab.page.evaluate(async () => {
        new RTCPeerConnection().close();
        localStorage.setItem('a', 'b');
        localStorage.clear();
        document.head.append(
          Object.assign(document.createElement('link'), { rel: 'preconnect', href: 'http://127.0.0.1:9/' }),
        );
        await fetch('.').catch(() => {});
      });
      assert.deepEqual((await tab.page.evaluate(usedSoFar)).sort(), [
        '<link>',
        'RTCPeerConnection',
        'a link to http://127.0.0.1:9/',
        'fetch',
        'setItem',
      ]);
      await tab.inWorker(fetchElsewhere);
      assert.deepEqual(await tab.inWorker(usedSoFar), ['fetch']);
    });

    test('in a frame of another page it does not run, even where no header forbids the frame', async () => {
      const frame = await startFrame();
      try {
        const tab = await page.browser.open(frame.url, { ready: false });
        const words = () => tab.inFrame(() => document.querySelector('main').innerText);
        await becomes(
          words,
          'This page does not run inside another page, so that nobody can lead you by what you do not see. Open it in a tab of its own.',
        );
        // Nothing to choose files with, nothing that takes a drop or a paste, and no core.
        const ways = await tab.inFrame(() => {
          const taken = (event) => !document.body.dispatchEvent(event);
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(['a,b'], 'a.csv'));
          return {
            inputs: document.querySelectorAll('input').length,
            drop:
              taken(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true })) ||
              taken(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })),
            paste: taken(new ClipboardEvent('paste', { clipboardData: dataTransfer, bubbles: true, cancelable: true })),
            rulebook: document.querySelector('#rulebook').textContent,
          };
        });
        assert.deepEqual(ways, { inputs: 0, drop: false, paste: false, rulebook: '' });
        assert.equal(tab.page.workers().length, 0);
        // By itself it runs from the same host.
        await (await page.browser.open(`${frame.url}page/index.html`)).give(samplePaths);
      } finally {
        await frame.close();
      }
    });

    test('columns are remembered only when that was ticked, hold headings and no rows, and are used when the page is opened again', async () => {
      const stored = (tab) => tab.page.evaluate(() => Object.fromEntries(Object.entries(localStorage)));
      const points = async (tab) => (await tab.screen()).overview?.base.cards.courseware_completions.value ?? null;
      const paths = unmatched();

      let tab = await page.open(`#/?on=${sampleDate}`);
      await tab.give(paths);
      await tab.press('Match columns: Unmatched.csv');
      await matchDate(tab);
      await becomes(() => points(tab), '2.5');
      assert.deepEqual(await stored(tab), {}, 'not ticked');

      await tab.reload();
      await tab.give(paths);
      assert.equal(await points(tab), null, 'nothing was remembered');
      await tab.press('Match columns: Unmatched.csv');
      await matchDate(tab, { remember: true });
      await becomes(() => points(tab), '2.5');
      const kept = await stored(tab);
      assert.deepEqual(Object.keys(kept), ['tspq.columns']);
      assert.deepEqual(Object.values(JSON.parse(kept['tspq.columns'])), [{ date: 'When it was' }]);

      // Another tab, another day.
      tab = await page.open(`#/?on=${sampleDate}`);
      await tab.give(paths);
      assert.equal(await points(tab), '2.5');
      // And forgotten again, it leaves nothing.
      await tab.press('Choices');
      await tab.press('Forget');
      await becomes(() => stored(tab), {});
      await tab.reload();
      await tab.give(paths);
      assert.equal(await points(tab), null);
    });

    test('columns are remembered no more once their matching was undone, taken back, or made anew without the tick', async () => {
      const kept = (tab) =>
        tab.page.evaluate(() => Object.values(JSON.parse(localStorage.getItem('tspq.columns') ?? '{}')));
      const tab = await page.open(`#/?on=${sampleDate}`);
      await tab.give(
        put({
          'Two dates.csv': table(
            'Redemption date,Achievement date,Course type,Achievement code',
            '2026-06-03,2024-06-03,Advanced,A1',
          ),
        }),
      );
      const match = async (heading, tick) => {
        await tab.press('Match columns: Two dates.csv');
        const field = await until(
          () =>
            tab.page.evaluate(
              () =>
                [...document.querySelectorAll('#sheet label')].find(
                  ({ textContent }) => textContent.trim() === 'redemption date',
                )?.htmlFor,
            ),
          'the columns can be matched',
        );
        const place = await tab.page.$eval(
          `#${field}`,
          ({ options }, heading) => [...options].find(({ text }) => text === heading).value,
          heading,
        );
        await tab.page.select(`#${field}`, place);
        if ((await tab.page.$eval('#remember', ({ checked }) => checked)) !== tick) await tab.click('#remember');
        await tab.press('Apply');
        await until(
          () => tab.page.evaluate(() => document.querySelector('dialog[open]') === null),
          'the sheet has closed',
        );
      };
      const wrong = () =>
        match('Achievement date', true).then(() => becomes(() => kept(tab), [{ date: 'Achievement date' }]));

      await wrong();
      await tab.press('Undo');
      await becomes(() => kept(tab), []);
      await wrong();
      await match('Redemption date', false);
      await becomes(() => kept(tab), []);
      await wrong();
      await tab.press('Match columns: Two dates.csv');
      assert.equal(
        await until(() => tab.page.$('#remember'), 'the columns can be matched').then((tick) =>
          tick.evaluate(({ checked }) => checked),
        ),
        true,
        'the tick says that they are remembered',
      );
      await tab.press('Back to what was recognised');
      await becomes(() => kept(tab), []);
      await tab.press('Close');
      await wrong();
      await match('Redemption date', true);
      await becomes(() => kept(tab), [{ date: 'Redemption date' }]);
      await tab.press('Choices');
      await tab.press('Take back: Columns of Two dates.csv');
      await becomes(() => kept(tab), []);
      assert.equal(await tab.page.evaluate(() => localStorage.length), 0, 'nothing is left behind');
    });

    test('nothing of the files is left in the browser’s own folder after it was closed', async () => {
      const own = await startBrowser({ kind });
      let profile;
      try {
        const tab = await own.open(page.site.url);
        await session(own, tab);
        profile = own.profile;
      } finally {
        await own.close({ keepProfile: true });
      }
      const needles = ['utf8', 'utf16le'].map((encoding) => Buffer.from(`${MARK}3`, encoding));
      const walk = (folder) =>
        readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
          entry.isDirectory() ? walk(join(folder, entry.name)) : entry.isFile() ? [join(folder, entry.name)] : [],
        );
      const files = walk(profile);
      assert.ok(files.length > 10, 'the folder is the browser’s');
      assert.deepEqual(
        files.filter((file) => needles.some((needle) => readFileSync(file).includes(needle))),
        [],
      );
    });
  });
