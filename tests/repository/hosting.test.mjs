// The header files for hosts: five ways to write the same, each as its host reads it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (name) => readFileSync(new URL(`../../web/hosting/${name}`, import.meta.url), 'utf8');
const pairs = (name, pattern) => [...read(name).matchAll(pattern)].map(([, header, value]) => [header, value]);

const files = {
  _headers: pairs('_headers', /^ {2}([\w-]+): (.+)$/gm),
  htaccess: pairs('htaccess', /^ {2}Header always set ([\w-]+) "([^"]+)"$/gm),
  'nginx.conf.txt': pairs('nginx.conf.txt', /^add_header ([\w-]+) "([^"]+)" always;$/gm),
  'staticwebapp.config.json': Object.entries(JSON.parse(read('staticwebapp.config.json')).globalHeaders),
  'web.config': pairs('web.config', /^ +<add name="([\w-]+)" value="([^"]+)" \/>$/gm),
};

test('the header files for all hosts say the same', () => {
  assert.ok(files._headers.length >= 8);
  for (const [name, headers] of Object.entries(files)) assert.deepEqual(headers, files._headers, name);
});

test('IIS takes a header away before it adds it, so that a site above may have it already', () => {
  const steps = [...read('web.config').matchAll(/<(remove|add) name="([^"]+)"/g)].map(
    ([, step, header]) => `${step} ${header}`,
  );
  assert.deepEqual(
    steps,
    files['web.config'].flatMap(([header]) => [`remove ${header}`, `add ${header}`]),
  );
});
