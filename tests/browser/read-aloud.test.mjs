// What those hear who do not see the page: parts of the page by their names, controls that say what they do, and
// messages about what has changed.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { headings, named, PARTS, told } from './support/aloud.mjs';
import { AREAS, sampleDate, samplePaths, scoreOf } from './support/expected.mjs';
import { startKit } from './support/kit.mjs';
import { states } from './support/states.mjs';
import { becomes } from './support/wait.mjs';

/** Notes what the live region says where it can be heard: not behind a dialog. Runs in the page before its scripts. */
function listen() {
  globalThis.said = [];
  globalThis.saidInDialog = [];
  document.addEventListener('DOMContentLoaded', () => {
    const region = document.querySelector('#announcement');
    new MutationObserver(() => {
      const words = region.textContent.trim();
      const dialog = document.querySelector('dialog[open]');
      if (words !== '' && (dialog === null || dialog.contains(region))) globalThis.said.push(words);
      if (dialog?.contains(region)) globalThis.saidInDialog.push(words);
    }).observe(region, { childList: true, characterData: true, subtree: true });
  });
}

/** Makes the way back take as long as on a busy machine. Runs in the page before its scripts. */
function goBackSlowly() {
  const back = history.back.bind(history);
  history.back = () => {
    setTimeout(back, 200);
  };
}

describe('what is read aloud', () => {
  let kit;
  before(async () => {
    kit = await startKit({ kind: 'chromium' }); // the only engine whose protocol tells what is read out
  });
  after(() => kit?.close());
  const reach = (id, others) => states.find((state) => state.id === id).reach({ ...kit, ...others });

  test('the empty page: its parts and its one heading', async () => {
    const list = await told(await reach('1-empty'));
    assert.deepEqual(named(list, PARTS), [
      'banner',
      'main',
      'region Do you qualify as a Training Services Partner?',
      'status',
      'contentinfo',
    ]);
    assert.deepEqual(headings(list), ['1 Do you qualify as a Training Services Partner?']);
  });

  test('the overview: a heading for everything, in the order of Partner Center', async () => {
    const list = await told(await reach('5-overview'));
    const areas = scoreOf(samplePaths, sampleDate).areas.map(({ title }) => [
      `3 ${title}`,
      '4 Survey completions',
      '4 Average response score',
    ]);
    assert.equal(areas.length, AREAS.length);
    assert.deepEqual(headings(list), [
      '1 Training Services Partner qualification',
      '2 Files',
      '2 Overall qualification status',
      '2 1. Base criteria',
      '3 Courseware completions',
      '3 Exam unit purchases',
      '3 Average response score',
      '2 2. Solution areas',
      ...areas.flat(),
    ]);
    const parts = named(list, ['region']);
    for (const name of [
      'Files',
      'Anniversary and window',
      'How qualification works',
      'Overall qualification status',
      '1. Base criteria',
      '2. Solution areas',
      'Rows accounted for',
    ])
      assert.ok(parts.includes(`region ${name}`), `${name}: ${parts.join(', ')}`);
  });

  test('the details: a dialog with the name of the criterion, whose chart says in words what it shows', async () => {
    const list = await told(await reach('6-average'));
    assert.deepEqual(named(list, ['dialog']), ['dialog Average response score']);
    assert.deepEqual(headings(list).slice(0, 4), [
      '2 Average response score',
      '3 Formula',
      '3 Month by month',
      '3 Score calculation',
    ]);
    assert.match(named(list, ['image']).join('\n'), /The table below says the same/);
    assert.ok(!list.some(({ role }) => role === 'main'), 'the page behind it is not read');
  });

  test('a reading under way: its progress has the name of the file', async () => {
    const list = await told(await reach('4-reading'));
    assert.deepEqual(named(list, ['progressbar']), ['progressbar Reading Large courseware.csv']);
    assert.ok(named(list, ['button']).includes('button Cancel'));
  });

  test('there is one live region, and it says what has happened, once and in whole sentences', async () => {
    const tab = await kit.open(`#/?on=${sampleDate}`, { prepare: listen });
    assert.deepEqual(
      await tab.page.$$eval('[aria-live], [role=status], [role=alert], [role=log]', (all) =>
        all.map(({ id, ariaLive, role }) => [id, ariaLive, role]),
      ),
      [['announcement', 'polite', 'status']],
    );
    const says = (...expected) =>
      becomes(async () => tab.page.evaluate(() => globalThis.said), expected).then(() =>
        tab.page.evaluate(() => {
          globalThis.said = [];
        }),
      );
    const sentence = async () => (await tab.screen()).overview.overall.sentence;

    await tab.give(samplePaths);
    const atFirst = `3 files read. ${await sentence()}`;
    assert.match(atFirst, /^3 files read\. Not qualified on Dec 1, 2026: .*\.$/);
    await says(atFirst);

    await tab.page.evaluate(() => {
      location.hash = '#/?on=2027-03-31';
    }); // at once: typed, every date in between is said too
    await becomes(async () => /Mar 31, 2027/.test(await sentence()), true);
    await says(`3 files read. ${await sentence()}`);

    await tab.details('courseware_completions');
    await kit.browser.downloaded(() => tab.download('All'));
    await says('Putting the line items together.', 'The line items have been downloaded.');
    await tab.press('1,340, show line items: All rows');
    await says('1,340 line items found.');
    await tab.press('Next page');
    await says('1,340 line items found, from 101.');
    await tab.page.goBack();
    await becomes(async () => (await tab.screen()).overview !== null, true);

    await tab.details('courseware_completions');
    await tab.press('Next criterion');
    await says('Exam unit purchases');
    await tab.press('Close');
    await becomes(() => tab.flyout(), null);

    await tab.press('Remove Exam-unit-purchases.csv');
    await becomes(async () => /no file of exam unit purchases/.test(await sentence()), true);
    await says('Exam-unit-purchases.csv removed.', `2 files read. ${await sentence()}`);
    await tab.press('Remove all');
    await says('All files removed.');
  });

  for (const id of ['1-nothing-pasted', '4-cancelled', '5-answered', '5-restarted']) {
    test(`what a note says is said aloud as well, and once: ${states.find((state) => state.id === id).title}`, async () => {
      const tab = await reach(id, { open: (hash, options) => kit.open(hash, { ...options, prepare: listen }) });
      const { note } = await tab.screen();
      assert.match(note, /\.$/);
      const times = () =>
        tab.page.evaluate((note) => globalThis.said.filter((words) => words.includes(note)).length, note);
      await becomes(times, 1);
      assert.equal(
        await tab.page.$eval('.message', (message) => message.closest('[role], [aria-live]')),
        null,
        'by nothing else',
      );
    });
  }

  test('what a sheet that closes has to say is said when it has closed, and not cut short with it', async () => {
    const tab = await reach('3-matched', {
      open: (hash, options) => kit.open(hash, { ...options, prepare: `(${listen})(); (${goBackSlowly})()` }),
    });
    const times = (list) =>
      tab.page.evaluate(
        (list) => globalThis[list].filter((words) => words.includes('Your matches are applied.')).length,
        list,
      );
    await becomes(() => times('said'), 1);
    assert.equal(await times('saidInDialog'), 0);
  });

  test('trouble is an alert', async () => {
    const list = await told(await reach('5-trouble'));
    assert.deepEqual(named(list, ['alert']).length, 1);
  });
});
