// Laws that hold for every set of files, tried on seeded random ones of every kind, shape, spelling and file form.
// Where one breaks, the seed is in the test's name and random.mjs makes the same files again.
//
//   TSPQ_LAW_SETS=3000 node --test tests/wasm/laws.test.mjs                       more than the usual 200 sets
//   TSPQ_LAW_SETS=1 TSPQ_LAW_FIRST=1234 node --test tests/wasm/laws.test.mjs      that one alone

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { score as oracle } from '../cases/oracle.mjs';
import { render } from '../cases/render.mjs';
import {
  download,
  loadCore,
  optionsOf,
  oracleInput,
  rowsOf,
  scoreByWasm,
  tspq,
  withCalculator,
  withFiles,
} from './core.mjs';
import { cards, checkAccounting, hundredths, rowsByKind, same, verdictsOfDownload, verdictsOfOracle } from './laws.mjs';
import {
  asLong,
  damage,
  needsOrder,
  partsAgree,
  random,
  randomSet,
  reformed,
  reordered,
  respelled,
  toFile,
} from './random.mjs';

const SETS = Number(process.env.TSPQ_LAW_SETS ?? 200);
const FIRST = Number(process.env.TSPQ_LAW_FIRST ?? 1);
const core = await loadCore();

const DETAILS = [
  'courseware_completions',
  'exam_unit_purchases',
  'average_response_score',
  'security/survey_completions',
];

/** Everything a set of files leads to: score and details as JSON text, and the download of all rows. */
function everything(files, settings, chunk) {
  return withCalculator(core, files, settings, chunk, (calculator) => ({
    score: calculator.score(settings.anniversary, settings.window),
    details: DETAILS.map((id) => calculator.details(settings.anniversary, settings.window, id)),
    rows: rowsOf(calculator, files, settings, chunk),
  }));
}

for (let seed = FIRST; seed < FIRST + SETS; seed++) {
  test(`random set ${seed}`, async () => {
    await turn(); // so that what the runner has to say comes out while sets are tried
    const { settings, files, rng } = randomSet(seed);
    const plain = files.map((file) => toFile(file));
    const run = (set, with_ = settings) => JSON.parse(scoreByWasm(core, set, with_));
    const whole = everything(plain, settings);
    const found = JSON.parse(whole.score);
    const lines = render(found);
    const linesWithoutCodes = render(found, { codes: false });
    const bare = cards(linesWithoutCodes);

    // In = counted + reasons; the oracle agrees about every card and every row.
    checkAccounting(found);
    const second = oracle(oracleInput(plain, settings));
    same(render(second), linesWithoutCodes, 'oracle (-) and core (+) differ');
    same(verdictsOfOracle(second), verdictsOfDownload(whole.rows), 'oracle (-) and core (+) differ about rows');

    // The program and the WebAssembly module say the same, byte for byte.
    withFiles(plain, (cwd, names) => {
      assert.equal(
        tspq(['score', ...names, '--json', ...optionsOf(settings, cwd)], { cwd }).out,
        `${whole.score}\n`,
        'native and wasm',
      );
      assert.ok(
        tspq(['rows', ...names, ...optionsOf(settings, cwd)], { cwd }).bytes.equals(whole.rows),
        'native and wasm rows',
      );
    });

    // Chunks do not matter.
    const size = plain.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const chunk = size < 100_000 ? rng.of([1, 2, 3, 4 + rng.below(2000)]) : 61 + rng.below(70_000);
    assert.deepEqual(everything(plain, settings, chunk), whole, `in chunks of ${chunk}`);

    // The order of rows does not matter, for repeats here repeat the whole row.
    same(
      lines,
      render(run(files.map((file) => toFile({ ...file, rows: rng.shuffled(file.rows) })))),
      'rows in another order',
    );

    // The order of files does not matter, but for which of two files has the repeat.
    const turned = run(rng.shuffled(plain));
    same(bare, cards(render(turned, { codes: false })), 'files in another order');
    assert.deepEqual(rowsByKind(turned), rowsByKind(found), 'files in another order');

    // A file may come in two pieces, unless something is a fact of the whole file: the order of day and month, or which
    // questions count.
    const halves = files.flatMap((file, i) => {
      if (needsOrder(file) || !partsAgree(file)) return [plain[i]];
      const at = rng.below(file.rows.length + 1);
      return [
        toFile({ ...file, name: `a-${file.name}`, rows: file.rows.slice(0, at) }),
        toFile({ ...file, name: `b-${file.name}`, rows: file.rows.slice(at) }),
      ];
    });
    const apart = new Set(halves.map(({ bytes }) => Buffer.from(bytes).toString('latin1')));
    if (apart.size === halves.length) {
      // two header-only pieces of one kind would be the same file twice
      const split = run(halves);
      same(bare, cards(render(split, { codes: false })), 'files in two pieces');
      assert.deepEqual(rowsByKind(split), rowsByKind(found), 'files in two pieces');
    }

    // The form does not matter: every cell quoted, CRLF for LF, and then all of it at once in every file for itself.
    same(lines, render(run(files.map((file) => toFile(file, { quoteAll: true })))), 'every cell quoted');
    same(lines, render(run(files.map((file) => toFile(file, { end: '\r\n' })))), 'CRLF');
    const other = files.map((file) => reformed(file, rng));
    same(
      linesWithoutCodes,
      render(run(other.map((file) => toFile(file))), { codes: false }),
      JSON.stringify(other.map(({ form }) => form)),
    );

    // Nor do the spelling of headers and the order of columns.
    const renamed = reordered(respelled(files, rng), rng);
    same(
      linesWithoutCodes,
      render(run(renamed.map((file) => toFile(file))), { codes: false }),
      JSON.stringify(renamed.map(({ columns }) => columns.map(({ header }) => header))),
    );

    // Surveys in the wide and in the long shape are the same surveys.
    const both = files.map((file) =>
      file.shape === 'wide' && file.columns.some(({ fact }) => fact === 'id')
        ? asLong(file, rng)
        : { wide: file, long: file },
    );
    if (both.some(({ wide, long }) => wide !== long)) {
      const [asWide, inLong] = [both.map(({ wide }) => wide), both.map(({ long }) => long)].map((set) =>
        cards(render(run(set.map((file) => toFile(file))), { codes: false })),
      );
      same(asWide, inLong, 'wide (-) and long (+)');
    }

    // Years do not matter: all dates and the anniversary, so many years later.
    const years = rng.of([1, 1, 4, 30]);
    const later = {
      ...settings,
      anniversary: String(Number(settings.anniversary.slice(0, 4)) + years) + settings.anniversary.slice(4),
    };
    const shifted = render(
      run(
        files.map((file) => toFile(file, { years })),
        later,
      ),
    );
    same(lines.slice(1), shifted.slice(1), `${years} years later`); // the first line is the window

    // A download dropped back in gives every row the verdict it had.
    const once = plain.map((file) => ({ name: file.name, bytes: download(core, [file], settings) }));
    for (const file of once)
      same(
        verdictsOfDownload(file.bytes),
        verdictsOfDownload(download(core, [file], settings)),
        'downloaded and dropped back in',
      );
    same(linesWithoutCodes, render(run(once), { codes: false }), 'downloads dropped back in');

    // Another anniversary is a question to the same sums: no file is read again, and the oracle, which reads them
    // again, agrees.
    withCalculator(core, plain, settings, undefined, (calculator) => {
      for (const [anniversary, window] of [
        rng.of([
          ['2001-01-01', 'completed-months'],
          ['2024-02-29', 'exact-days'],
        ]),
        [settings.anniversary, 'exact-days'],
        [`${Number(settings.anniversary.slice(0, 4)) + 1}${settings.anniversary.slice(4)}`, 'completed-months'],
      ]) {
        const moved = { ...settings, anniversary, window };
        same(
          render(oracle(oracleInput(plain, moved))),
          render(JSON.parse(calculator.score(anniversary, window)), { codes: false }),
          `anniversary ${anniversary} ${window}`,
        );
      }
      assert.equal(calculator.score(settings.anniversary, settings.window), whole.score, 'and back again');
    });
  });
}

describe('one more row', () => {
  test('an Advanced redemption more never lowers a score, a survey of fives never lowers an average', () => {
    const rng = random(99);
    for (let seed = 1; seed <= 40; seed++) {
      const { settings, files } = randomSet(seed);
      const calm = { ...settings, org: [] };
      const day = calm.anniversary.slice(0, 4) - 1 + calm.anniversary.slice(4, 8) + '28';
      const plain = files.map((file) => toFile(file));
      const before = JSON.parse(scoreByWasm(core, plain, calm));
      const more = rng.chance(0.5)
        ? {
            name: 'more.csv',
            bytes: Buffer.from(`Redemption date,Course type,Achievement code\n${day},Advanced,NEW${seed}\n`),
          }
        : {
            name: 'more.csv',
            bytes: Buffer.from(
              `Survey ID,Completion date,Course type,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\nNEW${seed},${day},Advanced,5,5,5,5,5,5,5,5,5\n`,
            ),
          };
      const after = JSON.parse(scoreByWasm(core, [...plain, more], calm));
      assert.ok(Number(after.base.courseware_completions.score) >= Number(before.base.courseware_completions.score));
      const [was, is] = [before, after].map(({ base }) => base.average_response_score);
      assert.ok(hundredths(is.points) * BigInt(was.answers) >= hundredths(was.points) * BigInt(is.answers));
    }
  });
});

describe('damaged files', () => {
  test('are read the same in any chunks, and every row of them is accounted for', () => {
    for (let seed = FIRST; seed < FIRST + SETS / 2; seed++) {
      const { settings, files, rng } = randomSet(seed);
      const damaged = files
        .map((file) => toFile(file, { quoteAll: rng.chance(0.3) }))
        .map(({ name, bytes }) => ({ name, bytes: damage(bytes, rng) }));
      const text = scoreByWasm(core, damaged, settings);
      checkAccounting(JSON.parse(text));
      for (const chunk of [1, 2 + rng.below(100)])
        assert.equal(scoreByWasm(core, damaged, settings, chunk), text, `set ${seed} in chunks of ${chunk}`);
    }
  });

  test("give the same verdicts as the oracle's when the header is whole", () => {
    for (let seed = FIRST; seed < FIRST + SETS; seed++) {
      const { settings, files, rng } = randomSet(seed);
      const damaged = files
        .map((file) => toFile(file, { quoteAll: rng.chance(0.3) }))
        .map(({ name, bytes, start }) => ({ name, bytes: damage(bytes, rng, start) }));
      const found = JSON.parse(scoreByWasm(core, damaged, settings));
      same(
        render(oracle(oracleInput(damaged, settings))),
        render(found, { codes: false }),
        `set ${seed}: oracle (-) and core (+) differ`,
      );
    }
  });

  test('bytes without any sense are refused, or read, but never break the program', () => {
    const rng = random(4711);
    for (let i = 0; i < 60; i++) {
      const alphabet = rng.of([
        [0x22, 0x2c, 0x0a],
        [0x22, 0x0d, 0x0a, 0x61],
        Array.from({ length: 256 }, (_, n) => n),
        [0, 0xff, 0xfe],
        [...Buffer.from('sep=;,\n"Date,Type')],
      ]);
      const bytes = new Uint8Array(Array.from({ length: rng.below(400) }, () => rng.of(alphabet)));
      const file = [{ name: 'noise.csv', bytes }];
      const text = scoreByWasm(core, file, { anniversary: '2025-01-15' });
      checkAccounting(JSON.parse(text));
      assert.equal(scoreByWasm(core, file, { anniversary: '2025-01-15' }, 1), text);
      withFiles(file, (cwd, names) => {
        const { status, out } = tspq(['score', ...names, '--json', '--anniversary', '2025-01-15'], { cwd });
        assert.ok([1, 2].includes(status));
        assert.equal(out, `${text}\n`);
      });
    }
  });
});
