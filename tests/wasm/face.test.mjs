// What the WebAssembly face offers beside the score: details for a flyout, downloads, refusals, and memory that comes
// back.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import v8 from 'node:v8';
import vm from 'node:vm';
import { AREAS, REASONS } from '../cases/oracle.mjs';
import { loadCore, MOST, pour, readFile, repository, tspq, withCalculator } from './core.mjs';
import { checkRows, hundredths } from './laws.mjs';

const sampleFolder = join(repository, 'web/samples');
const sampleNames = ['Courseware-completions.csv', 'Exam-unit-purchases.csv', 'Surveys.csv'];
const sample = sampleNames.map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(sampleFolder, name))) }));
const settings = { anniversary: JSON.parse(readFileSync(join(sampleFolder, 'sample.json'), 'utf8')).anniversary };
const WHEN = [settings.anniversary, 'completed-months'];
const BASE = ['courseware_completions', 'exam_unit_purchases', 'average_response_score'];
const CRITERIA = [...BASE, ...AREAS.flatMap(([id]) => [`${id}/survey_completions`, `${id}/average_response_score`])];

const core = await loadCore();
const withSample = (use, chunk) => withCalculator(core, sample, settings, chunk, use);

/** What `value` says about the things `pattern` speaks of: details may say more than the score. */
function only(value, pattern) {
  if (Array.isArray(pattern)) return pattern.map((one, i) => only(value?.[i], one));
  if (pattern === null || typeof pattern !== 'object') return value;
  return Object.fromEntries(Object.keys(pattern).map((key) => [key, only(value?.[key], pattern[key])]));
}

/** A download by way of the face, as bytes. */
function download(calculator, filter = {}, chunk = MOST) {
  const pieces = [calculator.beginRows(...WHEN, JSON.stringify(filter))];
  sample.forEach(({ bytes }, i) => {
    if (!calculator.beginRowsOf(i)) return;
    pour(calculator, bytes, chunk, (n) => pieces.push(calculator.feedRows(n)));
    pieces.push(calculator.endRowsOf());
  });
  return Buffer.concat(pieces);
}
const dataRows = (bytes) => bytes.toString('utf8').split('\r\n').length - 2;

describe('details', () => {
  for (const id of CRITERIA) {
    test(`${id} agrees with the score`, () => {
      withSample((calculator) => {
        const score = JSON.parse(calculator.score(...WHEN));
        const found = JSON.parse(calculator.details(...WHEN, id));
        const [area, which] = id.includes('/') ? id.split('/') : [null, id];
        const card = area ? score.areas.find((one) => one.id === area)[which] : score.base[which];
        assert.equal(found.criterion, id);
        assert.equal(found.area?.id ?? null, area);
        for (const key of [
          'status',
          'has_data',
          'target',
          'score',
          'remaining',
          'terms',
          'points',
          'answers',
          'surveys',
          'shown',
        ]) {
          if (key in card) assert.deepEqual(only(found[key], card[key]), card[key], key);
        }
        checkRows(found.rows);
        if (!area) assert.deepEqual(found.rows, card.rows);
        assert.ok(found.title && found.definition.endsWith('.'));
        for (const rule of found.rules)
          assert.ok(rule.text && rule.value !== undefined && rule.source, JSON.stringify(rule));
        const reasons = Object.fromEntries(found.reasons.map(({ id: reason, rows }) => [reason, rows]));
        assert.deepEqual(reasons, found.rows.reasons);
        for (const reason of found.reasons) {
          assert.ok(['no', 'cannot-say'].includes(reason.kind));
          assert.ok(reason.title && reason.explanation.endsWith('.'), JSON.stringify(reason));
        }
      });
    });
  }

  test('an unknown criterion, window or day gives empty text and no harm', () => {
    withSample((calculator) => {
      assert.equal(calculator.details(...WHEN, 'happiness'), '');
      assert.equal(calculator.score('2025-02-30', 'completed-months'), '');
      assert.equal(calculator.score(settings.anniversary, 'fortnight'), '');
      assert.notEqual(calculator.score(...WHEN), '');
    });
  });
});

describe('downloads', () => {
  test('all rows are byte for byte what tspq rows prints, in chunks of any size', () => {
    const { bytes } = tspq(['rows', ...sampleNames, '--anniversary', settings.anniversary], { cwd: sampleFolder });
    withSample((calculator) => {
      for (const chunk of [MOST, 4096, 61, 1])
        assert.ok(download(calculator, {}, chunk).equals(bytes), `in chunks of ${chunk}`);
    });
  });

  test('one reason is what tspq rows --reason prints, for every reason', () => {
    withSample((calculator) => {
      for (const reason of [...REASONS, 'counted']) {
        const { bytes } = tspq(['rows', ...sampleNames, '--anniversary', settings.anniversary, '--reason', reason], {
          cwd: sampleFolder,
        });
        assert.equal(download(calculator, { reason }).toString('utf8'), bytes.toString('utf8'), reason);
      }
    });
  });

  test('a criterion has as many rows as its details say: all, counted, not counted', () => {
    withSample((calculator) => {
      for (const criterion of CRITERIA) {
        const { rows } = JSON.parse(calculator.details(...WHEN, criterion));
        assert.equal(dataRows(download(calculator, { criterion })), rows.in, criterion);
        assert.equal(
          dataRows(download(calculator, { criterion, which: 'counted' })),
          rows.counted,
          `${criterion}, counted`,
        );
        assert.equal(
          dataRows(download(calculator, { criterion, which: 'not-counted' })),
          rows.in - rows.counted,
          `${criterion}, not counted`,
        );
      }
    });
  });

  test('points of a downloaded average add up to it', () => {
    withSample((calculator) => {
      const card = JSON.parse(calculator.details(...WHEN, 'security/average_response_score'));
      const [header, ...rows] = download(calculator, { criterion: 'security/average_response_score', which: 'counted' })
        .toString('utf8')
        .slice(1)
        .split('\r\n')
        .slice(0, -1);
      const at = header.split(',').indexOf('tspq_points');
      assert.equal(
        rows.reduce((sum, row) => sum + hundredths(row.split(',')[at]), 0n),
        BigInt(card.points) * 100n,
      );
    });
  });
});

describe('reading', () => {
  test('a file that changed while it was read counts nothing, and the others do', () => {
    const calculator = new core.Calculator('{}');
    calculator.beginFile(sample[0].name, sample[0].bytes.length);
    pour(calculator, sample[0].bytes, MOST, (n) => calculator.feed(n));
    const answer = JSON.parse(calculator.endFile(false));
    assert.equal(answer.again, false);
    assert.equal(answer.problem.code, 'changed_while_reading');
    readFile(calculator, sample[1]);
    const score = JSON.parse(calculator.score(...WHEN));
    assert.equal(score.base.courseware_completions.has_data, false);
    assert.equal(score.base.exam_unit_purchases.has_data, true);
    assert.equal(score.problems.length, 1);
    calculator.delete();
  });

  test('a file that ends early, or goes on, counts nothing: the bytes must be as many as at the drop', () => {
    for (const size of [sample[1].bytes.length - 1, sample[1].bytes.length + 1]) {
      const calculator = new core.Calculator('{}');
      calculator.beginFile(sample[1].name, size);
      pour(calculator, sample[1].bytes, MOST, (n) => calculator.feed(n));
      assert.equal(JSON.parse(calculator.endFile(true)).problem.code, 'changed_while_reading');
      assert.equal(JSON.parse(calculator.score(...WHEN)).files[0].rows.in, 0);
      calculator.delete();
    }
  });

  test('a file whose last row settles the order of day and month is asked for once more and read the same in any chunks', () => {
    const rows = Array.from({ length: 50 }, (_, i) => `0${1 + (i % 9)}/11/2026,Advanced,A${i}`);
    const file = {
      name: 'late.csv',
      bytes: Buffer.from(`Redemption date,Course type,Achievement code\n${rows.join('\n')}\n11/25/2026,Advanced,Z\n`),
    };
    for (const chunk of [MOST, 7, 1]) {
      withCalculator(core, [file], settings, chunk, (calculator) => {
        const { files } = JSON.parse(calculator.score(...WHEN));
        // Month first: January to September of 2026, and 25 November.
        assert.deepEqual(files[0].rows, { in: 51, counted: 51, reasons: {} });
      });
    }
  });

  test('an end without a beginning is told by empty text, and a file read afterwards counts', () => {
    const calculator = new core.Calculator('{}');
    assert.equal(calculator.endFile(true), '');
    calculator.feed(10);
    assert.equal(calculator.endFile(true), '');
    readFile(calculator, sample[0]);
    assert.equal(JSON.parse(calculator.score(...WHEN)).files.length, 1);
    calculator.delete();
  });

  test('settings that cannot be used are a problem with a sentence, and the defaults hold', () => {
    for (const setup of [
      '{',
      '[]',
      '{"choices": {"colour": 1}}',
      '{"choices": {"anniversary": "soon"}}',
      '{"rulebook": {}}',
      '{"colour": 1}',
    ]) {
      const calculator = new core.Calculator(setup);
      const problem = JSON.parse(calculator.problem());
      assert.ok(problem.code && problem.message.length > 20, setup);
      assert.equal(JSON.parse(calculator.score(...WHEN)).rulebook, '2023-09-18');
      calculator.delete();
    }
    const calculator = new core.Calculator('{}');
    assert.equal(calculator.problem(), '');
    calculator.delete();
  });
});

describe('memory', () => {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc');

  test('a Calculator gives everything back: after a hundred of them the module is no larger than after ten', () => {
    let size = 0;
    for (let i = 1; i <= 100; i++) {
      withSample((calculator) => {
        calculator.score(...WHEN);
        if (i % 10 === 0) download(calculator);
        const now = calculator.room(1).buffer.byteLength;
        if (i === 10) size = now;
        if (i > 10) assert.equal(now, size, `after ${i}`);
      }, 65536);
    }
  });

  test('a module that is let go is collected with its memory', async () => {
    const used = async () => {
      for (let i = 0; i < 5; i++) {
        collect();
        await new Promise((resolve) => {
          setTimeout(resolve, 10);
        }); // memory of a module goes some turns after the module
      }
      const { arrayBuffers, external } = process.memoryUsage();
      return arrayBuffers + external;
    };
    let before = 0;
    for (let i = 1; i <= 20; i++) {
      const own = await loadCore();
      withCalculator(own, sample, settings, MOST, (calculator) => calculator.score(...WHEN));
      if (i === 5) before = await used();
    }
    const after = await used();
    const oneModule = 16 << 20;
    assert.ok(after < before + 2 * oneModule, `${before} bytes after 5 modules, ${after} after 20`);
  });
});
