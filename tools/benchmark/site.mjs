// Bundles the pages of the other contestants and serves them, and the built page itself, each from an origin of its own
// on this machine.

import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { startServer } from '../serve.mjs';
import { folder } from './data.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const PAGES = ['copy', 'duckdb', 'udsv', 'papaparse'];
const WORKERS = ['copy-worker'];
const DUCKDB = 'node_modules/@duckdb/duckdb-wasm/dist';
const DUCKDB_FILES = [
  'duckdb-eh.wasm',
  'duckdb-browser-eh.worker.js',
  'duckdb-coi.wasm',
  'duckdb-browser-coi.worker.js',
  'duckdb-browser-coi.pthread.worker.js',
];

const html = (name) => `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>${name}</title>
  <link rel="icon" href="data:," />
  <script defer src="${name}.js"></script>
  <p>Drop a file.</p>
  <output></output>
</html>
`;

async function buildPages() {
  const out = join(folder, 'site');
  mkdirSync(out, { recursive: true });
  const entryPoints = [...PAGES, ...WORKERS].map((name) => join(here, 'pages', `${name}.js`)).filter(existsSync);
  await build({
    entryPoints,
    outdir: out,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'chrome120',
    legalComments: 'none',
    logLevel: 'warning',
  });
  for (const name of PAGES) writeFileSync(join(out, `${name}.html`), html(name));
  for (const name of DUCKDB_FILES) copyFileSync(join(here, DUCKDB, name), join(out, name));
  return out;
}

/**
 * {page, plain, isolated, close}: addresses of the built page and of the others' pages, without and with cross-origin
 * isolation.
 */
export async function serveAll(builtPage) {
  const site = await buildPages();
  const servers = await Promise.all([
    startServer({ folder: builtPage }),
    startServer({ folder: site }),
    startServer({ folder: site, more: { 'Cross-Origin-Embedder-Policy': 'require-corp' } }),
  ]);
  const [page, plain, isolated] = servers.map(({ url }) => url);
  return {
    page,
    plain,
    isolated,
    requests: servers[0].requests,
    close: () => Promise.all(servers.map((server) => server.close())),
  };
}
