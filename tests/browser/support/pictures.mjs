// Takes a picture of the page in each of its states: light and dark, in a desktop window and in one of 360 px. For
// tools/screenshots.
//
//   node tests/browser/support/pictures.mjs [--readme FILE] FOLDER [STATE...]
//
// --readme also makes the README's picture: the sample as far as the first solution areas.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startKit } from './kit.mjs';
import { states } from './states.mjs';

const THEMES = ['light', 'dark'];
const WIDTHS = { 1280: 900, 360: 740 };
/** No picture is taller: nobody looks at the end of a hundred line items. */
const TALLEST = 4000;

/** How tall a window must be for all that is to be seen of the state. */
const heightOf = (page) =>
  page.evaluate(() => (document.querySelector('dialog[open]') ?? document.documentElement).scrollHeight);

async function picture({ page }, { over }, width, height) {
  await page.setViewport({ width, height });
  // What is taller than the window gets one in which it fits: a picture of the whole page would cut what lies over it.
  await page.setViewport({
    width,
    height: Math.min(TALLEST, Math.max(over === 'paper' ? 0 : height, await heightOf(page))),
  });
  await page.evaluate(async () => {
    await new Promise((done) => {
      requestAnimationFrame(() => requestAnimationFrame(done));
    });
    await Promise.all(document.getAnimations().map(({ finished }) => finished));
  });
  return page.screenshot({ type: 'png' });
}

async function readmePicture(kit, file) {
  const { page } = await states.find(({ id }) => id === '5-sample').reach(kit);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await page.setViewport({ width: 1280, height: 900 });
  await page.evaluate(() => document.activeElement.blur());
  const bottom = await page.$eval('.card.area', (card) => card.getBoundingClientRect().bottom + scrollY);
  writeFileSync(
    file,
    await page.screenshot({ type: 'png', clip: { x: 0, y: 0, width: 1280, height: Math.ceil(bottom) + 12 } }),
  );
}

const { values: options, positionals } = parseArgs({ options: { readme: { type: 'string' } }, allowPositionals: true });
const [folder, ...wanted] = positionals;
const unknown = wanted.filter((name) => !states.some(({ id }) => id === name));
if (!folder || unknown.length > 0) {
  console.error(
    `Usage: pictures.mjs [--readme FILE] FOLDER [STATE...]\nStates: ${states.map(({ id }) => id).join(' ')}`,
  );
  process.exit(1);
}

mkdirSync(folder, { recursive: true });
const kit = await startKit({ kind: 'chromium' });
try {
  if (options.readme) await readmePicture(kit, options.readme);
  for (const state of states.filter(({ id }) => wanted.length === 0 || wanted.includes(id))) {
    const tab = await state.reach(kit);
    if (state.over === 'paper') {
      await tab.page.emulateMediaType('print');
      writeFileSync(join(folder, `${state.id}.png`), await picture(tab, state, 794, 1123)); // A4 at 96 dots an inch
    } else {
      for (const [width, height] of Object.entries(WIDTHS)) {
        for (const theme of THEMES) {
          await tab.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
          writeFileSync(
            join(folder, `${state.id}-${width}-${theme}.png`),
            await picture(tab, state, Number(width), height),
          );
        }
      }
    }
    console.log(`${state.id.padEnd(20)} ${state.title}`);
  }
} finally {
  await kit.close();
}
