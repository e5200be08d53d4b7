// Whether ids made to collide cost more than others: `node tests/wasm/collisions.mjs [ROWS]` scores two files of the
// same size, one with ids that share one value of the string hash that multiplies by 31, one with ids at random, in
// turns, and prints the ratio of the medians. A figure to look at and no test, for times depend on the machine; the
// test that counts work instead is in unit/id_set_test.cpp.

import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from './core.mjs';
import { random } from './random.mjs';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const RUNS = 5;
const PAIRS = 20; // "Aa" and "BB" have one value, and so has any row of them

const made = (i) => Array.from({ length: PAIRS }, (_, bit) => ((i >> bit) & 1 ? 'Aa' : 'BB')).join('');
const rng = random(7);
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const others = () => Array.from({ length: 2 * PAIRS }, () => rng.of(letters)).join('');

const folder = mkdtempSync(join(tmpdir(), 'tspq-collisions-'));
try {
  const files = [
    ['made.csv', made],
    ['random.csv', others],
  ].map(([name, id]) => ({ name, id, seconds: [] }));
  for (const { name, id } of files) {
    const out = createWriteStream(join(folder, name));
    out.write('Redemption date,Course type,Achievement code\n');
    for (let i = 0; i < ROWS; i += 10_000) {
      const rows = Array.from({ length: Math.min(10_000, ROWS - i) }, (_, n) => `2024-06-03,Advanced,${id(i + n)}\n`);
      if (!out.write(rows.join(''))) await once(out, 'drain');
    }
    out.end();
    await once(out, 'finish');
  }
  for (let run = 0; run < RUNS; run++) {
    for (const file of files) {
      const start = process.hrtime.bigint();
      const { stdout } = spawnSync(program, ['score', file.name, '--json', '--anniversary', '2025-01-15'], {
        cwd: folder,
      });
      file.seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
      const { rows } = JSON.parse(stdout.toString('utf8')).files[0];
      if (rows.counted !== ROWS) throw new Error(`${file.name}: ${JSON.stringify(rows)}`);
    }
  }
  const [colliding, plain] = files.map(({ seconds }) => seconds.sort((a, b) => a - b)[(RUNS - 1) / 2]);
  console.log(
    `${ROWS} ids, medians of ${RUNS}: made to collide ${colliding.toFixed(2)} s, at random ${plain.toFixed(2)} s, ratio ${(colliding / plain).toFixed(2)} (at most 3)`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
