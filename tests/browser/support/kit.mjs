// A browser with the page in it, as the states in states.mjs want it.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join } from 'node:path';
import { startBrowser } from './browser.mjs';
import { overHttp, pageFolder } from './site.mjs';

/**
 * The page on a host that sends no headers, and inside a page of that host that holds nothing but a frame around it.
 */
export async function startFrame() {
  const outer =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>A page around it</title><style>html, body, main, iframe { margin: 0; border: 0; width: 100%; height: 100%; display: block }</style><main><h1>A page around it</h1><iframe title="The page" src="page/index.html"></iframe></main></html>';
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
  const server = createServer(({ url }, response) => {
    if (url === '/') return response.setHeader('content-type', 'text/html').end(outer);
    const name = basename(url.split('?', 1)[0]);
    if (!(extname(name) in types)) return response.writeHead(404).end();
    response.setHeader('content-type', types[extname(name)]).end(readFileSync(join(pageFolder, name)));
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections?.();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, close };
}

export async function startKit({ kind } = {}) {
  const site = await overHttp();
  const browser = await startBrowser({ kind });
  let frame = null;
  return {
    site,
    browser,
    open: (hash, { at = site.url + hash, ...options } = {}) => browser.open(at, options),
    framing: async () => (frame ??= await startFrame()).url,
    async close() {
      await browser.close();
      await frame?.close();
      await site.close();
    },
  };
}
