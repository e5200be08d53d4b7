// Packs what is built into the downloads; see tools/package. The same input gives the same bytes: entries are sorted,
// times and permissions are fixed, owners are left out, and no path of this machine is written. The environment
// variable SOURCE_DATE_EPOCH is the time of every file, in seconds since 1970.
//
//   node tools/packaging/pack.mjs [--native FOLDER] [--wasm FOLDER] [--web FOLDER] [--out FOLDER]

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { notices } from './notices.mjs';
import { singleFile } from './single-file.mjs';

/** The earliest day a zip file can write down. */
const EARLIEST = Date.parse('1980-01-01T00:00:00Z');
/**
 * By the time of a file servers and browsers tell whether it has changed, and the older it is, the longer a browser
 * asks for no newer one: so it has to grow with the versions. A zip file counts two seconds at a time.
 */
const TIME = new Date(Math.max(EARLIEST, Math.floor(Number(process.env.SOURCE_DATE_EPOCH ?? 0) / 2) * 2000));

const repository = fileURLToPath(new URL('../../', import.meta.url));
const { values: options } = parseArgs({
  options: Object.fromEntries(['native', 'wasm', 'web', 'out'].map((name) => [name, { type: 'string' }])),
});
const from = (name) => resolve(options[name] ?? join(repository, 'build', name));
const out = resolve(options.out ?? join(repository, 'build/package'));
const { version } = JSON.parse(readFileSync(join(repository, 'web/package.json'), 'utf8'));

/** All files and folders below a folder, sorted, relative to it. */
function entries(folder) {
  const walk = (inside) =>
    readdirSync(inside, { withFileTypes: true }).flatMap((entry) => {
      const path = join(inside, entry.name);
      return entry.isDirectory() ? [path, ...walk(path)] : [path];
    });
  return walk(folder)
    .map((path) => relative(folder, path))
    .sort();
}

/** Times and permissions as they are to stand in an archive. */
function settle(folder, executables = []) {
  for (const name of [...entries(folder).reverse(), '.']) {
    const path = join(folder, name);
    chmodSync(path, statSync(path).isDirectory() || executables.includes(name) ? 0o755 : 0o644);
    utimesSync(path, TIME, TIME);
  }
}

const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C' };
const run = (command, args, cwd) => execFileSync(command, args, { cwd, env, encoding: 'utf8' });

/** The page as a folder. */
function packPage(stage) {
  const name = `tspq-page-${version}`;
  const folder = join(stage, name);
  cpSync(from('web'), folder, { recursive: true });
  writeFileSync(join(folder, 'NOTICES.txt'), notices(repository, ['lit', 'json', 'emscripten']));
  settle(folder);
  const files = entries(folder).filter((entry) => statSync(join(folder, entry)).isFile());
  // No extra fields (-X: owners and finer times) and no entries for folders (-D).
  run('zip', ['-X', '-D', '-9', '-q', join(out, `${name}.zip`), ...files.map((file) => join(name, file))], stage);
  return `${name}.zip`;
}

/** The page as one file. */
function packSingleFile() {
  const name = `tspq-${version}.html`;
  writeFileSync(join(out, name), singleFile(from('web'), notices(repository, ['lit', 'json', 'emscripten'])));
  return name;
}

/** The command line, without symbols that only a debugger reads. */
function packProgram(stage) {
  const [system, machine] = run('uname', ['-s', '-m']).trim().toLowerCase().split(' ');
  const name = `tspq-${version}-${system}-${machine}`;
  const folder = join(stage, name);
  mkdirSync(folder);
  run('strip', ['-o', join(folder, 'tspq'), join(from('native'), 'tspq')]);
  writeFileSync(join(folder, 'NOTICES.txt'), notices(repository, ['json']));
  settle(folder, ['tspq']);
  const tar = `${name}.tar`;
  run(
    'tar',
    [
      '--sort=name',
      '--format=ustar',
      `--mtime=@${TIME / 1000}`,
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      '-cf',
      join(out, tar),
      name,
    ],
    stage,
  );
  run('gzip', ['-9n', join(out, tar)]);
  return `${tar}.gz`;
}

/** The core for npm. npm itself fixes times and order. */
function packCore(stage) {
  const folder = join(stage, 'npm');
  cpSync(join(repository, 'wasm/npm'), folder, { recursive: true });
  // The module's own script is a plain one; an export makes it a module for Node, browsers and bundlers alike.
  const script = readFileSync(join(from('wasm'), 'tspq-core.js'), 'utf8');
  writeFileSync(join(folder, 'tspq-core.js'), `${script.trimEnd()}\nexport default createTspqCore;\n`);
  cpSync(join(from('wasm'), 'tspq-core.wasm'), join(folder, 'tspq-core.wasm'));
  cpSync(join(from('wasm'), 'scalar/tspq-core.wasm'), join(folder, 'tspq-core-scalar.wasm'));
  writeFileSync(join(folder, 'NOTICES.txt'), notices(repository, ['json', 'emscripten']));
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
  settle(folder);
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', out], folder),
  );
  return filename;
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const stage = mkdtempSync(join(tmpdir(), 'tspq-package-'));
try {
  const made = [packPage(stage), packSingleFile(), packProgram(stage), packCore(stage)].sort();
  const sums = made.map(
    (name) =>
      `${createHash('sha256')
        .update(readFileSync(join(out, name)))
        .digest('hex')}  ${name}\n`,
  );
  writeFileSync(join(out, 'SHA256SUMS'), sums.join(''));
  for (const name of [...made, 'SHA256SUMS'])
    console.log(`${String(statSync(join(out, name)).size).padStart(9)}  ${relative(process.cwd(), join(out, name))}`);
} finally {
  rmSync(stage, { recursive: true, force: true });
}
