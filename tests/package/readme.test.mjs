// The README shows commands and what they print: it must be so. "…" stands for what is left out, in a line or between
// lines.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { repository, tspq } from '../wasm/core.mjs';
import { version } from './downloads.mjs';

const readme = readFileSync(join(repository, 'README.md'), 'utf8');

/** [{command, lines}] of every "$ build/native/tspq …" in an indented block. */
const shown = [...readme.matchAll(/^ {4}\$ (.*)\n((?: {4}(?!\$ ).*\n|\n(?= {4}(?!\$ )))*)/gm)].map(
  ([, command, output]) => ({
    command,
    lines: output
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(4)),
  }),
);

const samples = ['Courseware-completions.csv', 'Exam-unit-purchases.csv', 'Surveys.csv'].map(
  (name) => `web/samples/${name}`,
);
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe('the commands of the README', () => {
  assert.ok(shown.length >= 5, 'the README shows commands');
  for (const { command, lines } of shown) {
    test(command, () => {
      const [program, ...words] = command.split(' ');
      assert.equal(program, 'build/native/tspq');
      const { out } = tspq(
        words.flatMap((word) => (word === 'web/samples/*.csv' ? samples : [word])),
        { cwd: repository },
      );
      const printed = out.replace(/^\uFEFF/, '').split(/\r?\n/);
      let at = 0;
      for (const line of lines) {
        if (line.trim() === '…') continue;
        const pattern = new RegExp(`^${line.split('…').map(escaped).join('.*')}$`);
        const found = printed.findIndex((text, place) => place >= at && pattern.test(text));
        assert.ok(found >= 0, `it does not print, in this place: ${line}`);
        at = found + 1;
      }
    });
  }
});

test('every file that a page of the documentation links to is there', () => {
  let found = 0;
  for (const file of [
    'README.md',
    'CHANGELOG.md',
    'core/README.md',
    'core/RULES.md',
    'tests/README.md',
    'wasm/npm/README.md',
    'web/hosting/README.md',
    'web/samples/README.md',
  ]) {
    const text = readFileSync(join(repository, file), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link]) => link);
    assert.deepEqual(
      links.filter((link) => !existsSync(join(repository, dirname(file), link))),
      [],
      file,
    );
    found += links.length;
  }
  assert.ok(found > 10);
});

test('every file that the core’s map names is there', () => {
  const text = readFileSync(join(repository, 'core/README.md'), 'utf8');
  const names = [...text.matchAll(/`([\w/.-]+\.(?:h|cpp|mjs|json|csv|cmake|txt))`/g)].map(([, name]) => name);
  const places = ['', 'core', 'core/include/tspq', 'core/src'];
  assert.deepEqual(
    names.filter((name) => !places.some((place) => existsSync(join(repository, place, name)))),
    [],
  );
});

test('the names of the downloads carry the version', () => {
  const names = [...readme.matchAll(/`tspq-[a-z-]*(\d[\d.]*\d)[-.\w]*`/g)].map(([, found]) => found);
  assert.ok(names.length >= 4);
  assert.deepEqual([...new Set(names)], [version]);
});
