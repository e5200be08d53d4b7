// What lies over the page: it closes when that is meant and not otherwise, and says itself what there is to say while it is open.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { kinds } from './support/browser.mjs';
import { sampleDate, samplePaths } from './support/expected.mjs';
import { pageIn } from './support/shared.mjs';
import { becomes, grace, until } from './support/wait.mjs';

const HASH = `#/?on=${sampleDate}`;
const isOpen = (tab) => tab.page.evaluate(() => document.querySelector('dialog[open]') !== null);

for (const kind of kinds) describe(`dialogs in ${kind}`, () => {
  const page = pageIn({ kind });

  for (const [what, selector] of [['View details', '[data-criterion="courseware_completions"] button'], ['Match columns', '.file-foot button']]) {
    test(`${what} chosen by a double-click stays open, and one click beside it closes it`, async () => {
      const tab = await page.open(HASH);
      await tab.give(samplePaths);
      const button = await tab.page.$(selector);
      await button.click({ count: 2 });
      await grace();
      assert.ok(await isOpen(tab));
      await tab.page.mouse.click(40, 400);
      await becomes(() => isOpen(tab), false);
    });
  }

  test('a text selected in the details may end beside them', async () => {
    const tab = await page.open(HASH);
    await tab.give(samplePaths);
    await tab.details('courseware_completions');
    const { x, y } = await until(() => tab.page.evaluate(() => {
      if (document.getAnimations().length > 0) return null;
      const { left: x, top: y } = document.querySelector('#flyout dialog[open] .definition').getBoundingClientRect();
      return { x: x + 40, y: y + 5 };
    }), 'the details are where they stay');
    await tab.page.mouse.move(x, y);
    await tab.page.mouse.down();
    await tab.page.mouse.move(x - 200, y, { steps: 5 });
    await tab.page.mouse.up();
    await grace();
    assert.ok(await isOpen(tab));
    assert.notEqual(await tab.page.evaluate(() => String(getSelection())), '');
  });
});
