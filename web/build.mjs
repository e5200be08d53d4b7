/**
 * Builds the page into plain files that any static host can serve and that
 * open by double-click.
 *
 *     node build.mjs [--core FOLDER] [--out FOLDER]
 *
 * --core  where tspq-core.js, tspq-core.wasm and scalar/tspq-core.wasm are (default ../build/wasm)
 * --out   where the page goes                       (default ../build/web)
 *
 * The worker, with the core's loader in it, becomes text inside the script that
 * opens it; the core's bytes become a text in a script of their own, and those of
 * the core for browsers without SIMD in another, which only they load. So the
 * page fetches nothing once it is ready, and may forbid itself to.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { shorter, templates } from './minify.mjs';
import { planOf } from './samples/exports.mjs';

/** The page's own weight, compressed: its scripts and style, without the core. */
const BUDGET = 48_050;
const CORE_BUDGET = 200_000;
/** All that a browser fetches to open the page, from a host that compresses with Brotli. */
const WHOLE_BUDGET = 149_950;
const WHOLE = [
  'index.html',
  'tspq-worker.js',
  'tspq.js',
  'styles.css',
  'icon.svg',
  'tspq-core-wasm.js',
  'tspq-sample.js',
];

const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({ options: { core: { type: 'string' }, out: { type: 'string' } } });
const coreFolder = resolve(options.core ?? join(here, '../build/wasm'));
const out = resolve(options.out ?? join(here, '../build/web'));

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  write: false,
  legalComments: 'none',
  target: ['chrome105', 'edge105', 'firefox115', 'safari16.4'],
  logLevel: 'warning',
};

/** The worker as one script. The core's loader also knows node, whose modules are never reached in a browser. */
async function workerSource() {
  const result = await build({
    ...common,
    entryPoints: ['src/core/worker.ts'],
    format: 'iife',
    alias: { 'tspq-core': join(coreFolder, 'tspq-core.js') },
    external: ['fs', 'path', 'crypto', 'url', 'module', 'ws', 'perf_hooks', 'worker_threads', 'child_process'],
  });
  return shorter(result.outputFiles[0].text);
}

/** What opens that worker, with the worker as a text in it. */
async function workerScript() {
  const contents = await workerSource();
  const workerText = {
    name: 'core-worker-source',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^core-worker-source$/ }, ({ path }) => ({ path, namespace: 'worker' }));
      onLoad({ filter: /.*/, namespace: 'worker' }, () => ({ contents, loader: 'text' }));
    },
  };
  const define = { SCALAR_CORE: JSON.stringify(addressOf('tspq-core-wasm-scalar.js', scalarCore)) };
  const result = await build({
    ...common,
    entryPoints: ['src/core/opener.ts'],
    format: 'iife',
    plugins: [workerText],
    define,
  });
  return shorter(result.outputFiles[0].text);
}

async function pageScript() {
  const result = await build({
    ...common,
    entryPoints: ['src/main.ts'],
    format: 'iife',
    plugins: [templates],
    define: { SAMPLE_ROWS: String(sampleRows) },
  });
  return shorter(result.outputFiles[0].text);
}

async function styleSheet() {
  const result = await build({ ...common, entryPoints: ['styles/main.css'] });
  return result.outputFiles[0].text;
}

const samplePlan = planOf(JSON.parse(readFileSync(join(here, 'samples/sample.json'), 'utf8')));
const sampleRows = Object.values(samplePlan.rows).reduce((sum, rows) => sum + rows);

/** The sample, as what makes its files when they are wanted: compressed, a fifth of the files themselves. */
async function sampleScript() {
  const result = await build({
    ...common,
    entryPoints: ['samples/script.mjs'],
    format: 'iife',
    define: { SAMPLE_PLAN: JSON.stringify(samplePlan) },
  });
  return shorter(result.outputFiles[0].text);
}

/** Bytes that cannot stand in a script, or in an HTML file, as the characters they are: NUL, line ends, ", \\ and <. */
const UNFIT = [0x00, 0x0a, 0x0d, 0x22, 0x5c, 0x3c];

/**
 * A character for each byte, which Brotli makes a quarter smaller than it does base64 of compressed bytes; gzip leaves
 * both alike. A byte that is unfit changes places with a rare one, and so is rarely written as an escape. What changed
 * places is told beside the text, for src/core/bytes.ts to undo. No character is above 255: engines keep such a text in
 * half the memory.
 */
function coreScript(name) {
  const bytes = readFileSync(join(coreFolder, name));
  const times = new Array(128).fill(0);
  for (const byte of bytes) if (byte < 128) times[byte]++;
  const rarest = [...times.keys()]
    .filter((byte) => byte > 0x20 && byte < 0x7f && !UNFIT.includes(byte))
    .sort((a, b) => times[a] - times[b] || a - b);
  const code = Array.from({ length: 256 }, (_, byte) => byte);
  UNFIT.forEach((byte, at) => ([code[byte], code[rarest[at]]] = [rarest[at], byte]));
  const written = code.map((code) =>
    UNFIT.includes(code) ? `\\x${code.toString(16).padStart(2, '0')}` : String.fromCharCode(code),
  );
  const text = Array.from(bytes, (byte) => written[byte]).join('');
  const places = UNFIT.map((byte) => [code[byte], byte]);
  return `globalThis.tspqCoreWasm={places:${JSON.stringify(places)},text:"${text}"};globalThis.tspqOpener?.arrived();\n`;
}

/**
 * A mark at its beginning says that a file is UTF-8. Browsers heed it before anything its host or the page says, and
 * some hosts say Latin-1 of every file.
 */
const marked = (text) => (/[^\0-\x7f]/.test(text) ? `\uFEFF${text}` : text);

/**
 * The address of a file, with a piece of its hash: many hosts let browsers keep files for a while, and after an update
 * a page must not get one of before. To hosts and on disk it is the same file.
 */
const addressOf = (name, content) => `${name}?${createHash('sha256').update(content).digest('hex').slice(0, 6)}`;

/** The page itself, with the addresses of these files in it. */
function htmlPage(files) {
  const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  const html = readFileSync(join(here, 'index.html'), 'utf8').replaceAll('{{version}}', version);
  return html.replace(
    /(src|href)="([\w-]+\.(?:js|css))"/g,
    (_, kind, name) => `${kind}="${addressOf(name, files[name])}"`,
  );
}

/** What the page never uses, and so denies itself and anything that could get into it. */
const PERMISSIONS = ['camera', 'clipboard-read', 'geolocation', 'microphone', 'payment', 'usb']
  .map((name) => `${name}=()`)
  .join(', ');

/** Header files for hosts (see hosting/README.md): the page's own policy, and what only a header can forbid. */
function hostingFiles(html) {
  const found = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html);
  if (!found) throw new Error('index.html has no Content-Security-Policy.');
  const policy = `${found[1]}; frame-ancestors 'none'`;
  const folder = join(here, 'hosting');
  const names = readdirSync(folder).filter((name) => name !== 'README.md');
  const filled = (name) =>
    readFileSync(join(folder, name), 'utf8')
      .replaceAll('{{policy}}', policy)
      .replaceAll('{{permissions}}', PERMISSIONS);
  return Object.fromEntries(names.map((name) => [name === 'htaccess' ? '.htaccess' : name, filled(name)]));
}

const scalarCore = marked(coreScript('scalar/tspq-core.wasm'));
const parts = {
  'tspq-worker.js': marked(await workerScript()),
  'tspq.js': marked(await pageScript()),
  'styles.css': marked(await styleSheet()),
  'icon.svg': readFileSync(join(here, 'icon.svg')),
  'tspq-sample.js': marked(await sampleScript()),
  'tspq-core-wasm.js': marked(coreScript('tspq-core.wasm')),
  'tspq-core-wasm-scalar.js': scalarCore,
};
const html = htmlPage(parts);
const files = { 'index.html': html, ...parts, ...hostingFiles(html) };

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const weight = {};
console.log('file                         bytes    gzip  brotli');
for (const [name, content] of Object.entries(files)) {
  writeFileSync(join(out, name), content);
  const gzip = gzipSync(content, { level: 9 }).byteLength;
  const brotli = brotliCompressSync(content).byteLength;
  weight[name] = { gzip, brotli };
  console.log(
    `${name.padEnd(24)} ${String(Buffer.byteLength(content)).padStart(9)} ${String(gzip).padStart(7)} ${String(brotli).padStart(7)}`,
  );
}
const own = weight['tspq-worker.js'].gzip + weight['tspq.js'].gzip + weight['styles.css'].gzip;
const core = weight['tspq-core-wasm.js'].gzip;
const whole = WHOLE.reduce((sum, name) => sum + weight[name].brotli, 0);
console.log(
  `scripts and style: ${own} of ${BUDGET} bytes gzip; core: ${core} of ${CORE_BUDGET}; whole page: ${whole} of ${WHOLE_BUDGET} bytes Brotli`,
);
if (own > BUDGET || core > CORE_BUDGET || whole > WHOLE_BUDGET) {
  console.error('The page is over its weight budget.');
  process.exitCode = 1;
}
