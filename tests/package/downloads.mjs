// The downloads that tools/package has made, unpacked for a look inside.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { scratch } from '../browser/support/scratch.mjs';
import { repository } from '../wasm/core.mjs';

/** The downloads under test: build/package, or the folder the environment variable TSPQ_PACKAGE names. */
export const packages = resolve(process.env.TSPQ_PACKAGE ?? join(repository, 'build/package'));
if (!existsSync(join(packages, 'SHA256SUMS')))
  throw new Error(`There are no downloads in ${packages}. Make them first: tools/package`);

export const { version } = JSON.parse(readFileSync(join(repository, 'web/package.json'), 'utf8'));

/** The path of the one download whose name matches. */
export function download(pattern) {
  const found = readdirSync(packages).filter((name) => pattern.test(name));
  if (found.length !== 1)
    throw new Error(`Not one download is named like ${pattern}: ${readdirSync(packages).join(', ')}`);
  return join(packages, found[0]);
}

export const pageArchive = () => download(/^tspq-page-.*\.zip$/);
export const singleFile = () => download(/^tspq-.*\.html$/);
export const programArchive = () => download(/^tspq-.*\.tar\.gz$/);
export const npmArchive = () => download(/^tspq-core-.*\.tgz$/);

/** All files below a folder, relative to it, sorted. */
export function filesIn(folder) {
  const walk = (inside) =>
    readdirSync(inside).flatMap((name) =>
      statSync(join(inside, name)).isDirectory() ? walk(join(inside, name)) : [join(inside, name)],
    );
  return walk(folder)
    .map((path) => relative(folder, path))
    .sort();
}

/** Unpacks an archive into a new folder of that name, and gives the one folder that was in it. */
export function unpacked(archive, name = 'unpacked') {
  const folder = join(scratch('package'), name);
  mkdirSync(folder);
  if (archive.endsWith('.zip')) execFileSync('unzip', ['-q', archive, '-d', folder]);
  else execFileSync('tar', ['-xzf', archive, '-C', folder]);
  const inside = readdirSync(folder);
  if (inside.length !== 1) throw new Error(`${archive} unpacks into more than one folder: ${inside.join(', ')}`);
  return join(folder, inside[0]);
}
