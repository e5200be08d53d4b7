// make-exports knows what it wrote: the score of its files, by the core and by the oracle, must be its own sums.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { REASONS, score as oracle } from '../cases/oracle.mjs';
import { difference, render } from '../cases/render.mjs';
import { catalogue, repository, tspq } from './core.mjs';
import { checkAccounting } from './laws.mjs';

const tool = join(repository, 'tools/make-exports');

function make(args, use) {
  const folder = mkdtempSync(join(tmpdir(), 'tspq-exports-'));
  try {
    const done = spawnSync(process.execPath, [tool, ...args, '--out', folder], {
      cwd: repository,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return use({
      folder,
      status: done.status,
      err: done.stderr,
      report: done.status === 0 ? JSON.parse(done.stdout) : null,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Holds the core's score of the made files against the generator's sums; returns the score. */
function checkSums({ folder, report, err }, extra = [], sums = report) {
  assert.ok(report, err);
  const names = report.files.map((file) => file.name);
  const { out, err: complaint } = tspq(
    ['score', ...names, '--json', '--anniversary', report.anniversary, '--window', report.window.mode, ...extra],
    { cwd: folder },
  );
  assert.notEqual(out, '', complaint);
  const found = JSON.parse(out);
  checkAccounting(found);
  assert.deepEqual(
    { first: found.window.first, last: found.window.last },
    { first: report.window.first, last: report.window.last },
  );
  const { base, areas } = found;
  const units = (card) => Object.fromEntries(card.terms.map((term) => [term.id, term.units]));
  if (sums.courseware) assert.deepEqual(units(base.courseware_completions), sums.courseware);
  if (sums.exams) assert.deepEqual(units(base.exam_unit_purchases), sums.exams);
  if (sums.surveys) {
    const { points, answers, surveys } = base.average_response_score;
    assert.deepEqual(
      { points: Number(points), answers, surveys },
      { points: sums.surveys.points, answers: sums.surveys.answers, surveys: sums.surveys.surveys },
    );
    for (const area of areas) {
      const expected = sums.surveys.areas[area.id] ?? { points: 0, answers: 0, surveys: 0 };
      const card = area.average_response_score;
      assert.deepEqual(
        { points: Number(card.points), answers: card.answers, surveys: Number(area.survey_completions.score) },
        expected,
        area.id,
      );
    }
  }
  return found;
}

const filesOf = ({ folder, report }) =>
  report.files.map(({ name }) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));

describe('make-exports', () => {
  for (const outcome of ['qualified', 'nearly', 'not-started', 'mixed']) {
    for (const seed of [1, 2, 3]) {
      test(`${outcome}, seed ${seed}: core, oracle and the generator's own sums agree`, () => {
        make(['--rows', '1500', '--outcome', outcome, '--seed', String(seed), '--orgs', '3'], (made) => {
          const found = checkSums(made);
          made.report.files.forEach((file, i) => assert.deepEqual(found.files[i].rows, file.rows, file.name));
          const second = oracle({ files: filesOf(made), anniversary: made.report.anniversary, catalogue });
          assert.equal(difference(render(second), render(found, { codes: false })), '');
          const { overall, base, areas } = found;
          if (outcome === 'qualified') assert.equal(overall.qualified, true);
          if (outcome === 'nearly') {
            assert.equal(overall.qualified, false);
            assert.ok(areas.some((area) => area.status === 'completed'));
            assert.equal(base.courseware_completions.score, '930');
            assert.equal(base.exam_unit_purchases.score, '188.5');
          }
          if (outcome === 'not-started') assert.equal(overall.status, 'not-started');
        });
      });
    }
  }

  test("each organisation's own sums are what choosing it scores", () => {
    make(
      [
        '--rows',
        '1500',
        '--orgs',
        '3',
        '--share',
        'outside_window=0.1,not_advanced=0.1,unknown_category=0.05,cancelled=0.1',
      ],
      (made) => {
        for (const [id, sums] of Object.entries(made.report.organizations)) checkSums(made, ['--org', id], sums);
      },
    );
  });

  test('every reason that can be asked for comes out as often as asked', () => {
    const wanted = REASONS.filter((reason) => reason !== 'other_organization');
    make(['--rows', '2000', '--share', wanted.map((reason) => `${reason}=0.02`).join(',')], (made) => {
      const found = checkSums(made);
      const met = new Set();
      made.report.files.forEach((file, i) => {
        assert.deepEqual(found.files[i].rows, file.rows, file.name);
        for (const [reason, rows] of Object.entries(file.rows.reasons)) {
          assert.equal(rows, 40);
          met.add(reason);
        }
      });
      assert.deepEqual([...met].sort(), [...wanted].sort());
    });
  });

  for (const style of ['timestamp', 'dmy', 'mdy', 'words']) {
    test(`dates written as ${style} score the same`, () => {
      make(['--rows', '400', '--dates', style], (made) => {
        const found = checkSums(made);
        made.report.files.forEach((file, i) => assert.deepEqual(found.files[i].rows, file.rows, file.name));
      });
    });
  }

  test('another anniversary, the other window and a narrower span of days', () => {
    make(
      [
        '--rows',
        '400',
        '--anniversary',
        '2024-02-29',
        '--window',
        'exact-days',
        '--from',
        '2023-02-20',
        '--to',
        '2024-03-05',
      ],
      (made) => {
        checkSums(made);
        assert.deepEqual(made.report.window, { mode: 'exact-days', first: '2023-02-28', last: '2024-02-28' });
      },
    );
  });

  test('the same seed gives the same bytes, another seed others', () => {
    const contents = (seed) =>
      make(['--rows', '300', '--seed', seed], ({ folder }) =>
        readdirSync(folder)
          .sort()
          .map((name) => readFileSync(join(folder, name), 'latin1')),
      );
    assert.deepEqual(contents('5'), contents('5'));
    assert.notDeepEqual(contents('5'), contents('6'));
  });

  test('a clean set has nothing but counted rows', () => {
    make(['--rows', '200', '--clean'], (made) => {
      for (const { rows } of checkSums(made).files) assert.deepEqual(rows, { in: 200, counted: 200, reasons: {} });
    });
  });

  test('no rows at all: three files of headers', () => {
    make(['--rows', '0'], (made) => {
      for (const { rows } of checkSums(made).files) assert.deepEqual(rows, { in: 0, counted: 0, reasons: {} });
    });
  });

  test('300,000 rows of each kind, with large sums', () => {
    make(['--rows', '300000', '--outcome', 'qualified', '--seed', '11'], (made) => {
      const found = checkSums(made);
      made.report.files.forEach((file, i) => assert.deepEqual(found.files[i].rows, file.rows, file.name));
    });
  });

  test('options from a file do what the same ones in the command do, and what stands behind the file takes its place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tspq-options-'));
    const file = join(folder, 'options.json');
    const made = (args) =>
      make(args, ({ folder, err, report }) => ({
        err,
        texts: report?.files.map(({ name }) => readFileSync(join(folder, name), 'latin1')),
      }));
    try {
      writeFileSync(
        file,
        JSON.stringify({ rows: { courseware: 200, exams: 30 }, seed: 4, share: { outside_window: 0.1 }, dates: 'dmy' }),
      );
      const spelled = ['--rows', 'courseware=200,exams=30', '--share', 'outside_window=0.1', '--dates', 'dmy'];
      assert.deepEqual(made(['--options', file]), made([...spelled, '--seed', '4']));
      assert.deepEqual(made(['--options', file, '--seed', '5']), made([...spelled, '--seed', '5']));
      assert.notDeepEqual(made(['--options', file]), made(['--options', file, '--seed', '5']));
      writeFileSync(file, JSON.stringify({ rows: 10, sede: 4 }));
      assert.match(made(['--options', file]).err, /^make-exports: unknown option in .*options\.json: sede\n$/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('what cannot be made is said in a sentence, with exit code 3', () => {
    for (const args of [
      ['--rows', '100', '--outcome', 'qualified'],
      ['--rows', '10', '--share', 'bad_mood=1'],
      ['--rows', 'many'],
      ['--kind', 'cars', '--rows', '1'],
      ['--rows', '1', '--dates', 'dmy', '--share', 'ambiguous_date=1'],
    ]) {
      make(args, ({ status, err }) => {
        assert.equal(status, 3, args.join(' '));
        assert.match(err, /^make-exports: .{10,}/);
      });
    }
  });
});

describe('the sample set', () => {
  const folder = join(repository, 'web/samples');
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .sort();
  const { anniversary, rows } = JSON.parse(readFileSync(join(folder, 'sample.json'), 'utf8'));

  test('is what the command in its README makes', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const [, command] = /^ {4}tools\/make-exports (.*) --out web\/samples$/m.exec(readme);
    make(command.split(' '), (made) => {
      assert.ok(made.report, made.err);
      for (const name of names)
        assert.ok(readFileSync(join(made.folder, name)).equals(readFileSync(join(folder, name))), name);
      const found = checkSums(made);
      assert.equal(made.report.anniversary, anniversary);
      assert.deepEqual(
        found.files.map((file) => file.rows.in),
        Object.values(rows),
      );
    });
  });

  test('shows every reason that needs no choice, a completed area, areas in progress and one not started', () => {
    const { out } = tspq(['score', ...names, '--json', '--anniversary', anniversary], { cwd: folder });
    const found = JSON.parse(out);
    const met = new Set(found.files.flatMap((file) => Object.keys(file.rows.reasons)));
    assert.deepEqual(
      REASONS.filter((reason) => !met.has(reason)),
      ['other_organization'],
    );
    assert.deepEqual(
      found.areas.map((area) => area.status),
      ['in-progress', 'in-progress', 'not-started', 'completed', 'in-progress', 'in-progress'],
    );
    assert.deepEqual(found.problems, []);
  });
});
