// The report: the whole result on paper, and nothing else; in the document only while it is printed.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import {
  day,
  detailsOf,
  number,
  overviewOf,
  rulebookDate,
  sampleDate,
  samplePaths,
  scoreOf,
  windowText,
} from './support/expected.mjs';
import { DATE, leftOut } from './support/files.mjs';
import { pageIn } from './support/shared.mjs';
import { until } from './support/wait.mjs';

/**
 * Notes that the browser was asked to print, whose own dialog is not for tests. Runs in the page before its scripts.
 */
function watchPrinting() {
  globalThis.print = () => {
    globalThis.printed = true;
  };
}

/** What stands in the report. Runs in the page. */
function readReport() {
  const words = (element) => element.innerText.replace(/\s+/g, ' ').trim();
  const report = document.querySelector('#report .report');
  return (
    report && {
      verdict: words(report.querySelector('.report-verdict')),
      facts: Object.fromEntries(
        [...report.querySelectorAll('.report-facts div')].map((fact) => [...fact.children].map(words)),
      ),
      tables: Object.fromEntries(
        [...report.querySelectorAll('table')].map((table) => [
          words(table.caption),
          [...table.querySelectorAll('tbody tr')].map((row) => [...row.cells].map(words)),
        ]),
      ),
      end: words(report.querySelector(':scope > p:last-child')),
    }
  );
}

describe('the report', () => {
  const page = pageIn();

  async function opened(paths, date) {
    const tab = await page.open(`#/?on=${date}`, { prepare: watchPrinting });
    await tab.give(paths);
    await tab.page.emulateMediaType('print');
    return tab;
  }
  /** The report as it is when the browser prints. */
  async function printed(tab) {
    await tab.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    return tab.page.evaluate(readReport);
  }

  test('holds verdict, settings, every criterion, the reasons, and each file with the fingerprint of its bytes', async () => {
    const tab = await opened(samplePaths, sampleDate);
    await tab.page.evaluate(() =>
      [...document.querySelectorAll('button')]
        .find(({ innerText, textContent }) => /Print report/.test(innerText || textContent))
        .click(),
    );
    await until(() => tab.page.evaluate(() => globalThis.printed), 'the browser is asked to print');
    const report = await printed(tab);

    const score = scoreOf(samplePaths, sampleDate);
    await tab.page.emulateMediaType('screen');
    assert.equal(report.verdict, (await tab.screen()).overview.overall.sentence);
    assert.deepEqual(report.facts, {
      'Anniversary date': day(sampleDate),
      Window: `${windowText(score.window)} (12 completed months)`,
      'Rulebook of': day(rulebookDate),
      'Overall qualification status': 'In-progress',
    });
    const { base, areas } = overviewOf(score);
    const title = new Map(areas.cards.map(({ id, title }) => [id, title]));
    const row = (name, { value, target, status, remaining }) => [name, value, target, status, remaining];
    assert.deepEqual(report.tables.Criteria, [
      ...Object.values(base.cards).map((card) => row(card.title, card)),
      ...Object.entries(areas.metrics).map(([id, metric]) =>
        row(`${title.get(id.split('/')[0])}: ${metric.title}`, metric),
      ),
    ]);
    assert.deepEqual(
      report.tables.Files,
      samplePaths.map((path, at) => {
        const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
        return [
          `${basename(path)} ${sha256}`,
          ['Courseware completions', 'Exam unit purchases', 'Surveys (Metrics that Matter)'][at],
          number(statSync(path).size),
          number(score.files[at].rows.in),
        ];
      }),
    );
    const { rows, reasons } = detailsOf(samplePaths, sampleDate).exam_unit_purchases;
    assert.deepEqual(
      report.tables['Rows: exam unit purchases'].map((cells) => cells[1]),
      [number(rows.counted), ...reasons.filter(({ rows: n }) => n > 0).map(({ rows: n }) => number(n))],
    );
    assert.match(
      report.end,
      /^tspq \d+\.\d+\.\d+\. Printed on .*\. Unofficial: the result in Partner Center counts\.$/,
    );
  });

  test('is alone on paper, and gone from the page when that is printed', async () => {
    const tab = await opened(samplePaths, sampleDate);
    assert.equal(await tab.page.evaluate(readReport), null);
    assert.notEqual(await printed(tab), null);
    const seen = () =>
      tab.page.evaluate(() =>
        [...document.body.children]
          .filter((part) => part.getBoundingClientRect().height > 0)
          .map(({ id, localName }) => id || localName),
      );
    assert.deepEqual(await seen(), ['report']);
    await tab.page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.equal(await tab.page.evaluate(readReport), null);
    assert.ok((await seen()).includes('page'));
  });

  test('by the browser’s own command says which files are left out, and that fingerprints were not computed', async () => {
    const paths = leftOut();
    const tab = await opened(paths, DATE);
    const { problems } = scoreOf(paths, DATE);
    const { Files: files } = (await printed(tab)).tables;
    assert.deepEqual(
      files.map(([name, readAs]) => [name, readAs]),
      paths.map((path) => {
        const problem = problems.find(({ file }) => file === basename(path));
        return [
          `${basename(path)} SHA-256 not computed`,
          problem ? `Left out: ${problem.message}` : 'Exam unit purchases',
        ];
      }),
    );
  });
});
