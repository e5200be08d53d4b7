// Starts a browser that is installed on this machine, with a profile of its own that is thrown away.
//
// The tests know a browser by what this file and tab.mjs offer. What only one engine's protocol can do stands in its entry
// in `engines`, so that another engine joins by an entry of its own.

import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { remove, scratch } from './scratch.mjs';
import { Tab } from './tab.mjs';
import { until } from './wait.mjs';

function onPath(name) {
  const places = name.includes('/') ? [name] : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function find(names) {
  const found = names.filter(Boolean).map(onPath).find(Boolean);
  if (!found) throw new Error(`None of these browsers is installed: ${names.filter(Boolean).join(', ')}`);
  return found;
}

const engines = {
  chromium: {
    launch({ profile, args }) {
      return puppeteer.launch({
        browser: 'chrome',
        executablePath: find([process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome']),
        headless: true,
        userDataDir: profile,
        // Nothing outside the profile: crash reports would otherwise go to the user's own folder. One language, so that numbers read the same everywhere.
        env: { ...process.env, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile, LANGUAGE: 'en_US' },
        args: [
          '--no-sandbox', // it has none to offer to root, as which tests run in containers
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          '--lang=en-US',
          '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', // the browser's own calls home, too, stay on this machine
          ...args,
        ],
      });
    },

    async keepDownloads(browser, folder) {
      const session = await browser.target().createCDPSession();
      await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder, eventsEnabled: true });
      const started = new Map();
      const finished = [];
      session.on('Browser.downloadWillBegin', ({ guid, suggestedFilename: name }) => started.set(guid, { name, state: 'begun' }));
      session.on('Browser.downloadProgress', ({ guid, state, filePath }) => {
        const { name } = started.get(guid);
        started.set(guid, { name, state });
        if (state === 'completed') finished.push({ name, path: filePath ?? join(folder, name) });
      });
      return { finished, state: () => [...started.values()].map(({ name, state }) => `${name}: ${state}`).slice(-2) };
    },

    /** A true drag from outside the browser: it makes the drag events and the files in them by itself. */
    async drop(page, paths, { x, y }, between) {
      const session = await page.createCDPSession();
      const data = { items: [], files: paths, dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver']) await session.send('Input.dispatchDragEvent', { type, x, y, data });
      await between();
      await session.send('Input.dispatchDragEvent', { type: 'drop', x, y, data });
      await session.detach();
    },
  },
};

/**
 * A running browser. `args` are more of its own command line options.
 *     open(url)       a tab showing the page, at rest before any file; all others are closed
 *     downloaded(act) runs act() and returns the one file it made the browser save: {name, bytes}
 */
export async function startBrowser({ kind = process.env.TSPQ_BROWSER ?? 'chromium', args = [] } = {}) {
  const engine = engines[kind];
  if (!engine) throw new Error(`There is no browser called ${kind} here. Known: ${Object.keys(engines).join(', ')}`);
  const profile = scratch('profile');
  const downloads = scratch('downloads');
  const browser = await engine.launch({ profile, args });
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
      const before = finished.length;
      await act();
      await until(() => finished.length > before, 'a file is downloaded').catch(async (late) => {
        const page = await tab.page.$eval('body', ({ innerText }) => innerText.slice(0, 2000));
        throw new Error(`${late.message}\nThe last downloads: ${state().join(', ') || 'none'}. On the page:\n${page}`);
      });
      if (finished.length !== before + 1) throw new Error('More than one file was downloaded.');
      const { name, path } = finished[before];
      const bytes = readFileSync(path);
      remove(path);
      return { name, bytes };
    },

    /** Names of files that were saved and not taken. */
    leftovers: () => readdirSync(downloads),

    /** The folder it keeps its own things in, gone once it is closed unless that is to be looked into: then with the test process. */
    profile,

    async close({ keepProfile = false } = {}) {
      await browser.close();
      if (!keepProfile) remove(profile);
      remove(downloads);
    },
  };
}
