// What can go wrong around the page: its worker is killed, its files change while they are read. It says so, counts nothing
// it is not sure of, and goes on without a reload.

import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { tspq } from '../wasm/core.mjs';
import { startBrowser } from './support/browser.mjs';
import { comparable, overviewOf, sampleDate, samplePaths, scoreOf, screenOf } from './support/expected.mjs';
import { scratch } from './support/scratch.mjs';
import { fromDisk, overHttp } from './support/site.mjs';
import { becomes, until } from './support/wait.mjs';

const usual = scoreOf(samplePaths, sampleDate);

/** The screen as it must be, with a note on it. */
const screenWithNote = (score, note) => ({ ...screenOf(score), note });
const RESTARTED = 'The calculation had stopped. It was started again and has read your files once more.';

/** Runs in the worker: from the next reading on, the worker ends itself as soon as it has asked for a file's bytes. */
function dieWhenReading() {
  Blob.prototype.stream = () => {
    globalThis.close();
    return new ReadableStream({ type: 'bytes' });
  };
  Blob.prototype.arrayBuffer = () => {
    globalThis.close();
    return new Promise(() => undefined);
  };
}

describe('a worker that is killed', () => {
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

  test('while it reads is started again, and so is the reading', async () => {
    const tab = await browser.open(`${site.url}#/?on=${sampleDate}`);
    await (await tab.worker()).evaluate(dieWhenReading);
    await tab.drop(samplePaths);
    await becomes(async () => comparable(await tab.screen()), screenWithNote(usual, RESTARTED));
    // The note can be put away, and the page goes on as ever.
    await tab.press('Dismiss');
    await tab.setMode('exact-days');
    await becomes(async () => comparable(await tab.screen()), screenOf(scoreOf(samplePaths, sampleDate, 'exact-days')));
  });

  test('while it rests is noticed at the next question, which then gets its answer', async () => {
    const tab = await browser.open(`${site.url}#/?on=${sampleDate}`);
    await tab.give(samplePaths);
    await (await tab.worker()).evaluate(() => globalThis.close());
    await tab.setAnniversary('2026-11-30');
    await becomes(async () => comparable(await tab.screen()), screenWithNote(scoreOf(samplePaths, '2026-11-30'), RESTARTED));
  });

  test('while it puts a download together asks for one more try, which works', async () => {
    const tab = await browser.open(`${site.url}#/?on=${sampleDate}`);
    await tab.give(samplePaths);
    await (await tab.worker()).evaluate(dieWhenReading);
    await tab.details('courseware_completions');
    await tab.download('All');
    await becomes(async () => (await tab.screen()).note, 'The calculation had stopped, and was started again. Choose Download once more.');
    const { bytes } = await browser.downloaded(() => tab.download('All'));
    assert.equal(bytes.toString('utf8'), tspq(['rows', samplePaths[0], '--anniversary', sampleDate]).out);
  });

  test('again and again ends in a sentence and a button, and works once it lives', async () => {
    const tab = await browser.open(`${site.url}#/?on=${sampleDate}`, {
      // Workers that are ended by the browser as soon as they start, as many as `stillborn` says.
      prepare: () => {
        globalThis.stillborn = 0;
        globalThis.Worker = new Proxy(Worker, {
          construct(target, given) {
            const worker = Reflect.construct(target, given);
            if (globalThis.stillborn > 0) {
              globalThis.stillborn--;
              worker.terminate();
              setTimeout(() => worker.dispatchEvent(new ErrorEvent('error', { message: 'Out of memory' })));
            }
            return worker;
          },
        });
      },
    });
    await tab.page.evaluate(() => { globalThis.stillborn = 100; });
    await (await tab.worker()).evaluate(dieWhenReading);
    await tab.drop(samplePaths);
    const trouble = await until(async () => (await tab.screen()).trouble, 'a sentence says what is wrong');
    assert.match(trouble, /^The calculation (stopped while reading Courseware-completions\.csv|could not be started)\..*\.$/);
    await tab.page.evaluate(() => { globalThis.stillborn = 0; });
    await tab.press('Try again');
    await becomes(async () => comparable(await tab.screen()), screenOf(usual));
  });
});

/** Runs in the worker: every file is read up to `bytes` and then not until goOn() is called. */
function holdReadings(bytes) {
  let goOn;
  const gate = new Promise((resolve) => { goOn = resolve; });
  globalThis.goOn = goOn;
  const { stream, arrayBuffer } = Blob.prototype;
  Blob.prototype.stream = function () {
    const reader = stream.call(this).getReader();
    let given = 0;
    return new ReadableStream({
      type: 'bytes',
      async pull(controller) {
        if (given >= bytes) {
          globalThis.held = true;
          await gate;
        }
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
          controller.byobRequest?.respond(0);
        } else {
          given += value.byteLength;
          controller.enqueue(value);
        }
      },
    });
  };
  Blob.prototype.arrayBuffer = async function () {
    globalThis.held = true;
    await gate;
    return arrayBuffer.call(this);
  };
}

/** Enough rows for many readings of 1 MiB. */
const manyRows = ['Redemption date,V ORG ID,Course number,Course type,MCT ID,MCT eligible,Achievement code', ...Array.from({ length: 200_000 }, (_, n) => `2026-06-03,4012001,AZ-104T00,Advanced,7,yes,A${n}`), ''].join('\n');

const large = (folder) => {
  const path = join(folder, 'Large courseware.csv');
  writeFileSync(path, manyRows);
  return path;
};

const small = (folder) => {
  const path = join(folder, basename(samplePaths[0]));
  copyFileSync(samplePaths[0], path);
  return path;
};

/** Time as a browser compares it, safely later. */
const touch = (path) => utimesSync(path, new Date(), new Date(Date.now() + 60_000));

const CHANGES = [
  ['cut short', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
  ['written on', (path) => appendFileSync(path, '2026-06-03,4012001,AZ-104T00,Advanced,7,yes,ZZ\n')],
  ['replaced by one of the same size', (path) => {
    writeFileSync(path, readFileSync(path, 'latin1').replaceAll('Advanced', 'Advancee'), 'latin1');
    touch(path);
  }],
  ['deleted', (path) => rmSync(path)],
];

for (const [where, open] of [['over http', overHttp], ['from disk', fromDisk]]) {
  describe(`a file that changes while it is read, on the page opened ${where}`, () => {
    let site;
    let browser;
    before(async () => {
      site = await open();
      browser = await startBrowser();
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    for (const [change, apply] of CHANGES) {
      for (const [when, make, bytes] of [['before its first byte was read', small, 0], ['midway', large, 1 << 21]]) {
        // The reading is the same wherever the page came from: one of each is enough there.
        if (where !== 'over http' && (change !== 'cut short' || make === small)) continue;

        test(`${change} ${when}, counts nothing and is to be dropped again`, async () => {
          const path = make(scratch());
          const tab = await browser.open(`${site.url}#/?on=${sampleDate}`);
          const worker = await tab.worker();
          await worker.evaluate(holdReadings, bytes);
          await tab.drop([path, ...samplePaths.slice(1)]);
          await until(() => worker.evaluate(() => globalThis.held), 'the reading has come so far');
          apply(path);
          await worker.evaluate(() => globalThis.goOn());
          // Everything as if that file had not been there, but for the number of files.
          const others = overviewOf(scoreOf(samplePaths.slice(1), sampleDate));
          await becomes(async () => comparable(await tab.screen()).overview, { ...others, accounting: others.accounting.replace('2 files', '3 files') });
          const { files } = await tab.screen();
          assert.match(files[0].problem, /changed|has this file open/);
          assert.match(files[0].problem, /drop it again\.$/);
          assert.deepEqual(files[0].facts, []);
          if (change === 'deleted') return;
          // Dropped again as it is now, it counts.
          await tab.press(`Remove ${files[0].name}`);
          await tab.atRest(2);
          await tab.drop([path]);
          await becomes(async () => comparable(await tab.screen()), screenOf(scoreOf([...samplePaths.slice(1), path], sampleDate)));
        });
      }
    }

    test('changed between reading and Download, its line items are not given out', async () => {
      const path = small(scratch());
      const tab = await browser.open(`${site.url}#/?on=${sampleDate}`);
      await tab.give([path]);
      appendFileSync(path, '2026-06-03,4012001,AZ-104T00,Advanced,7,yes,ZZ\n');
      touch(path);
      await tab.details('courseware_completions');
      await tab.download('All');
      await becomes(async () => /^Courseware-completions\.csv has changed since it was read.*drop it again\.$/.test((await tab.screen()).note), true);
      assert.deepEqual(browser.leftovers(), []);
      // What was read stands.
      assert.deepEqual((await tab.screen()).overview.base.cards.courseware_completions, overviewOf(usual).base.cards.courseware_completions);
    });
  });
}
