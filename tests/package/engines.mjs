// The browsers in which the downloads are opened: open(url) gives a Tab showing the page, close() ends the browser.

import puppeteer from 'puppeteer-core';
import { startBrowser } from '../browser/support/browser.mjs';
import { Tab } from '../browser/support/tab.mjs';

async function startFirefox() {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: {
      'security.fileuri.strict_origin_policy': true, // as in a browser nobody has prepared for tests
      'intl.accept_languages': 'en-US',
    },
  });
  let tab = null;
  return {
    async open(url) {
      await tab?.close();
      tab = new Tab(await browser.newPage(), {});
      await tab.begin(url);
      return tab;
    },
    close: () => browser.close(),
  };
}

export const openBrowser = (kind) => (kind === 'firefox' ? startFirefox() : startBrowser({ kind }));
