// A fresh browser process for every run: started, shown one page, given one file, measured, closed.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_ARGS, CHROMIUM_NAMES, findProgram, surroundings } from '../chromium.mjs';
import { watchMemory } from './memory.mjs';

/** The installed Chromium, or undefined. */
export const findChromium = () => findProgram(CHROMIUM_NAMES);

/** Milliseconds between a page that is ready and the drop, the same for everybody. */
const REST = 1000;

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/**
 * Starts a browser of its own for one page and gives it to `use`; everything is gone afterwards.
 * `probe` is a function that runs in the page before any script of it, with `about` as its argument.
 */
export async function inFreshBrowser({ url, probe, about }, use) {
  const profile = mkdtempSync(join(tmpdir(), 'tspq-bench-'));
  const browser = await puppeteer.launch({
    browser: 'chrome',
    executablePath: findChromium(),
    headless: true,
    userDataDir: profile,
    protocolTimeout: 600_000,
    env: surroundings(profile),
    args: CHROMIUM_ARGS,
  });
  try {
    const [page] = await browser.pages();
    const said = [];
    page.on('console', (message) => ['error', 'warn'].includes(message.type()) && said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    await page.setViewport({ width: 1280, height: 900 });
    if (probe) await page.evaluateOnNewDocument(probe, about);
    await page.goto(url);
    return await use({ page, browser, said });
  } finally {
    await browser.close().catch(() => undefined);
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/**
 * Waits until an expression is true in the page, asking ever more rarely: the page keeps its own time and should not be
 * kept from its work.
 */
export async function until(page, ask, { patience = 120_000, what = 'the page is ready' } = {}) {
  let every = 10;
  for (
    const end = Date.now() + patience;
    !(await page.evaluate(ask));
    await pause((every = Math.min(200, every * 1.2)))
  )
    if (Date.now() > end) throw new Error(`It did not come about in ${patience / 1000} s: ${what}`);
}

/** A true drag from outside the browser: it makes the drag events and the file in them by itself. */
export async function drop(page, path) {
  const session = await page.createCDPSession();
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'])
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 600, data });
  await session.detach();
}

/**
 * Bytes of the WebAssembly memory that the page's worker holds, after everything else was measured. Nothing in the page
 * gives it away, so it is looked for as a debugger does, from the worker's message handler through the variables its
 * functions enclose: the memory itself, or else the largest view of whole WebAssembly pages. Undefined when there is
 * none.
 */
async function wasmMemory(page) {
  const client = page.workers()[0]?.client;
  if (!client) return undefined;
  await client.send('Debugger.enable'); // which makes enclosed variables visible
  const bytesOf = async ({ objectId }) =>
    (
      await client.send('Runtime.callFunctionOn', {
        objectId,
        functionDeclaration: 'function () { return this.buffer.byteLength; }',
        returnByValue: true,
      })
    ).result.value;
  const start = await client.send('Runtime.evaluate', { expression: 'self.onmessage' });
  const queue = [start.result.objectId];
  let largest;
  for (let looked = 0; queue.length > 0 && looked < MOST_OBJECTS; looked++) {
    const { result, internalProperties = [] } = await client.send('Runtime.getProperties', {
      objectId: queue.shift(),
      ownProperties: true,
    });
    for (const { value } of [...result, ...internalProperties.filter(({ name }) => name === '[[Scopes]]')]) {
      const kind = value?.className ?? '';
      if (kind === 'WebAssembly.Memory') return bytesOf(value);
      if (/^(Ui|I)nt8Array$/.test(kind)) {
        const bytes = await bytesOf(value);
        if (bytes % WASM_PAGE === 0) largest = Math.max(largest ?? 0, bytes);
      }
      // The browser dies when it is asked for the insides of some objects of WebAssembly.
      const harmless = !/^WebAssembly|\wArray$/.test(kind) && !/^function \d+\(/.test(value?.description ?? '');
      if (value?.objectId && harmless && value.description !== 'Global') queue.push(value.objectId);
    }
  }
  return largest;
}
const MOST_OBJECTS = 500;
const WASM_PAGE = 1 << 16;

/**
 * One run: a file is dropped onto a page that is at rest, until its result stands there. See probe.mjs for what comes
 * back, and:
 *     growth   most that all processes of the browser together grew by, in bytes
 *     cpu      milliseconds for which they had a processor
 *     wasm     bytes of WebAssembly memory in the worker afterwards, where it is asked for
 */
export async function dropOnce({ url, probe, about, path, patience, after = async () => ({}) }) {
  return inFreshBrowser({ url, probe, about }, async ({ page, browser, said }) => {
    await until(page, 'globalThis.bench?.ready === true');
    await pause(REST); // what the start of browser and page left to do; a person needs longer to fetch a file
    const memory = watchMemory(browser.process().pid);
    await drop(page, path);
    try {
      await until(page, 'globalThis.bench.shown !== undefined', { patience, what: 'the result is shown' });
    } catch (problem) {
      throw new Error(`${problem.message} ${said.join(' ').slice(0, 600)}`);
    } finally {
      memory.stop();
    }
    const seen = await page.evaluate('globalThis.bench');
    const more = await after(page);
    return {
      ...seen,
      ms: seen.shown - seen.dropped,
      growth: memory.growth(),
      cpu: memory.cpu(),
      wasm: about.ours ? await wasmMemory(page) : undefined,
      said,
      ...more,
    };
  });
}
