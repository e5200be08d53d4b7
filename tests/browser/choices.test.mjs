// What only the user can settle, and what becomes of it: each decision makes of the score what `tspq score --choices`
// makes of it, and can be taken back, kept as a file and opened again.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { tspq } from '../wasm/core.mjs';
import { comparable, overviewOf } from './support/expected.mjs';
import { COURSEWARE, DATE, EXAMS, put, SURVEYS, table, undecided, unmatched } from './support/files.mjs';
import { pageIn } from './support/shared.mjs';
import { matchDate } from './support/states.mjs';
import { becomes, until } from './support/wait.mjs';

/** What `tspq score` says of these files with a file of choices, which names the anniversary too. */
function scoreBy(paths, choicesFile) {
  const { out, err } = tspq(['score', ...paths, '--json', '--choices', choicesFile]);
  assert.equal(err, '');
  return JSON.parse(out);
}
const scoreWith = (paths, choices = {}) =>
  scoreBy(paths, put({ 'choices.json': JSON.stringify({ anniversary: DATE, ...choices }) })[0]);

describe('choices', () => {
  const page = pageIn();

  async function opened(paths) {
    const tab = await page.open(`#/?on=${DATE}`);
    await tab.give(paths);
    return tab;
  }
  const shows = (tab, score) => becomes(async () => comparable(await tab.screen()).overview, overviewOf(score));
  const note = (tab, words) => becomes(async () => (await tab.screen()).note, words);
  const open = async (tab, label) => {
    await tab.press(label);
    await until(() => tab.page.$('#sheet dialog[open]'), `${label} is open`);
  };
  const close = async (tab) => {
    await tab.press('Close');
    await until(async () => (await tab.page.$('#sheet dialog[open]')) === null, 'the sheet is closed');
  };
  const words = (tab, selector) =>
    tab.page.$$eval(selector, (all) => all.map((element) => element.innerText.replace(/\s+/g, ' ').trim()));
  const complaint = async (tab) => (await words(tab, '#sheet .field-help'))[0] ?? null;

  test('questions are asked once over all files, most rows first, with what is likely; each answer holds at once', async () => {
    const paths = put({
      'First.csv': table(
        COURSEWARE,
        '2026-06-03,1,10969,,7,yes,A1',
        '2026-06-03,1,ZZ-100T00,,7,yes,A2',
        '2026-06-03,1,ZZ-100T00,,7,yes,A3',
      ),
      'Second.csv': table(COURSEWARE, '2026-06-03,1,ZZ-100T00,,7,yes,A4', '2026-06-03,1,ZZ-100T00,,7,yes,A5'),
      'Surveys.csv': table(
        'Survey ID,Completion date,Course number,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9',
        ...['S1', 'S2', 'S3'].map((id) => `${id},2026-06-03,ZZ-300T00,Advanced,,5,5,5,5,5,5,5,5,5`),
        ...['S4', 'S5'].map((id) => `${id},2026-06-03,,Advanced,Cloudy,5,5,5,5,5,5,5,5,5`),
      ),
    });
    const tab = await opened(paths);
    await shows(tab, scoreWith(paths));
    await tab.click('details.decisions summary');
    assert.deepEqual(await words(tab, '.decision p'), [
      'Is ZZ-100 Advanced, or Fundamental and others? 4 rows wait for it.',
      'Which solution area does ZZ-300 belong to? 3 rows wait for it.',
      'Which solution area does “Cloudy” belong to? 2 rows wait for it.',
      'Is 10969 Advanced, or Fundamental and others? 1 row waits for it.',
    ]);
    assert.deepEqual(
      (await words(tab, '.decision button')).filter((answer) => answer.includes('likely')),
      ['Fundamental and others (likely)'],
    );

    await tab.press('Security: ZZ-300');
    await note(tab, 'ZZ-300 belongs to Security.');
    const areas = { 'ZZ-300': 'security' };
    await shows(tab, scoreWith(paths, { areas }));
    await tab.press('Modern Work: “Cloudy”');
    await note(tab, '“Cloudy” belongs to Modern Work.');
    await shows(tab, scoreWith(paths, { areas, cells: { areas: { Cloudy: 'modern_work' } } }));
  });

  test('are listed with the rows they decide, saved as a file that the command line takes, and taken back one by one', async () => {
    const paths = undecided();
    const tab = await opened(paths);
    await tab.setMode('exact-days');
    await tab.click('details.decisions summary');
    await tab.press('Advanced: ZZ-100');
    await note(tab, 'ZZ-100 is Advanced.');
    await open(tab, 'Choices');
    await becomes(() => words(tab, '.decided p'), ['ZZ-100: Advanced · 12 rows']);
    const { name, bytes } = await page.browser.downloaded(() => tab.press('Save as a file'));
    assert.equal(name, 'choices.json');
    assert.deepEqual(JSON.parse(bytes), {
      anniversary: DATE,
      window: 'exact-days',
      categories: { 'ZZ-100': 'advanced' },
    });
    const [saved] = put({ 'choices.json': bytes });
    await shows(tab, scoreBy(paths, saved));
    assert.equal((await tab.screen()).overview.base.cards.courseware_completions.value, '18.0');

    await tab.press('Take back: ZZ-100');
    await becomes(() => words(tab, '.decided p'), []);
    await close(tab);
    await note(tab, 'Your choice is taken back.');
    await shows(tab, scoreWith(paths, { window: 'exact-days' }));
  });

  test('can be undone as long as the note about them stands, and not beside another one', async () => {
    const tab = await opened(undecided());
    await tab.click('details.decisions summary');
    await tab.press('Advanced: ZZ-100');
    const buttons = () =>
      tab.page.$$eval('.message button', (all) => all.map((button) => button.ariaLabel ?? button.innerText.trim()));
    await becomes(buttons, ['Undo', 'Dismiss']);
    await tab.paste('no cells');
    await becomes(buttons, ['Dismiss']);
    await tab.press('Fundamental and others: ZZ-200');
    await becomes(buttons, ['Undo', 'Dismiss']);
    await tab.press('Dismiss');
    await becomes(buttons, []);
    await tab.paste('no cells');
    await becomes(buttons, ['Dismiss']);
  });

  test('leave only rows of the organisations named, and ask for an eligible trainer, until that is taken back', async () => {
    const paths = put({
      'Courseware.csv': table(
        COURSEWARE,
        '2026-06-03,1001,AZ-104T00,Advanced,7,yes,A1',
        '2026-06-03,1002,AZ-104T00,Advanced,7,no,A2',
        '2026-06-03,1003,AZ-104T00,Advanced,7,no,A3',
      ),
    });
    const tab = await opened(paths);
    await open(tab, 'Choices');
    const orgs = async (text) => {
      await tab.page.$eval('#org-ids', (field) => field.select());
      await tab.page.keyboard.type(text);
      if (text === '') await tab.page.keyboard.press('Delete');
      await tab.page.keyboard.press('Tab');
    };
    const value = async (expected, choices) => {
      await shows(tab, scoreWith(paths, choices));
      assert.equal((await tab.screen()).overview.base.cards.courseware_completions.value, expected);
    };
    await orgs(' 1001, 1002 ,');
    await note(tab, 'Only rows of 2 organisations count now.');
    await value('2.0', { org_ids: ['1001', '1002'] });
    await tab.click('#sheet .tick');
    await note(tab, 'Courseware now asks for an eligible trainer.');
    await value('1.0', { org_ids: ['1001', '1002'], require_eligible_mct: ['courseware'] });
    await orgs('');
    await note(tab, 'Rows of all organisations count now.');
    await value('1.0', { require_eligible_mct: ['courseware'] });
    await tab.click('#sheet .tick');
    await note(tab, 'Courseware no longer asks for an eligible trainer.');
    await value('3.0');
  });

  test('in a file that cannot be used are refused in the sheet, where it says why, and change nothing', async () => {
    const paths = undecided();
    const tab = await opened(paths);
    const before = scoreWith(paths);
    await open(tab, 'Choices');
    for (const [text, why] of [
      [
        'Advanced',
        "Wrong.json is not a file of choices: it holds no JSON. Choose a file that was saved here or written for the command line's --choices.",
      ],
      [
        '{"window": "fortnight", "require_eligible_mct": ["courseware"]}',
        'Wrong.json cannot be used. In the choices at window: expected completed-months or exact-days, found “fortnight”. Correct it there and load it again.',
      ],
    ]) {
      const input = await tab.page.$('#sheet input[type=file]');
      await input.uploadFile(...put({ 'Wrong.json': text }));
      await becomes(() => complaint(tab), why);
      await becomes(() => tab.page.$eval('#announcement', ({ textContent }) => textContent), why);
    }
    await close(tab);
    await shows(tab, before);
    assert.equal((await tab.screen()).note, null);
    await open(tab, 'Choices');
    assert.equal(await complaint(tab), null, 'it is told where it was, and not once more');
  });

  test('what a file is can be chosen, and left to its headings again', async () => {
    const paths = put({ 'Exams.csv': table(EXAMS, '2026-06-03,1001,AZ-104,Advanced,5') });
    const tab = await opened(paths);
    await open(tab, 'Match columns: Exams.csv');
    await tab.page.select('#sheet .file-order select', 'courseware');
    const { message } = scoreWith(paths, { kind: { 'Exams.csv': 'courseware' } }).problems[0];
    await becomes(async () => (await tab.screen()).files[0].problem, message);
    await note(tab, 'Exams.csv is read as Courseware completions.');
    await tab.page.select('#sheet .file-order select', '');
    await shows(tab, scoreWith(paths));
    await note(tab, 'Exams.csv is what its headings say.');
  });

  test('matched columns are given back to what the page recognises; what was only begun is forgotten', async () => {
    const paths = unmatched();
    const tab = await opened(paths);
    const problem = async () => (await tab.screen()).files[0].problem;
    const asRecognised = await problem();
    const label = 'Match columns: Unmatched.csv';
    await open(tab, label);
    const first = () => tab.page.$eval('.match select', ({ value }) => value);
    const before = await first();
    for (const [place, values] of [
      ['0', '2026-06-03 · 2026-06-04 · 2026-06-05'],
      ['2', 'A1 · A2 · A3'],
      ['1', 'Advanced · Advanced · Fundamentals'],
    ]) {
      await tab.page.select('.match select', place);
      await becomes(() => words(tab, '.match tbody tr:first-child .first-values'), [values]);
    }
    await close(tab);
    await open(tab, label);
    assert.equal(await first(), before);
    assert.notEqual(before, '1');

    await matchDate(tab);
    await becomes(problem, null);
    await open(tab, label);
    await tab.press('Back to what was recognised');
    await note(tab, 'The columns are those the page recognises.');
    await becomes(problem, asRecognised);
  });

  test('the nine questions must be nine columns', async () => {
    const paths = put({ 'Surveys.csv': table(SURVEYS, 'S1,2026-06-03,Advanced,Security,5,5,5,5,5,5,5,5,4') });
    const tab = await opened(paths);
    await open(tab, 'Match columns: Surveys.csv');
    const field = await tab.page.evaluate(
      () => [...document.querySelectorAll('.match label')].find(({ innerText }) => innerText === 'question 1').htmlFor,
    );
    await tab.page.select(`#${field}`, String(SURVEYS.split(',').indexOf('Q2')));
    await tab.press('Apply');
    await becomes(() => complaint(tab), 'Choose a different column for each of the nine questions, or none at all.');
    await shows(tab, scoreWith(paths));
  });
});
