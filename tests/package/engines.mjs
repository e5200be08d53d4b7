// The browsers in which the downloads are opened: open(url) gives a Tab showing the page, close() ends the browser.

import { execFileSync } from 'node:child_process';
import puppeteer from 'puppeteer-core';
import { startBrowser } from '../browser/support/browser.mjs';
import { Tab } from '../browser/support/tab.mjs';

const findFirefox = () => process.env.FIREFOX ?? execFileSync('sh', ['-c', 'command -v firefox-esr || command -v firefox'], { encoding: 'utf8' }).trim();

async function startFirefox() {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    headless: true,
    extraPrefsFirefox: {
      'security.fileuri.strict_origin_policy': true, // as in a browser nobody has prepared for tests
      'intl.accept_languages': 'en-US',
    },
  });
  let page = null;
  return {
    async open(url) {
      await page?.close();
      page = await browser.newPage();
      const tab = new Tab(page, {});
      await tab.begin(url);
      return tab;
    },
    close: () => browser.close(),
  };
}

export const openBrowser = (kind) => (kind === 'firefox' ? startFirefox() : startBrowser({ kind }));
