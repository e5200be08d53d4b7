// Serves a folder of plain files, for looking at the built page and for its tests. On this machine only, unless told
// another address to listen on.
//
//   node tools/serve.mjs FOLDER [--host H] [--port N] [--base /sub/path/]
//
// Without --port it takes 8080, or the next port that is free. As a module: startServer({folder, …}).

import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const mediaTypes = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

const headers = {
  'Cache-Control': 'no-store', // what was just built is what is seen
  'Content-Security-Policy': "frame-ancestors 'none'", // the rest of the policy is in the page itself; this cannot be
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

// The file a request asks for, or null: outside the folder, hidden, or not there.
async function resolveFile(root, base, url) {
  let pathname;
  try {
    pathname = decodeURIComponent(url.split(/[?#]/, 1)[0]);
  } catch {
    return null;
  }
  if (!pathname.startsWith(base) || pathname.includes('\0')) return null;
  const inside = pathname.slice(base.length);
  if (inside.split(/[/\\]/).some((part) => part.startsWith('.'))) return null;
  try {
    // The real path decides, so that neither dots nor links lead out of the folder.
    const file = await realpath(
      path.join(root, inside.endsWith('/') || inside === '' ? inside + 'index.html' : inside),
    );
    if (!file.startsWith(root + path.sep)) return null;
    const { size } = await stat(file).then((entry) =>
      entry.isFile() ? entry : Promise.reject(new Error('not a file')),
    );
    return { file, size };
  } catch {
    return null;
  }
}

// Starts serving; resolves to {url, port, requests, close}. `base` is the sub-path the folder appears under, with a
// slash at both ends. `port` 0 is any free one; with `orNext`, the first free one from `port` on. `more` are headers
// beyond the usual ones. `requests` collects every request as {method, url}, answered or not.
export async function startServer({ folder, host = '127.0.0.1', port = 0, orNext = false, base = '/', more = {} }) {
  const root = await realpath(folder);
  const requests = [];

  const server = createServer(async (request, response) => {
    requests.push({ method: request.method, url: request.url });
    const answer = (status, extra = {}) => response.writeHead(status, { ...headers, ...more, ...extra });
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answer(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    if (request.url === base.slice(0, -1)) {
      answer(301, { Location: base }).end(); // relative addresses need the slash
      return;
    }
    const found = await resolveFile(root, base, request.url);
    if (!found) {
      answer(404, { 'Content-Type': mediaTypes['.txt'] }).end(request.method === 'HEAD' ? undefined : 'Not found\n');
      return;
    }
    answer(200, {
      'Content-Type': mediaTypes[path.extname(found.file).toLowerCase()] ?? 'application/octet-stream',
      'Content-Length': found.size,
    });
    if (request.method === 'HEAD') response.end();
    else
      createReadStream(found.file)
        .on('error', () => response.destroy())
        .pipe(response);
  });

  const listen = (at) =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, host, () => {
        server.off('error', reject);
        resolve();
      });
    });

  for (let at = port; ; ++at) {
    try {
      await listen(at);
      break;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || !orNext || at >= port + 100) throw error;
    }
  }

  const actual = server.address().port;
  return {
    url: `http://${host}:${actual}${base}`,
    port: actual,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections?.();
      }),
  };
}

function usage() {
  console.error('Usage: node tools/serve.mjs FOLDER [--host H] [--port N] [--base /sub/path/]');
  process.exit(3);
}

async function main(args) {
  const options = { port: 8080, orNext: true };
  while (args.length) {
    const word = args.shift();
    if (word === '--port') {
      options.port = Number(args.shift());
      options.orNext = false;
    } else if (word === '--host') options.host = args.shift();
    else if (word === '--base') options.base = args.shift();
    else if (word.startsWith('-') || options.folder) usage();
    else options.folder = word;
  }
  const validPort = Number.isInteger(options.port) && options.port >= 0 && options.port <= 65535;
  if (!options.folder || !validPort || !/^\/(.*\/)?$/.test(options.base ?? '/')) usage();

  try {
    const { url } = await startServer(options);
    console.log(`The page is at  ${url}  (Ctrl-C stops it)`);
  } catch (error) {
    console.error(error.code === 'EADDRINUSE' ? `Port ${options.port} is taken; choose another one.` : error.message);
    process.exit(1);
  }
}

const started = process.argv[1] && pathToFileURL(await realpath(process.argv[1])).href;
if (import.meta.url === started) await main(process.argv.slice(2));
