// Laws of survey shapes and of downloads, on seeded random sets: wide, long and averages say the same; long rows may be
// split, mixed and overlap; rows of several files in one download, dropped back in, give the same verdicts.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { score as oracle } from '../cases/oracle.mjs';
import { render } from '../cases/render.mjs';
import { download, loadCore, MOST, oracleInput, scoreByWasm, withCalculator } from './core.mjs';
import { cards as cardLines, checkAccounting, rowsByKind, same, verdictsOfDownload } from './laws.mjs';
import { needsOrder, partsAgree, random, randomSet, reformed, toFile } from './random.mjs';

const SETS = Math.ceil(Number(process.env.TSPQ_LAW_SETS ?? 200) / 2);
const core = await loadCore();

const cards = (score) => cardLines(render(score, { codes: false }));
const file = (name, lines) => ({ name, bytes: Buffer.from(lines.map((cells) => `${cells.join(',')}\n`).join('')) });

const SHARED = [
  'Survey ID',
  'Completion date',
  'V ORG ID',
  'Course number',
  'Course type',
  'Solution area',
  'MCT eligible',
];
const QUESTIONS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const sum = (answers) => answers.reduce((total, answer) => total + Number(answer), 0);

/** Surveys whose answers can all be read; what else is wrong with one is wrong with all its rows. */
function randomSurveys(seed) {
  const rng = random(seed * 104729 + 3);
  const settings = {
    anniversary: '2025-01-15',
    window: rng.of(['completed-months', 'exact-days']),
    org: rng.chance(0.3) ? ['1001'] : [],
  };
  const two = (n) => String(n).padStart(2, '0');
  const surveys = Array.from({ length: 1 + rng.below(25) }, (_, i) => {
    const answered = rng.of([0, 1, 2, 4, 5, 9, 9, 9]);
    const answers = Array.from({ length: 9 }, (_a, at) =>
      at < answered ? String(1 + rng.below(5)) : rng.of(['', 'N/A', '-']),
    );
    const date = rng.chance(0.05)
      ? rng.of(['', '2024-02-30'])
      : `202${rng.of([3, 4, 4, 4, 4, 5])}-${two(1 + rng.below(12))}-${two(1 + rng.below(28))}`;
    const cells = [
      rng.chance(0.05) ? '' : `S${i}`,
      date,
      rng.of(['1001', '1001', '1002']),
      rng.of(['SC-200T00', 'AZ-900T00', 'ZZ-999T00']),
      rng.of(['Advanced', 'Advanced', 'Advanced', 'Fundamentals', '', 'Gold']),
      rng.of(['Security', 'Infra', 'Data & AI', '', 'Gardening']),
      rng.of(['yes', 'yes', 'yes', 'no']),
    ];
    return { cells, answers: rng.shuffled(answers) };
  });
  return { settings, surveys, rng };
}
const asWide = (surveys) => [
  [...SHARED, ...QUESTIONS.map((n) => `Q${n}`)],
  ...surveys.map(({ cells, answers }) => [...cells, ...answers]),
];
const longRows = (surveys) =>
  surveys.flatMap(({ cells, answers }) => answers.map((answer, i) => [...cells, `Q${i + 1}`, answer]));
const LONG = [...SHARED, 'Question', 'Score'];

describe('shapes of surveys', () => {
  test('wide, long and averages of the same answers give the same cards', () => {
    for (let seed = 1; seed <= SETS; seed++) {
      const { settings, surveys, rng } = randomSurveys(seed);
      const what = (shape) => `set ${seed}: wide (-) and ${shape} (+) differ`;
      const run = (lines, read) => withCalculator(core, [file('Surveys.csv', lines)], settings, MOST, read);
      const read = (calculator) => {
        const score = JSON.parse(calculator.score(settings.anniversary, settings.window));
        checkAccounting(score);
        const details = (id) => {
          const { months, distribution, questions } = JSON.parse(
            calculator.details(settings.anniversary, settings.window, id),
          );
          return { months, distribution, questions };
        };
        return { score, average: details('average_response_score'), security: details('security/survey_completions') };
      };
      const wide = run(asWide(surveys), read);
      const long = run([LONG, ...rng.shuffled(longRows(surveys))], read);
      same(cards(wide.score), cards(long.score), what('long'));
      assert.deepEqual(long.average, wide.average, what('long'));
      assert.deepEqual(long.security, wide.security, what('long'));
      assert.equal(long.score.files[0].rows.in, 9 * surveys.length);
      assert.equal(long.score.files[0].rows.counted, 9 * wide.score.files[0].rows.counted, 'nine rows a survey');

      // An average in hundredths is exact for 1, 2, 4 and 5 answers, and for nine of the same.
      const exact = surveys.map(({ cells, answers }) => ({
        cells,
        answers: answers.every((a) => /\d/.test(a)) ? Array(9).fill(answers[0]) : answers,
      }));
      const averages = exact.map(({ cells, answers }) => {
        const given = answers.filter((answer) => /\d/.test(answer));
        return [
          ...cells,
          given.length > 0 ? String((sum(given) * 100) / given.length / 100) : 'N/A',
          String(given.length),
        ];
      });
      same(
        cards(run(asWide(exact), read).score),
        cards(run([[...SHARED, 'Average score', 'Answered questions'], ...averages], read).score),
        what('averages'),
      );
    }
  });

  test('long rows may be mixed, come in two files, and overlap; core and oracle agree about each', () => {
    for (let seed = 1; seed <= SETS; seed++) {
      const { settings, surveys, rng } = randomSurveys(seed);
      const rows = longRows(surveys);
      // Unreadable ones, repeats and questions beyond the nine, each in a row of its own.
      for (const row of [...rows]) {
        if (!rng.chance(0.03)) continue;
        rows.push(
          row,
          [...row.slice(0, 8), rng.of(['6', '0', 'good', '4.5'])],
          [...row.slice(0, 7), `Q${rng.of([10, 11])}`, rng.of(['3', 'good'])],
        );
      }
      const run = (files, chunk) => {
        const score = JSON.parse(scoreByWasm(core, files, settings, chunk));
        checkAccounting(score);
        same(
          render(oracle(oracleInput(files, settings))),
          render(score, { codes: false }),
          `set ${seed}: oracle (-) and core (+) differ`,
        );
        return score;
      };
      const whole = run([file('Surveys.csv', [LONG, ...rows])]);
      const at = rng.below(rows.length + 1);
      const back = rng.below(at + 1);
      const parts = (list, from) => [
        file('A.csv', [LONG, ...list.slice(0, at)]),
        file('B.csv', [LONG, ...list.slice(from)]),
      ];
      if (at > 0 && at < rows.length)
        same(cards(whole), cards(run(parts(rows, at), 1 + rng.below(300))), `set ${seed}: in two files`);
      if (back > 0 && at < rows.length) {
        const overlapping = run(parts(rows, back));
        same(cards(whole), cards(overlapping), `set ${seed}: overlapping files`);
        const questionsOfTheNine = (list) => list.filter((row) => Number(row[7].slice(1)) <= 9);
        if (questionsOfTheNine(rows).length === rows.length) {
          assert.equal(
            overlapping.files[0].rows.counted + overlapping.files[1].rows.counted,
            whole.files[0].rows.counted,
            `set ${seed}: no row counts twice`,
          );
        }
      }
      same(
        cards(whole),
        cards(run([file('Surveys.csv', [LONG, ...rng.shuffled(rows)])])),
        `set ${seed}: rows in another order`,
      );
      const turned = run(parts(rows, at).reverse());
      if (at > 0 && at < rows.length) same(cards(whole), cards(turned), `set ${seed}: files in another order`);
    }
  });
});

describe('downloads dropped back in', () => {
  test('several files of a kind in one download give every row the verdict it had', () => {
    let tried = 0;
    for (let seed = 1; seed <= SETS; seed++) {
      const { settings, files, rng } = randomSet(seed);
      for (const whole of files) {
        // Left out: what is a fact of one file, so that one download of two may contradict itself or say more than each
        // of them.
        if (needsOrder(whole) || !partsAgree(whole) || whole.rows.length < 2) continue;
        const back = rng.below(whole.rows.length);
        // The second one may have fewer columns: its rows then have empty cells in the download, which must not pass
        // for what such a cell says elsewhere.
        const missing = ['id', 'units', ...(whole.kind === 'surveys' ? ['eligible'] : [])].filter(
          (fact) => rng.chance(0.25) && !(fact === 'id' && whole.shape === 'long'),
        );
        const columns = whole.columns.filter(({ fact }) => !missing.includes(fact));
        const parts = [
          { ...whole, name: 'a.csv', rows: whole.rows.slice(0, back + 1) },
          { ...whole, name: 'b.csv', columns, rows: whole.rows.slice(rng.below(back + 1)) },
        ];
        const own = parts.map((file, i) => toFile(i === 0 ? file : reformed(file, rng)));
        const all = download(core, own, settings);
        // The download has one name for all its rows.
        const verdicts = (bytes) => verdictsOfDownload(bytes).map((line) => line.replace(/^.*: /, ''));
        same(
          verdicts(all),
          verdicts(download(core, [{ name: 'all.csv', bytes: all }], settings)),
          `set ${seed}, ${whole.name}`,
        );
        const [before, after] = [own, [{ name: 'all.csv', bytes: all }]].map((set) =>
          JSON.parse(scoreByWasm(core, set, settings)),
        );
        same(cards(before), cards(after), `set ${seed}, ${whole.name}: before (-) and after (+)`);
        assert.deepEqual(rowsByKind(after), rowsByKind(before), `set ${seed}, ${whole.name}`);
        tried += 1;
      }
    }
    assert.ok(tried > SETS / 2);
  });
});
