// Laws that hold for every set of files, tried on a few hundred seeded random ones through the WebAssembly module. Where one
// breaks, the seed is in the test's name and random.mjs makes the same files again.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { score as oracle } from '../cases/oracle.mjs';
import { difference, render } from '../cases/render.mjs';
import { loadCore, oracleInput, readFile, scoreByWasm, setupOf, tspq, withFiles } from './core.mjs';
import { checkAccounting } from './laws.mjs';
import { damage, random, randomSet, toFile } from './random.mjs';

const SETS = Number(process.env.TSPQ_LAW_SETS ?? 200);
const core = await loadCore();

const cards = (lines) => lines.filter((line) => !/^[^:]*\.csv: /.test(line));
const same = (expected, found, what) => {
  const diff = difference(expected, found);
  assert.equal(diff, '', `${what}\n${diff}\n`);
};

/** The rows of all files of each kind together, by kind. */
function rowsByKind(score) {
  const sums = {};
  for (const { kind, rows } of score.files) {
    const sum = (sums[kind] ??= { in: 0, counted: 0, reasons: {} });
    sum.in += rows.in;
    sum.counted += rows.counted;
    for (const [id, n] of Object.entries(rows.reasons)) sum.reasons[id] = (sum.reasons[id] ?? 0) + n;
  }
  return sums;
}

for (let seed = 1; seed <= SETS; seed++) {
  test(`random set ${seed}`, () => {
    const { settings, files, rng } = randomSet(seed);
    const plain = files.map((file) => toFile(file));
    const run = (set, chunk, with_ = settings) => scoreByWasm(core, set, with_, chunk);
    const text = run(plain);
    const found = JSON.parse(text);
    const lines = render(found);
    checkAccounting(found);
    same(render(oracle(oracleInput(plain, settings))), render(found, { codes: false }), 'oracle (-) and core (+) differ');

    // Chunks do not matter.
    for (const chunk of [rng.of([1, 2, 3]), 4 + rng.below(2000)]) assert.equal(run(plain, chunk), text, `in chunks of ${chunk}`);

    // The order of rows does not matter, for repeats here repeat the whole row.
    const mixed = files.map((file) => toFile({ ...file, rows: rng.shuffled(file.rows) }));
    same(lines, render(JSON.parse(run(mixed))), 'rows in another order');

    // The order of files does not matter, but for the list of files itself.
    const turned = render(JSON.parse(run(rng.shuffled(plain))));
    same(cards(lines), cards(turned), 'files in another order');

    // A file may come in two pieces. Slash dates are left out: their order is a fact of one file.
    const halves = files.flatMap((file, i) => {
      if (['dmy', 'mdy'].includes(file.style)) return [plain[i]];
      const at = rng.below(file.rows.length + 1);
      return [toFile({ ...file, name: `a-${file.name}`, rows: file.rows.slice(0, at) }), toFile({ ...file, name: `b-${file.name}`, rows: file.rows.slice(at) })];
    });
    const apart = new Set(halves.map((file) => Buffer.from(file.bytes).toString('latin1')));
    if (apart.size === halves.length) { // two header-only pieces of one kind would be the same file twice
      const split = JSON.parse(run(halves));
      same(cards(lines), cards(render(split)), 'files in two pieces');
      assert.deepEqual(rowsByKind(split), rowsByKind(found), 'files in two pieces');
    }

    // The form does not matter: quotes, line ends, delimiter.
    const form = { quoteAll: rng.chance(0.5), end: rng.of(['\r\n', '\r', '\n']), delimiter: rng.of([',', ';', '\t', '|']) };
    same(lines, render(JSON.parse(run(files.map((file) => toFile(file, form))))), JSON.stringify(form));

    // Years do not matter: all dates and the anniversary, so many years later.
    const years = rng.of([1, 4, 30]);
    const later = { ...settings, anniversary: String(Number(settings.anniversary.slice(0, 4)) + years) + settings.anniversary.slice(4) };
    const shifted = render(JSON.parse(run(files.map((file) => toFile(file, { years })), undefined, later)));
    same(lines.slice(1), shifted.slice(1), `${years} years later`); // the first line is the window

    // Another anniversary is a question to the same sums: no file is read again, and the oracle, which reads them again, agrees.
    const calculator = new core.Calculator(setupOf(settings));
    try {
      for (const file of plain) readFile(calculator, file);
      for (const [anniversary, window] of [['2001-01-01', 'completed-months'], ['2024-02-29', 'exact-days'], [settings.anniversary, 'exact-days'],
        [`${Number(settings.anniversary.slice(0, 4)) + 1}${settings.anniversary.slice(4)}`, 'completed-months']]) {
        const moved = { ...settings, anniversary, window };
        same(render(oracle(oracleInput(plain, moved))), render(JSON.parse(calculator.score(anniversary, window)), { codes: false }), `anniversary ${anniversary} ${window}`);
      }
      assert.equal(calculator.score(settings.anniversary, settings.window), text, 'and back again');
    } finally {
      calculator.delete();
    }
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
        ? { name: 'more.csv', bytes: Buffer.from(`Redemption date,Course type,Achievement code\n${day},Advanced,NEW${seed}\n`) }
        : { name: 'more.csv', bytes: Buffer.from(`Survey ID,Completion date,Course type,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\nNEW${seed},${day},Advanced,5,5,5,5,5,5,5,5,5\n`) };
      const after = JSON.parse(scoreByWasm(core, [...plain, more], calm));
      assert.ok(Number(after.base.courseware_completions.score) >= Number(before.base.courseware_completions.score));
      const [was, is] = [before, after].map(({ base }) => base.average_response_score);
      assert.ok(BigInt(is.points) * BigInt(was.answers) >= BigInt(was.points) * BigInt(is.answers));
    }
  });
});


describe('damaged files', () => {
  test('are read the same in any chunks, and every row of them is accounted for', () => {
    for (let seed = 1; seed <= SETS / 2; seed++) {
      const { settings, files, rng } = randomSet(seed);
      const damaged = files.map((file) => toFile(file, { quoteAll: rng.chance(0.3) })).map(({ name, bytes }) => ({ name, bytes: damage(bytes, rng) }));
      const text = scoreByWasm(core, damaged, settings);
      checkAccounting(JSON.parse(text));
      for (const chunk of [1, 2 + rng.below(100)]) assert.equal(scoreByWasm(core, damaged, settings, chunk), text, `set ${seed} in chunks of ${chunk}`);
    }
  });

  test('give the same verdicts as the oracle\'s when the header is whole', () => {
    for (let seed = 1; seed <= SETS; seed++) {
      const { settings, files, rng } = randomSet(seed);
      const damaged = files.map((file) => toFile(file, { quoteAll: rng.chance(0.3) })).map(({ name, bytes }) => ({ name, bytes: damage(bytes, rng, bytes.indexOf(0x0a) + 1) }));
      const found = JSON.parse(scoreByWasm(core, damaged, settings));
      same(render(oracle(oracleInput(damaged, settings))), render(found, { codes: false }), `set ${seed}: oracle (-) and core (+) differ`);
    }
  });

  test('bytes without any sense are refused, or read, but never break the program', () => {
    const rng = random(4711);
    for (let i = 0; i < 60; i++) {
      const alphabet = rng.of([[0x22, 0x2c, 0x0a], [0x22, 0x0d, 0x0a, 0x61], Array.from({ length: 256 }, (_, n) => n), [0, 0xff, 0xfe], [...Buffer.from('sep=;,\n"Date,Type')]]);
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
