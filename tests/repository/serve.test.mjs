// The small server behind tools/start: what it hands out, and what it must never hand out.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startServer } from '../../tools/serve.mjs';

let parent;
let folder;
const servers = [];

before(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'tspq-serve-'));
  folder = path.join(parent, 'page');
  await mkdir(path.join(folder, 'sub'), { recursive: true });
  await writeFile(path.join(folder, 'index.html'), '<!doctype html>');
  await writeFile(path.join(folder, 'app.js'), '1');
  await writeFile(path.join(folder, '.hidden'), 'no');
  await writeFile(path.join(parent, 'outside.txt'), 'no');
  await symlink(path.join(parent, 'outside.txt'), path.join(folder, 'link.txt'));
});

after(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await rm(parent, { recursive: true });
});

async function serve(options = {}) {
  const server = await startServer({ folder, ...options });
  servers.push(server);
  return server;
}

// fetch() would tidy the path before sending it; this sends it as it is.
function get(server, url, method = 'GET') {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path: url, method, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

test('files are served with their type, and never framed, cached or guessed at', async () => {
  const server = await serve();
  const page = await get(server, '/');
  assert.equal(page.status, 200);
  assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(page.headers['content-security-policy'], "frame-ancestors 'none'");
  assert.equal(page.headers['cache-control'], 'no-store');
  assert.equal(page.headers['x-content-type-options'], 'nosniff');
  const script = await get(server, '/app.js?anything');
  assert.equal(script.headers['content-type'], 'text/javascript; charset=utf-8');
  assert.equal(script.body, '1');
});

test('nothing outside the folder is served, whatever the path looks like', async () => {
  const server = await serve();
  const paths = [
    '/../outside.txt',
    '/%2e%2e/outside.txt',
    '/..%2foutside.txt',
    '/sub/../../outside.txt',
    '/..%5coutside.txt',
    '//outside.txt',
    '/link.txt',
    '/.hidden',
    '/%00',
    '/%ff',
    '/sub',
    '/sub/',
    '/nothing',
  ];
  for (const url of paths) assert.equal((await get(server, url)).status, 404, url);
});

test('only reading is answered', async () => {
  const server = await serve();
  assert.equal((await get(server, '/', 'POST')).status, 405);
  const head = await get(server, '/app.js', 'HEAD');
  assert.deepEqual([head.status, head.headers['content-length'], head.body], [200, '1', '']);
});

test('a folder can appear under a sub-path, and every request is noted', async () => {
  const server = await serve({ base: '/some/where/' });
  assert.equal((await get(server, '/some/where/app.js')).status, 200);
  assert.equal((await get(server, '/some/where')).headers.location, '/some/where/');
  assert.equal((await get(server, '/app.js')).status, 404);
  assert.deepEqual(
    server.requests.map((one) => one.url),
    ['/some/where/app.js', '/some/where', '/app.js'],
  );
});

test('a taken port is an error, or the next one is used when that was asked for', async () => {
  const first = await serve();
  await assert.rejects(startServer({ folder, port: first.port }), { code: 'EADDRINUSE' });
  const next = await serve({ port: first.port, orNext: true });
  assert.ok(next.port > first.port);
});
