// What is in the downloads, and that the same input gives the same bytes.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { sampleDate, samplePaths } from '../browser/support/expected.mjs';
import { pageFolder } from '../browser/support/site.mjs';
import { scratch } from '../browser/support/scratch.mjs';
import { program, repository, tspq } from '../wasm/core.mjs';
import {
  filesIn,
  npmArchive,
  packages,
  pageArchive,
  programArchive,
  singleFile,
  unpacked,
  version,
} from './downloads.mjs';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

test('SHA256SUMS has the checksum of every download, and each carries the version', () => {
  const lines = readFileSync(join(packages, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');
  const names = readdirSync(packages).filter((name) => name !== 'SHA256SUMS');
  assert.deepEqual(
    lines,
    names.sort().map((name) => `${sha256(readFileSync(join(packages, name)))}  ${name}`),
  );
  assert.equal(names.length, 4);
  for (const name of names) assert.ok(name.includes(`-${version}`), name);
});

/** The time that the files in the downloads carry, in seconds. */
const time = statSync(join(unpacked(programArchive()), 'tspq')).mtimeMs / 1000;

test('the files in the page’s zip carry the time of the sources, by which hosts and browsers see that a file has changed', () => {
  const folder = scratch('times');
  const env = { ...process.env, TZ: 'UTC' };
  const timesIn = (archive) => {
    execFileSync('unzip', ['-q', '-o', archive, '-d', folder], { env });
    return [...new Set(filesIn(folder).map((name) => statSync(join(folder, name)).mtimeMs / 1000))];
  };
  assert.deepEqual(timesIn(pageArchive()), [time]);
  const later = 1_900_000_001;
  const out = join(scratch('later'), 'out');
  execFileSync(process.execPath, [join(repository, 'tools/packaging/pack.mjs'), '--web', pageFolder, '--out', out], {
    env: { ...env, SOURCE_DATE_EPOCH: String(later) },
    stdio: 'pipe',
  });
  assert.deepEqual(timesIn(join(out, basename(pageArchive()))), [later - 1]);
});

test('the same input gives the same bytes: in other folders, with other times and permissions, at another time', () => {
  const folder = scratch('inputs');
  const copy = (name, source, files) => {
    mkdirSync(join(folder, name));
    for (const file of files) {
      const to = join(folder, name, file);
      cpSync(join(source, file), to);
      utimesSync(to, 1234567890, 1234567890);
      chmodSync(to, 0o700);
    }
    return [`--${name}`, join(folder, name)];
  };
  const build = join(repository, 'build');
  const inputs = [
    ...copy('native', join(build, 'native'), ['tspq']),
    ...copy('wasm', join(build, 'wasm'), ['tspq-core.js', 'tspq-core.wasm', 'scalar/tspq-core.wasm']),
    ...copy('web', pageFolder, filesIn(pageFolder)),
  ];
  const out = join(folder, 'out');
  execFileSync(process.execPath, [join(repository, 'tools/packaging/pack.mjs'), ...inputs, '--out', out], {
    cwd: folder,
    env: { ...process.env, TZ: 'Pacific/Auckland', LC_ALL: 'C.UTF-8', SOURCE_DATE_EPOCH: String(time) },
    stdio: 'pipe',
  });
  assert.equal(readFileSync(join(out, 'SHA256SUMS'), 'utf8'), readFileSync(join(packages, 'SHA256SUMS'), 'utf8'));
});

describe('inside', () => {
  const page = unpacked(pageArchive());
  const cli = unpacked(programArchive());
  const npm = unpacked(npmArchive());

  test('the page’s folder holds the built page as it is, in a folder of its own', () => {
    assert.equal(basename(page), `tspq-page-${version}`);
    assert.deepEqual(filesIn(page), [...filesIn(pageFolder), 'NOTICES.txt'].sort());
    for (const name of filesIn(pageFolder))
      assert.deepEqual(readFileSync(join(page, name)), readFileSync(join(pageFolder, name)), name);
  });

  test('the command line runs from where it was unpacked and says the same as the built one', () => {
    const args = ['score', ...samplePaths, '--anniversary', sampleDate, '--json'];
    const { status, stdout } = spawnSync(join(cli, 'tspq'), args);
    const built = tspq(args);
    assert.equal(status, built.status);
    assert.deepEqual(stdout, built.bytes);
    assert.ok(basename(cli).startsWith(`tspq-${version}-`));
  });

  test('each has the notices of what is bundled in it', () => {
    const bundled = {
      [page]: ['lit-html', 'nlohmann', 'Emscripten', 'musl', 'libc++'],
      [cli]: ['nlohmann'],
      [npm]: ['nlohmann', 'Emscripten', 'musl', 'libc++'],
    };
    const sentences = {
      'lit-html': /Redistributions in binary form must reproduce/,
      nlohmann: /Niels Lohmann/,
      Emscripten: /The Emscripten Authors/,
      musl: /Rich Felker/,
      'libc++': /LLVM/,
    };
    for (const [folder, names] of Object.entries(bundled)) {
      const text = readFileSync(join(folder, 'NOTICES.txt'), 'utf8');
      for (const name of names) {
        assert.ok(text.includes(name), `${folder}: ${name}`);
        assert.match(text, sentences[name]);
      }
      assert.match(text, /WITHOUT WARRANTY OF ANY KIND/);
    }
    assert.ok(readFileSync(singleFile(), 'utf8').includes(readFileSync(join(page, 'NOTICES.txt'), 'utf8')));
  });

  test('no path of the machine they were built on is in any of them', () => {
    const places = [repository, `${homedir()}/`, `${tmpdir()}/`].map((place) => Buffer.from(place));
    const files = [page, cli, npm].flatMap((folder) => filesIn(folder).map((name) => join(folder, name)));
    const found = [...files, singleFile()].filter((file) => places.some((place) => readFileSync(file).includes(place)));
    assert.deepEqual(found, [], `as ${program} has none either`);
  });
});
