// The bench's files and sums: what every contestant is held against must be right itself, by the rules written a second
// time.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { scoreDiffers } from '../../tools/benchmark/check.mjs';
import { ANNIVERSARY, longFile, shuffledFile } from '../../tools/benchmark/data.mjs';
import { score } from '../cases/oracle.mjs';

for (const [order, file] of [
  ['in order', longFile(1000)],
  ['shuffled', shuffledFile(1000)],
]) {
  const judged = score({ files: [{ name: 'Surveys.csv', bytes: readFileSync(file.path) }], anniversary: ANNIVERSARY });

  test(`the bench's sums of its rows ${order} are those the rules give`, () => {
    assert.equal(scoreDiffers(judged, file), null);
  });

  test(`an answer that is off by one survey is told from the right one, rows ${order}`, () => {
    const other = structuredClone(file);
    other.sums.areas.Security.surveys += 1;
    assert.match(scoreDiffers(judged, other), /base average: \d+ surveys, not \d+/);
  });
}
