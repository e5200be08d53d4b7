// Every case, five ways: the program, the WebAssembly module in chunks of several sizes and that for machines without
// SIMD (byte for byte the same JSON), the oracle, and the expected half of the case file.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readCases } from '../cases/format.mjs';
import { score as oracle } from '../cases/oracle.mjs';
import { difference, render } from '../cases/render.mjs';
import {
  loadCore,
  moduleBytes,
  optionsOf,
  oracleInput,
  repository,
  scoreByWasm,
  tspq,
  withFiles,
  withFingerprints,
} from './core.mjs';
import { checkAccounting } from './laws.mjs';

/** The ids of the rules page. */
const RULES = [...readFileSync(join(repository, 'core/RULES.md'), 'utf8').matchAll(/^\| (R-[A-Z-]+) \|/gm)].map(
  ([, id]) => id,
);

const cases = readCases();
const core = await loadCore();
const scalar = await loadCore({ scalar: true });

for (const one of cases) {
  test(`${one.source}: ${one.title}`, () => {
    const settings = withFingerprints(one.files, one.settings);
    const { status, out, err } = withFiles(one.files, (cwd, names) =>
      tspq(['score', ...names, '--json', ...optionsOf(settings, cwd)], { cwd }),
    );
    assert.notEqual(out, '', `no JSON came out: ${err}`);
    const found = JSON.parse(out);
    const say = (what, diff) => `${one.source}:${one.line} ${what}\n${diff}\n`;

    const expected = difference(one.expected, render(found, { exit: status }));
    assert.equal(expected, '', say('differs from what the case expects (- expected, + found)', expected));

    const second = render(oracle(oracleInput(one.files, settings)));
    const opinions = difference(second, render(found, { codes: false }));
    assert.equal(opinions, '', say('differs from the oracle (- oracle, + core)', opinions));

    checkAccounting(found);
    for (const problem of [...found.problems, ...found.files.flatMap((file) => file.notices)]) {
      assert.match(problem.message, /^[A-Z0-9“].*[.!]$/s, `${problem.code} comes with a sentence`);
    }

    const size = one.files.reduce((sum, file) => sum + file.bytes.length, 0);
    for (const chunk of [1 << 20, 65536, ...(size < 500_000 ? [7] : [4099]), ...(size < 20_000 ? [1] : [])]) {
      const text = scoreByWasm(core, one.files, settings, chunk);
      if (`${text}\n` !== out) {
        const wasm = difference(render(found), render(JSON.parse(text)));
        assert.equal(
          text,
          out,
          say(`WebAssembly in chunks of ${chunk} differs from the program (- program, + WebAssembly)`, wasm),
        );
      }
    }
    assert.equal(
      `${scoreByWasm(scalar, one.files, settings, size < 20_000 ? 7 : 1 << 20)}\n`,
      out,
      say('differs in the module without SIMD'),
    );
  });
}

test('a machine without SIMD instructions refuses the one module and takes the other', () => {
  // An option of the engine behind Node, for the processors that it knows by it.
  const takes = (option, which) => {
    const script = `console.log(WebAssembly.validate(require('node:fs').readFileSync(0)))`;
    return (
      execFileSync(process.execPath, [...option, '-e', script], {
        input: moduleBytes(which),
        encoding: 'utf8',
      }).trim() === 'true'
    );
  };
  const without = process.arch === 'x64' ? ['--no-enable-sse4-1'] : [];
  assert.equal(takes(without, { scalar: false }), process.arch !== 'x64');
  assert.equal(takes(without, { scalar: true }), true);
  assert.equal(takes([], { scalar: false }), true);
});

test('every rule id of the rules page is named by a case', () => {
  const titles = cases.map((one) => one.title).join('\n');
  assert.ok(RULES.length > 0);
  assert.deepEqual(
    RULES.filter((id) => !titles.includes(`[${id}]`)),
    [],
  );
  const named = new Set([...titles.matchAll(/\[(R-[A-Z-]+)\]/g)].map((m) => m[1]));
  assert.deepEqual(
    [...named].filter((id) => !RULES.includes(id)),
    [],
    'and no case names one that does not exist',
  );
});

test('every case has a title of its own', () => {
  const seen = new Set();
  for (const { title } of cases) {
    assert.ok(!seen.has(title), title);
    seen.add(title);
  }
});
