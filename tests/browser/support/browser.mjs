// Starts a browser that is installed on this machine, with a profile of its own that is thrown away.
//
// The tests know a browser by what this file and tab.mjs offer. What only one engine's protocol can do stands in its
// entry in `engines`, so that another engine joins by an entry of its own.

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_ARGS, CHROMIUM_NAMES, findProgram, surroundings } from '../../../tools/chromium.mjs';
import { remove, scratch } from './scratch.mjs';
import { Tab } from './tab.mjs';
import { until } from './wait.mjs';

function find(names) {
  const found = findProgram(names);
  if (!found) throw new Error(`None of these browsers is installed: ${names.filter(Boolean).join(', ')}`);
  return found;
}

/** Root may read any file, whatever its mode says. A browser started by this may not: as that of any user. */
function withoutRootsRights(program, folder) {
  if (process.getuid?.() !== 0) return program;
  const script = join(folder, 'as-user.sh');
  writeFileSync(script, `#!/bin/sh\nexec setpriv --bounding-set=-dac_override,-dac_read_search '${program}' "$@"\n`, {
    mode: 0o700,
  });
  return script;
}

/** Chromium was seen to lose a drop, once in some thousands, on a busy machine. So many are let pass. */
const DROPS_LOST = 2;

/**
 * Notes whether the page accepts what is dragged over it, and whether it was dropped. Runs in the page, whose own
 * listeners are asked first.
 */
function watchDrag() {
  const watched = (globalThis.dragWatched = { accepted: false, dropped: false });
  for (const type of ['dragenter', 'dragover'])
    addEventListener(type, (event) => {
      watched.accepted = event.defaultPrevented;
    });
  addEventListener(
    'drop',
    () => {
      watched.dropped = true;
    },
    { once: true, capture: true },
  );
}

const engines = {
  chromium: {
    program: () => find(CHROMIUM_NAMES),

    launch({ program, profile, args, storage }) {
      if (storage === 'denied') {
        mkdirSync(join(profile, 'Default'));
        writeFileSync(
          join(profile, 'Default/Preferences'),
          JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }),
        );
      }
      return puppeteer.launch({
        browser: 'chrome',
        executablePath: program,
        headless: true,
        userDataDir: profile,
        env: surroundings(profile),
        args: [...CHROMIUM_ARGS, '--lang=en-US', ...args],
      });
    },

    async keepDownloads(browser, folder) {
      const session = await browser.target().createCDPSession();
      await session.send('Browser.setDownloadBehavior', {
        behavior: 'allow',
        downloadPath: folder,
        eventsEnabled: true,
      });
      const started = new Map();
      const finished = new Map(); // by path: a name that was taken away can come again
      session.on('Browser.downloadWillBegin', ({ guid, suggestedFilename: name }) =>
        started.set(guid, { name, state: 'begun' }),
      );
      session.on('Browser.downloadProgress', ({ guid, state, filePath }) => {
        const { name } = started.get(guid);
        started.set(guid, { name, state });
        if (state === 'completed') finished.set(filePath ?? join(folder, name), name);
      });
      return {
        finished: () => [...finished].filter(([path]) => existsSync(path)).map(([path, name]) => ({ name, path })),
        state: () => [...started.values()].map(({ name, state }) => `${name}: ${state}`).slice(-2),
      };
    },

    /** A true drag from outside the browser: it makes the drag events and the files in them by itself. */
    async drag(page, paths, { x, y }) {
      const session = await page.createCDPSession();
      const send = (type) =>
        session.send('Input.dispatchDragEvent', {
          type,
          x,
          y,
          data: { items: [], files: paths, dragOperationsMask: 1 },
        });
      const hold = async () => {
        await page.evaluate(watchDrag);
        await send('dragEnter');
        await send('dragOver');
      };
      await hold();
      const drop = async () => {
        for (let again = DROPS_LOST; ; again--) {
          await send('drop');
          const { accepted, dropped } = await page.evaluate(() => globalThis.dragWatched);
          if (dropped) break;
          if (!accepted) throw new Error('The page did not accept the files that were held over it.');
          if (again === 0)
            throw new Error('The page accepted the files that were held over it, but the browser did not drop them.');
          await hold();
        }
        await session.detach();
      };
      const leave = async () => {
        await send('dragCancel');
        await session.detach();
      };
      return { drop, leave };
    },
  },

  firefox: {
    program: () => find([process.env.FIREFOX, 'firefox-esr', 'firefox']),

    launch({ program, profile, downloads, storage }) {
      return puppeteer.launch({
        browser: 'firefox',
        executablePath: program,
        headless: true,
        userDataDir: profile,
        env: surroundings(profile),
        extraPrefsFirefox: {
          'security.fileuri.strict_origin_policy': true, // as in a browser nobody has prepared for tests
          'intl.accept_languages': 'en-US',
          'intl.locale.requested': 'en-US',
          'browser.download.folderList': 2, // the folder named next
          'browser.download.dir': downloads,
          'browser.download.alwaysOpenPanel': false, // the list it would open takes the keys meant for the page
          ...(storage === 'denied' && { 'network.cookie.cookieBehavior': 2 }),
        },
      });
    },

    /** Its protocol tells of no download: a file is complete once its part has gone and it has stopped growing. */
    async keepDownloads(browser, folder) {
      let sizes = new Map();
      return {
        finished() {
          const names = readdirSync(folder);
          const before = sizes;
          sizes = new Map(names.map((name) => [name, statSync(join(folder, name), { throwIfNoEntry: false })?.size])); // some are renamed meanwhile
          const whole = (name) =>
            sizes.get(name) > 0 &&
            before.get(name) === sizes.get(name) &&
            !name.endsWith('.part') &&
            !names.some((other) => other.endsWith('.part'));
          return names.filter(whole).map((name) => ({ name, path: join(folder, name) }));
        },
        state: () => readdirSync(folder),
      };
    },

    /**
     * Its protocol has no drag from outside. The nearest: files of the disk come in by a file input of the test's own,
     * then the page gets the drag events a browser would send, with those very files in them.
     */
    async drag(page, paths, { x, y }) {
      const input = await page.evaluateHandle(() =>
        Object.assign(document.createElement('input'), { type: 'file', multiple: true }),
      );
      await input.uploadFile(...paths);
      const send = (...types) =>
        input.evaluate(
          ({ files }, { types, x, y }) => {
            const dataTransfer = new DataTransfer();
            for (const file of files) dataTransfer.items.add(file);
            for (const type of types)
              (document.elementFromPoint(x, y) ?? document.body).dispatchEvent(
                new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }),
              );
          },
          { types, x, y },
        );
      await send('dragenter', 'dragover');
      const end = (type) => async () => {
        await send(type);
        await input.dispose();
      };
      return { drop: end('drop'), leave: end('dragleave') };
    },
  },
};

/** The browsers in which the page is tested: both, or the one the environment variable TSPQ_BROWSER names. */
export const kinds = process.env.TSPQ_BROWSER ? [process.env.TSPQ_BROWSER] : Object.keys(engines);

/**
 * A running browser. `args` are more of its own command line options; `storage: 'denied'` is its setting to let no site
 * store anything; with `asUser` it has no more rights than a user's, even when root runs the tests.
 *     open(url)       a tab showing the page, at rest before any file; all others are closed
 *     downloaded(act) runs act() and returns the one file it made the browser save: {name, bytes}
 */
export async function startBrowser({
  kind = process.env.TSPQ_BROWSER ?? 'chromium',
  args = [],
  storage = 'allowed',
  asUser = false,
} = {}) {
  const engine = engines[kind];
  if (!engine) throw new Error(`There is no browser called ${kind} here. Known: ${Object.keys(engines).join(', ')}`);
  const profile = scratch('profile');
  const downloads = scratch('downloads');
  const program = asUser ? withoutRootsRights(engine.program(), profile) : engine.program();
  const browser = await engine.launch({ program, profile, downloads, args, storage });
  const { finished, state } = await engine.keepDownloads(browser, downloads);
  let tab = null;

  return {
    kind,
    /** The driver's own object, for what only one test needs. */
    browser,

    async open(url, options) {
      const others = await browser.pages();
      tab = new Tab(await browser.newPage(), engine);
      await Promise.all(others.map((page) => page.close()));
      await tab.begin(url, options);
      return tab;
    },

    async downloaded(act) {
      const before = new Set(finished().map(({ path }) => path));
      await act();
      const added = () => finished().filter(({ path }) => !before.has(path));
      const found = await until(() => (added().length > 0 ? added() : null), 'a file is downloaded').catch(
        async (late) => {
          const page = await tab.page.$eval('body', ({ innerText }) => innerText.slice(0, 2000));
          throw new Error(
            `${late.message}\nThe last downloads: ${state().join(', ') || 'none'}. On the page:\n${page}`,
          );
        },
      );
      if (found.length !== 1) throw new Error('More than one file was downloaded.');
      const [{ name, path }] = found;
      const bytes = readFileSync(path);
      remove(path);
      return { name, bytes };
    },

    /** Names of files that were saved and not taken. */
    leftovers: () => readdirSync(downloads),

    /**
     * The folder it keeps its own things in, gone once it is closed unless that is to be looked into: then with the
     * test process.
     */
    profile,

    async close({ keepProfile = false } = {}) {
      await browser.close();
      if (!keepProfile) remove(profile);
      remove(downloads);
    },
  };
}
