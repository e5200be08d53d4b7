// What the repository itself must look like: checks of its files, not of what they do.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

// Tracked files and new ones that git would not ignore; in a copy without git, everything but what a build makes.
function listFiles() {
  try {
    const output = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return output.split('\0').filter((name) => name && statSync(path.join(root, name), { throwIfNoEntry: false }));
  } catch {
    const made = new Set(['.git', 'build', 'node_modules']);
    const walk = (folder) =>
      readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
        if (made.has(entry.name)) return [];
        const name = path.posix.join(folder, entry.name);
        return entry.isDirectory() ? walk(name) : [name];
      });
    return walk('');
  }
}

const files = listFiles();
const read = (name) => readFileSync(path.join(root, name), 'utf8');
const named = (pattern) => files.filter((name) => pattern.test(name));

const code = named(/\.(cpp|h|ts|mjs|css|html|cmake)$|(^|\/)CMakeLists\.txt$|^tools\/[^.]*$/);
const prose = named(/\.(md|json|txt)$/).filter((name) => !name.endsWith('package-lock.json'));

// Lines of the given files that match, as "file:line: text".
function findLines(names, pattern) {
  return names.flatMap((name) =>
    read(name)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${name}:${at + 1}: ${line.trim()}`] : [])),
  );
}

test('nothing that a build makes is in the repository', () => {
  assert.deepEqual(named(/(^|\/)(build|node_modules|dist)\/|\.(o|a|wasm|log)$/), []);
});

test('no file is larger than half a megabyte', () => {
  assert.deepEqual(
    files.filter((name) => statSync(path.join(root, name)).size > 512 * 1024),
    [],
  );
});

test('no path of one particular machine is written down', () => {
  const folders = ['tmp', 'work', 'root', 'home', 'Users'];
  // A slash in front and behind, or an end of word: "/" + "tmp", but not "a/work" or a closing tag.
  const pattern = new RegExp(String.raw`(^|[\s"'\x60=(:])/(${folders.join('|')})(/|["'\x60\s;,)]|$)`);
  assert.deepEqual(findLines([...code, ...prose], pattern), []);
});

test('no note to be settled later is left in a file', () => {
  const words = ['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'];
  assert.deepEqual(findLines([...code, ...prose], new RegExp(String.raw`\b(${words.join('|')})\b`)), []);
});

test('code has no stray blanks, tabs or carriage returns, and ends with a line end', () => {
  assert.deepEqual(findLines(code, /[ \t\r]$|^\t/), []);
  assert.deepEqual(
    code.filter((name) => statSync(path.join(root, name)).size > 0 && !read(name).endsWith('\n')),
    [],
  );
});

test('the commands of the repository can be run', () => {
  for (const name of ['tools/start', 'tools/test', '.ci/run']) accessSync(path.join(root, name), constants.X_OK);
});

test('every command in tools says what it does when it is asked for --help, and what it takes', () => {
  const commands = named(/^tools\/[^/.]+$/);
  assert.ok(commands.length >= 8);
  for (const name of commands)
    assert.match(
      execFileSync(path.join(root, name), ['--help'], { encoding: 'utf8' }),
      new RegExp(`${name} .*[[-]`),
      name,
    );
});

test('lock files pin every package by its hash and name no private registry', () => {
  for (const name of named(/(^|\/)package-lock\.json$/)) {
    for (const [place, entry] of Object.entries(JSON.parse(read(name)).packages)) {
      if (place === '') continue;
      assert.match(entry.integrity ?? '', /^sha512-/, `${name}: ${place}`);
      assert.match(
        entry.resolved ?? 'https://registry.npmjs.org/',
        /^https:\/\/registry\.npmjs\.org\//,
        `${name}: ${place}`,
      );
    }
  }
});

test('scores, weights and limits of the rules are not written into the code', () => {
  // The numbers come from the rulebooks: whole ones of at least 100, and those with decimals. Smaller ones occur
  // anywhere.
  const numbers = new Set();
  const collect = (value) => {
    if (value !== null && typeof value === 'object') Object.values(value).forEach(collect);
    else if (/^(\d{3,}|\d+\.\d*[1-9])$/.test(String(value))) numbers.add(String(value));
  };
  for (const name of named(/^core\/data\/rulebooks\/.*\.json$/)) collect(JSON.parse(read(name)));
  assert.ok(numbers.size > 0, 'no rulebook was found');
  numbers.delete('0.5'); // also a factor of layout

  const literal = (list) => {
    const forms = list.flatMap((number) => [
      number,
      number.replace(/^(\d+)(\d{3})$/, '$1,$2'),
      number.replace(/^(\d+)(\d{3})$/, "$1'$2"),
    ]);
    return new RegExp(
      String.raw`(?<![\w.#-])(${forms.map((form) => form.replace('.', String.raw`\.`)).join('|')})(?![\w.%])`,
    );
  };
  const whole = (number) => !number.includes('.');
  const telling = literal([...numbers].filter((number) => !whole(number)));
  const common = literal([...numbers].filter(whole)); // may also be a limit of length or a time: wrong only beside words of the rules
  const aboutRules = /target|points|score|weight|redemption|completions|purchases|threshold/i;

  const withoutComments = (text) =>
    text
      .replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
      .split('\n')
      .map((line) => line.replace(/\/\/.*/, ''));

  const places = named(/^(core\/(src|include)|wasm|web\/src)\/.*\.(cpp|h|ts)$|^tools\/\w+\.(cpp|h)$/);
  const found = places.flatMap((name) =>
    withoutComments(read(name)).flatMap((line, at) => {
      const wrong = telling.test(line) || (common.test(line) && aboutRules.test(line));
      return wrong ? [`${name}:${at + 1}: ${line.trim()}`] : [];
    }),
  );
  assert.deepEqual(found, []);
});

test('scripts are laid out as tools/format does it', () => {
  const prettier = path.join(root, 'tests/node_modules/prettier/bin/prettier.cjs');
  const { stderr } = spawnSync(
    process.execPath,
    [prettier, '--check', '--log-level', 'warn', ...named(/\.(mjs|ts|js)$/)],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  assert.equal(stderr, '');
});

// What else clang-format does differs a little from version to version of it.
test('C++ is no wider than 120 columns, but for texts', () => {
  assert.deepEqual(findLines(named(/\.(cpp|h)$/), /^[^"]{121,}$/), []);
});
