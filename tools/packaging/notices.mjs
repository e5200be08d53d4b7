// The copyright notices and licences of other people's code that a download contains, read from where that code is
// installed.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

const read = (path) => readFileSync(path, 'utf8').replace(/\r\n/g, '\n').trim();

/** The first of the files that exists, or a sentence on what is missing. */
function firstOf(what, paths) {
  const found = paths.find((path) => existsSync(path));
  if (!found) throw new Error(`The licence of ${what} was not found. Looked for: ${paths.join(', ')}`);
  return found;
}

/**
 * Out of a Debian copyright file: the stanzas about the files that `concerns(pattern)`, and the licences they name.
 * Debian's format: stanzas between blank lines; "Files:" with patterns, or a "License:" with its text.
 */
function fromDebian(text, concerns) {
  const field = (stanza, name) =>
    new RegExp(String.raw`^${name}:((?:.*\n?)(?:[ \t].*\n?)*)`, 'm').exec(stanza)?.[1].trim() ?? '';
  const stanzas = text.split(/\n[ \t]*\n/);
  const chosen = stanzas.filter((stanza) =>
    field(stanza, 'Files')
      .split(/\s+/)
      .some((pattern) => pattern !== '' && concerns(pattern)),
  );
  const named = new Set(
    chosen.flatMap((stanza) =>
      field(stanza, 'License')
        .split('\n')[0]
        .split(/ and | or |, /),
    ),
  );
  const licences = stanzas.filter(
    (stanza) => /^License:/.test(stanza) && named.has(field(stanza, 'License').split('\n')[0]),
  );
  return [...chosen, ...licences]
    .join('\n\n')
    .replace(/^ \.$/gm, '')
    .replace(/[ \t]+$/gm, '');
}

function lit(repository) {
  const modules = join(repository, 'web/node_modules');
  const parts = ['lit', 'lit-html'].map((name) => ({
    name: `${name} ${JSON.parse(read(join(modules, name, 'package.json'))).version}`,
    licence: read(join(modules, name, 'LICENSE')),
  }));
  const licences = [...new Set(parts.map(({ licence }) => licence))];
  return { title: parts.map(({ name }) => name).join(', '), use: 'renders the page', text: licences.join('\n\n') };
}

function json() {
  const path = firstOf('nlohmann/json', [
    '/usr/share/doc/nlohmann-json3-dev/copyright',
    '/usr/share/doc/nlohmann-json-devel/LICENSE.MIT',
    '/usr/share/licenses/nlohmann-json/LICENSE.MIT',
  ]);
  const text = read(path);
  return {
    title: 'JSON for Modern C++ (nlohmann/json)',
    use: 'reads rulebook and settings, writes results',
    text: path.endsWith('/copyright')
      ? fromDebian(text, (pattern) => pattern === '*' || pattern.startsWith('include/'))
      : text,
  };
}

/** Where Emscripten lies: looked for in the order of wasm/toolchain.cmake. */
function emscriptenFolder() {
  const folders = [];
  if (process.env.EMSDK) folders.push(join(process.env.EMSDK, 'upstream/emscripten'));
  try {
    const emcc = dirname(realpathSync(execFileSync('sh', ['-c', 'command -v emcc'], { encoding: 'utf8' }).trim()));
    folders.push(emcc, join(emcc, '../share/emscripten'));
  } catch {
    // Not on PATH.
  }
  folders.push('/usr/share/emscripten');
  return firstOf(
    'Emscripten',
    folders.map((folder) => join(folder, 'emscripten-version.txt')),
  ).replace(/\/[^/]*$/, '');
}

/**
 * The parts of Emscripten's own libraries that are linked into the module: JavaScript and C runtime, C++ library,
 * compiler's helpers.
 */
const LINKED = ['libc/musl', 'libcxx', 'libcxxabi', 'libunwind', 'compiler-rt'].map((name) => `system/lib/${name}/`);
/** Helpers of sanitizers, which no release build has in it. */
const SANITIZERS = /compiler-rt\/lib\/[a-z]*san/;

function emscripten() {
  const folder = emscriptenFolder();
  const version = read(join(folder, 'emscripten-version.txt')).replace(/["']/g, '');
  const own = join(folder, 'LICENSE');
  let text;
  if (existsSync(own)) {
    const musl = join(folder, 'system/lib/libc/musl/COPYRIGHT');
    const llvm = firstOf(
      "Emscripten's C++ library",
      ['libcxx/LICENSE.TXT', 'libcxxabi/LICENSE.TXT', 'compiler-rt/LICENSE.TXT'].map((name) =>
        join(folder, 'system/lib', name),
      ),
    );
    text = [own, musl, llvm].map(read).join('\n\n');
  } else {
    // Debian keeps all licences in one file of its own.
    const debian = read(firstOf('Emscripten', ['/usr/share/doc/emscripten/copyright']));
    text = fromDebian(
      debian,
      (pattern) => pattern === '*' || (LINKED.some((start) => pattern.startsWith(start)) && !SANITIZERS.test(pattern)),
    );
  }
  return {
    title: `Emscripten ${version}, with musl, libc++, libc++abi, libunwind and compiler-rt`,
    use: 'the runtime of the WebAssembly module',
    text,
  };
}

const PARTS = { lit, json, emscripten };

/** The text of NOTICES.txt for a download that has these parts in it: "lit", "json", "emscripten". */
export function notices(repository, parts) {
  const line = '='.repeat(78);
  const found = parts.map((part) => PARTS[part](repository));
  const list = found.map(({ title, use }) => `* ${title}: ${use}`).join('\n');
  return `tspq contains code of other projects, under the licences that follow:\n\n${list}\n${found.map(({ title, text }) => `\n${line}\n${title}\n${line}\n\n${text}\n`).join('')}`;
}
