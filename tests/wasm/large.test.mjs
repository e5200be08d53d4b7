// A file of more than 4 GiB, where 32 bits no longer count its bytes. It takes no room on the disk: all but its ends is
// a hole.

import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { loadCore, MOST, pour, setupOf, tspq } from './core.mjs';
import { checkAccounting } from './laws.mjs';

const WHEN = { anniversary: '2025-01-15', window: 'completed-months' };
const FOUR_GIB = 2 ** 32;
const ROWS = 20_000;
const start = Buffer.from(
  'Redemption date,Course type,Comment\n' +
    '2024-06-03,Advanced,from the first part of the file\n'.repeat(ROWS) +
    '2024-06-03,Advanced,',
);
const end = Buffer.from('\n2024-06-04,Advanced,behind four gibibytes\n2023-06-04,Advanced,and outside the window\n');
/** The hole is one cell of a row that nobody can read. */
const rows = { in: ROWS + 3, counted: ROWS + 1, reasons: { malformed_row: 1, outside_window: 1 } };

function check(score) {
  checkAccounting(score);
  const [file] = score.files;
  const { in: read, counted, reasons } = file.rows;
  assert.deepEqual(
    { in: read, counted, reasons: Object.fromEntries(Object.entries(reasons).filter(([, number]) => number > 0)) },
    rows,
  );
}

describe('a file of more than 4 GiB is read to its end', () => {
  test('by the command line', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'tspq-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'large.csv');
    const file = openSync(path, 'w');
    writeSync(file, start, 0, start.length, 0);
    ftruncateSync(file, FOUR_GIB);
    writeSync(file, end, 0, end.length, FOUR_GIB);
    closeSync(file);
    const { out } = tspq(['score', '--anniversary', WHEN.anniversary, '--window', WHEN.window, '--json', path]);
    check(JSON.parse(out));
  });

  test('by the WebAssembly module', async () => {
    const core = await loadCore();
    const calculator = new core.Calculator(setupOf({}));
    calculator.beginFile('large.csv', FOUR_GIB + end.length);
    const take = (n) => calculator.feed(n);
    pour(calculator, start, MOST, take);
    const hole = new Uint8Array(MOST);
    let left = FOUR_GIB - start.length;
    for (; left > MOST; left -= MOST) pour(calculator, hole, MOST, take);
    pour(calculator, hole.subarray(0, left), MOST, take);
    pour(calculator, end, MOST, take);
    calculator.endFile(true); // had it counted other than the size given above, it would refuse the file
    const score = JSON.parse(calculator.score(WHEN.anniversary, WHEN.window));
    calculator.delete();
    check(score);
  });
});
