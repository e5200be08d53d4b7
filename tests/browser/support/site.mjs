// Where the built page is opened from: a sub-path of a server, and a folder on disk.

import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startServer } from '../../../tools/serve.mjs';
import { repository } from '../../wasm/core.mjs';
import { remove, scratch } from './scratch.mjs';

/** The page under test: build/web, or the folder the environment variable TSPQ_PAGE names. */
export const pageFolder = resolve(process.env.TSPQ_PAGE ?? join(repository, 'build/web'));

function checkBuilt(folder) {
  if (!existsSync(join(folder, 'index.html')))
    throw new Error(`There is no page in ${folder}. Build it first, as tests/README.md says.`);
}

/** From a server, two folders deep: an address that began with a slash would miss. */
export async function overHttp(folder = pageFolder) {
  checkBuilt(folder);
  const server = await startServer({ folder, base: '/partners/training/' });
  // `requests` is everything that was ever asked of the server.
  return { url: server.url, requests: server.requests, close: () => server.close() };
}

/**
 * From a host that sends the headers it likes: `headersOf(ending)` for every file, the page itself being `.html`. A
 * path that is no file gets the 404 of most hosts.
 */
export async function fromHost(headersOf, folder = pageFolder) {
  if (folder === pageFolder) checkBuilt(folder);
  const server = createServer((request, response) => {
    const name = new URL(request.url, 'http://host').pathname.slice(1) || 'index.html';
    const file = join(folder, name);
    if (name.includes('/') || !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, headersOf(extname(name))).end(readFileSync(file));
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections?.();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, requests: [], close };
}

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/**
 * Such hosts: one that says of every text that it is Latin-1, and one that says so of documents only, as Apache does by
 * its AddDefaultCharset.
 */
export const latin1 = (ending) => ({ 'Content-Type': `${TYPES[ending]}; charset=iso-8859-1` });
export const latin1Documents = (ending) => (ending === '.html' ? latin1(ending) : { 'Content-Type': TYPES[ending] });

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
