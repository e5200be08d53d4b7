// What must hold in every score, whatever the files.

import assert from 'node:assert/strict';
import { readRecords, REASONS } from '../cases/oracle.mjs';
import { difference } from '../cases/render.mjs';

export const same = (expected, found, what) => {
  const diff = difference(expected, found);
  assert.equal(diff, '', `${what}\n${diff}\n`);
};

/** The cards among rendered lines, without those about files. */
export const cards = (lines) => lines.filter((line) => !/^[^:]*\.csv: /.test(line));

/** The rows of all files of each kind together, by kind. */
export function rowsByKind(score) {
  const sums = {};
  for (const { kind, rows } of score.files) {
    const sum = (sums[kind] ??= { in: 0, counted: 0, reasons: {} });
    sum.in += rows.in;
    sum.counted += rows.counted;
    for (const [id, n] of Object.entries(rows.reasons)) sum.reasons[id] = (sum.reasons[id] ?? 0) + n;
  }
  return sums;
}

/** The verdicts of a download, row by row: `file: reason, points`. */
export function verdictsOfDownload(bytes) {
  const [header, ...rows] = readRecords(Buffer.from(bytes).subarray(3).toString('latin1'), ',');
  const at = (name) => header.cells.lastIndexOf(name);
  return rows.map(
    ({ cells }) =>
      `${cells[at('tspq_file')]}: ${cells[at('tspq_reason')] || 'counted'}, ${hundredths(cells[at('tspq_points')])}`,
  );
}

/** The same from the oracle's answer. */
export function verdictsOfOracle(score) {
  const worth = { fundamental: 50n, advanced: 100n };
  return score.files.flatMap(({ name, kind }, i) =>
    score.verdicts[i].map(
      ({ shown, category, units, points }) =>
        `${name}: ${shown}, ${shown !== 'counted' ? 0n : kind === 'surveys' ? points : units * worth[category]}`,
    ),
  );
}

/**
 * rows.in = counted + each reason, at every place where rows appear; cards add up to the files of their kind
 * [R-ACCOUNT].
 */
export function checkAccounting(score) {
  const visit = (value, path) => {
    if (value === null || typeof value !== 'object') return;
    if (typeof value.in === 'number' && 'counted' in value) checkRows(value, path);
    for (const [key, inner] of Object.entries(value)) visit(inner, `${path}.${key}`);
  };
  visit(score, 'score');
  const cards = {
    courseware: score.base.courseware_completions,
    exams: score.base.exam_unit_purchases,
    surveys: score.base.average_response_score,
  };
  for (const [kind, card] of Object.entries(cards)) {
    const sum = { in: 0, counted: 0, reasons: {} };
    for (const file of score.files.filter((file) => file.kind === kind)) {
      sum.in += file.rows.in;
      sum.counted += file.rows.counted;
      for (const [id, rows] of Object.entries(file.rows.reasons)) sum.reasons[id] = (sum.reasons[id] ?? 0) + rows;
    }
    assert.deepEqual(card.rows, sum, `the ${kind} card's rows are those of its files`);
  }
  for (const card of [cards.courseware, cards.exams]) {
    const points = card.terms.reduce((sum, term) => sum + hundredths(term.points), 0n);
    assert.equal(points, hundredths(card.score), 'the terms add up to the score');
    const missing = hundredths(card.target) - hundredths(card.score);
    assert.equal(hundredths(card.remaining), missing > 0n ? missing : 0n, 'remaining is what the score lacks');
  }
}

export function checkRows(rows, path = 'rows') {
  let sum = rows.counted;
  for (const [id, count] of Object.entries(rows.reasons)) {
    assert.ok(REASONS.includes(id), `${path}: ${id} is a reason`);
    assert.ok(Number.isSafeInteger(count) && count > 0, `${path}: ${id} occurs`);
    sum += count;
  }
  assert.equal(rows.in, sum, `${path}: rows in = counted + each reason`);
}

export function hundredths(text) {
  const m = /^(\d+)(?:\.(\d{1,2}))?$/.exec(text);
  assert.ok(m, `a decimal: ${text}`);
  return BigInt(m[1]) * 100n + BigInt((m[2] ?? '').padEnd(2, '0'));
}
