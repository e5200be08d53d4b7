// How long a user waits: from the drop of the sample to its overview, and from Cancel to the page saying so. A
// benchmark, not a test: the figures depend on the machine, so its noise stands beside them. For tools/drop-time.
//
//   node tests/browser/support/times.mjs [--runs N]

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kinds } from './browser.mjs';
import { sampleDate, samplePaths } from './expected.mjs';
import { COURSEWARE, large } from './files.mjs';
import { startKit } from './kit.mjs';
import { scratch } from './scratch.mjs';
import { until } from './wait.mjs';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '11' } } });
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 3) {
  console.error('--runs takes a whole number of 3 or more.');
  process.exit(1);
}

/** Notes when an event came and when what it leads to was drawn. Runs in the page. */
function watchTime({ event, selector, within }) {
  globalThis.waited = null;
  let begun = null;
  addEventListener(
    event,
    (found) => {
      if (!within || found.target.closest?.(within)?.textContent.trim() === 'Cancel') begun ??= performance.now();
    },
    { capture: true },
  );
  const watch = new MutationObserver(() => {
    if (begun === null || !document.querySelector(selector)) return;
    watch.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => {
        globalThis.waited = performance.now() - begun;
      }),
    );
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

/** A fixed piece of work, the same every time: how much its time differs is the machine's noise. Runs in the page. */
function work() {
  const begun = performance.now();
  let sum = 0;
  for (let n = 0; n < 2e7; n++) sum = (Math.imul(sum, 31) + n) | 0;
  return performance.now() - begun + (sum === 1 ? 1 : 0);
}

function summary(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.round((sorted.length - 1) * share)].toFixed(0);
  return `median ${at(0.5)} ms; half of the runs ${at(0.25)} to ${at(0.75)}, all ${at(0)} to ${at(1)}`;
}

async function measured(tab, what, act) {
  await tab.page.evaluate(watchTime, what);
  await act();
  return until(() => tab.page.evaluate(() => globalThis.waited), what.selector);
}

/** Large enough to be under way for long after Cancel is there. */
function longFile() {
  const path = join(scratch(), 'Long.csv');
  const block = large(100_000).slice(COURSEWARE.length + 1);
  appendFileSync(path, `${COURSEWARE}\n`);
  for (let n = 0; n < 100; n++) appendFileSync(path, block);
  return path;
}

const long = longFile();
for (const kind of kinds) {
  const kit = await startKit({ kind });
  try {
    const drops = [];
    const cancels = [];
    const noise = [];
    for (let run = 0; run < runs; run++) {
      const tab = await kit.open(`#/?on=${sampleDate}`);
      noise.push(await tab.page.evaluate(work));
      drops.push(
        await measured(tab, { event: 'drop', selector: '.overview[aria-busy=false]' }, () => tab.drop(samplePaths)),
      );
      await tab.drop([long]);
      await until(() => tab.page.$('.file progress'), 'Cancel is offered');
      cancels.push(
        await measured(tab, { event: 'click', within: 'button', selector: '.message:not(.is-trouble)' }, () =>
          tab.press('Cancel'),
        ),
      );
    }
    console.log(`${kind}, ${runs} runs`);
    console.log(`  drop of the sample to its overview, drawn   ${summary(drops)}`);
    console.log(`  Cancel of a large file to the page saying so ${summary(cancels)}`);
    console.log(`  noise: a fixed piece of work                 ${summary(noise)}`);
  } finally {
    await kit.close();
  }
}
