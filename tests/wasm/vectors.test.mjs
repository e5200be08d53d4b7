// Public vectors of other CSV readers through `tspq records`. They lie in ../shared/corpora beside the repository and
// are not part of it; where they are absent one test says so instead. The reader's own vectors are in cli.test.mjs.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readRecords } from '../cases/oracle.mjs';
import { repository, tspq, withFiles } from './core.mjs';

const folder = join(repository, '../shared/corpora');
const absent = !existsSync(folder);
if (absent)
  test('the public vectors are not here to be compared with: no folder ../shared/corpora beside the repository', () => {});

const read = (...path) => readFileSync(join(folder, ...path));
const json = (...path) => JSON.parse(read(...path).toString('utf8'));
const CHUNKS = [...Array.from({ length: 64 }, (_, i) => i + 1), 65535, 65536, 65537];

const ONE_LINE_END = 'CR, LF and CRLF each end a record wherever they stand: exports joined by hand mix them';
const BLANK = 'a blank line is no row: it would be a malformed row of every export that ends in one';
const AFTER_QUOTE =
  'what follows a closing quote up to the delimiter is kept, blanks too: nothing of a cell is lost, and cells are trimmed where they are read';
const CLOSES =
  'a quote that is not doubled closes its cell wherever it stands: one damaged cell must not swallow the rows behind it';

/** The PapaParse vectors whose delimiter is to be guessed. `records` takes one; with it the answer is theirs. */
const DELIMITERS = {
  'Pipe delimiter is guessed correctly when mixed with comas': '|',
  'Pipe delimiter is guessed correctly when first field are enclosed in quotes and contain delimiter characters': ';',
  'Pipe delimiter is guessed correctly when some fields are enclosed in quotes and contain delimiter characters and escaoped quotes':
    ';',
};

/** The PapaParse vectors we decide otherwise: our records, and why. tests/README.md has the same list. */
const DECIDED = {
  'Quoted field has invalid trailing quote after delimiter with a valid closer': [
    [
      ['a,b', 'c"'],
      ['d', 'e', 'f'],
    ],
    CLOSES,
  ],
  'Quoted field has invalid trailing quote after delimiter': [
    [
      ['a', 'b,c'],
      ['d', 'e', 'f'],
    ],
    CLOSES,
  ],
  'Quoted field has invalid trailing quote before delimiter': [
    [
      ['a', 'bc', 'd'],
      ['e', 'f', 'g'],
    ],
    CLOSES,
  ],
  'Quoted field has invalid trailing quote after new line': [[['a', 'b,c\nde', 'f', 'g']], CLOSES],
  'One column input with empty fields': [[['a'], ['b'], ['c'], ['d'], ['e']], BLANK],
  'Quoted fields with spaces between closing quote and next delimiter': [
    [
      ['A', 'B ', 'C', 'D'],
      ['E', 'F', 'G  ', 'H'],
    ],
    AFTER_QUOTE,
  ],
  'Quoted fields with spaces between closing quote and next new line': [
    [
      ['A', 'B', 'C', 'D '],
      ['E', 'F', 'G', 'H  '],
      ['Q', 'W', 'E', 'R'],
    ],
    AFTER_QUOTE,
  ],
  'Quoted fields with spaces after closing quote': [
    [
      ['A', 'B ', 'C', 'D '],
      ['E', 'F', 'G  ', 'H  '],
      ['Q', 'W', 'E ', 'R'],
    ],
    AFTER_QUOTE,
  ],
  'Mixed slash n and slash r should choose first as precident': [
    [
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
      ['g', 'h', 'i'],
    ],
    ONE_LINE_END,
  ],
  'Blank line at beginning': [
    [
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ],
    BLANK,
  ],
  'Blank line in middle': [
    [
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ],
    BLANK,
  ],
  'Blank lines at end': [
    [
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ],
    BLANK,
  ],
  'Empty lines': [
    [
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ],
    BLANK,
  ],
  'Quoted fields with spaces between closing quote and next delimiter and contains delimiter': [
    [
      ['A', ',B ', 'C', 'D'],
      ['E', 'F', 'G', 'H'],
    ],
    AFTER_QUOTE,
  ],
  'Quoted fields with spaces between closing quote and newline and contains newline': [
    [
      ['a', 'b', 'c\n '],
      ['d', 'e', 'f'],
    ],
    AFTER_QUOTE,
  ],
};

// location_coordinates contradicts itself: the telephone number of its CSV is 2095257564, that of its JSON 1234567890,
// and its JSON is one object where all others are lists of objects.
const CONTRADICTS_ITSELF = 'location_coordinates';

/** {name, bytes, expected, delimiter} of one collection, as we decide. */
const COLLECTIONS = {
  'csv-spectrum': () =>
    readdirSync(join(folder, 'csv-spectrum/csvs'))
      .sort()
      .map((file) => {
        const name = file.replace(/\.csv$/, '');
        const rows = [json('csv-spectrum/json', `${name}.json`)].flat();
        if (name === CONTRADICTS_ITSELF) rows[0]['Contact Phone Number'] = '2095257564';
        return {
          name,
          bytes: read('csv-spectrum/csvs', file),
          expected: [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))],
          delimiter: ',',
        };
      }),
  'rust-csv': () =>
    json('rust-csv/vectors.json')
      .filter(({ config }) => config === undefined)
      .map(({ name, input, expected }) => ({ name, bytes: Buffer.from(input), expected, delimiter: ',' })),
  PapaParse: () =>
    json('papaparse/plain_cases.json').map(({ name, input, expected }) => ({
      name,
      bytes: Buffer.from(input),
      expected: DECIDED[name]?.[0] ?? expected,
      delimiter: DELIMITERS[name] ?? ',',
      theirs: expected,
    })),
};

function recordsOf(bytes, delimiter, chunk) {
  const more = [...(delimiter === ',' ? [] : ['--delimiter', delimiter]), ...(chunk ? ['--chunk', String(chunk)] : [])];
  return withFiles([{ name: 'vector.csv', bytes }], (cwd) =>
    JSON.parse(tspq(['records', 'vector.csv', ...more], { cwd }).out),
  );
}

for (const [collection, load] of absent ? [] : Object.entries(COLLECTIONS)) {
  describe(collection, () => {
    const vectors = load();
    for (const { name, bytes, expected, delimiter } of vectors) {
      test(name, () => {
        assert.deepEqual(recordsOf(bytes, delimiter), expected);
      });
    }

    // One file of all vectors that can follow one another, so that every chunk size costs one run and not one for each
    // vector.
    test('chunks of 1 to 64 bytes and around 64 KiB make no difference', () => {
      const mark = ['next vector'];
      const apart = ({ bytes, delimiter }) =>
        delimiter === ',' && bytes[0] !== 0xef && !readRecords(bytes.toString('latin1'), ',').some(({ odd }) => odd);
      const together = vectors.filter(apart);
      assert.ok(together.length >= vectors.length * 0.8, 'most vectors can');
      const once = Buffer.concat(together.flatMap(({ bytes }) => [bytes, Buffer.from(`\n${mark}\n`)]));
      const records = together.flatMap(({ expected }) => [...expected, mark]);
      for (const chunk of CHUNKS) {
        // Often enough that large chunks end inside of several vectors.
        const times = chunk > 64 ? Math.ceil((5 * chunk) / once.length) : 1;
        const found = recordsOf(Buffer.concat(Array(times).fill(once)), ',', chunk);
        assert.deepEqual(found, Array(times).fill(records).flat(), `in chunks of ${chunk}`);
      }
      for (const { bytes, delimiter, expected, name } of vectors.filter((vector) => !apart(vector))) {
        // From its own length on, every chunk is the whole.
        for (const chunk of CHUNKS.filter((size) => size <= bytes.length))
          assert.deepEqual(recordsOf(bytes, delimiter, chunk), expected, `${name} in chunks of ${chunk}`);
      }
    });
  });
}

if (!absent)
  describe('the decisions', () => {
    test('csv-spectrum: 12 vectors, 11 of them as they stand', () => {
      const vectors = COLLECTIONS['csv-spectrum']();
      assert.equal(vectors.length, 12);
      const theirs = json('csv-spectrum/json', `${CONTRADICTS_ITSELF}.json`);
      assert.equal(theirs['Contact Phone Number'], '1234567890');
      assert.ok(read('csv-spectrum/csvs', `${CONTRADICTS_ITSELF}.csv`).includes('2095257564'));
    });

    test('rust-csv: all 47 vectors of the default configuration', () =>
      assert.equal(COLLECTIONS['rust-csv']().length, 47));

    test('PapaParse: 79 plain vectors, 61 as they stand, 3 with their delimiter, 15 decided otherwise', () => {
      const vectors = COLLECTIONS.PapaParse();
      const names = vectors.map(({ name }) => name);
      for (const name of [...Object.keys(DECIDED), ...Object.keys(DELIMITERS)])
        assert.equal(names.filter((one) => one === name).length, 1, name);
      for (const { name, theirs, expected } of vectors)
        if (DECIDED[name]) assert.notDeepEqual(expected, theirs, `${name} is a decision`);
      assert.deepEqual([vectors.length, Object.keys(DELIMITERS).length, Object.keys(DECIDED).length], [79, 3, 15]);
    });

    test('tests/README.md names each vector decided otherwise', () => {
      const text = readFileSync(join(repository, 'tests/README.md'), 'utf8').replace(/\s+/g, ' ');
      assert.deepEqual(
        [...Object.keys(DECIDED), ...Object.keys(DELIMITERS)].filter((name) => !text.includes(name)),
        [],
      );
    });
  });
