// Where the built page is opened from: a sub-path of a server, and a folder on disk.

import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startServer } from '../../../tools/serve.mjs';
import { repository } from '../../wasm/core.mjs';
import { remove, scratch } from './scratch.mjs';

/** The page under test: build/web, or the folder the environment variable TSPQ_PAGE names. */
export const pageFolder = resolve(process.env.TSPQ_PAGE ?? join(repository, 'build/web'));

function checkBuilt(folder) {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`There is no page in ${folder}. Build it first, as tests/README.md says.`);
}

/** From a server, two folders deep: an address that began with a slash would miss. */
export async function overHttp(folder = pageFolder) {
  checkBuilt(folder);
  const server = await startServer({ folder, base: '/partners/training/' });
  // `requests` is everything that was ever asked of the server.
  return { url: server.url, requests: server.requests, close: () => server.close() };
}

/** From disk, as by double-click, in a folder whose name has what people put into names. */
export async function fromDisk(folder = pageFolder) {
  checkBuilt(folder);
  const root = scratch('page');
  const copy = join(root, 'Prüfung #1 100 %');
  mkdirSync(copy);
  cpSync(folder, copy, { recursive: true });
  return { url: pathToFileURL(join(copy, 'index.html')).href, requests: [], close: async () => remove(root) };
}

export const places = [
  { where: 'over http from a sub-path', open: overHttp },
  { where: 'from file://', open: fromDisk },
];
