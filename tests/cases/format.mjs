// The text form of a case: settings, files and the expected half. tests/README.md shows it to a reader; this file reads
// and expands it. A case file is a list of cases; everything before the first `==` is its introduction.
//
//   == A sentence that says what must be true [R-LIMIT]
//   # why, in prose
//   anniversary: 2025-01-15
//   -- Courseware.csv [crlf]
//   Redemption date,V ORG ID,Course number,Course type,MCT ID,MCT eligible,Achievement code
//   600 x 2024-06-03,1001,AZ-900T00,Fundamentals,7,yes,F{n}
//   =>
//   exit 1
//   ...

import { readFileSync, readdirSync } from 'node:fs';

const CASES = new URL('.', import.meta.url);

const SETTINGS = new Set(['anniversary', 'window', 'org', 'require-eligible-mct', 'date-order', 'choices', 'columns']);
const DEFAULT_ANNIVERSARY = '2025-01-15';

/** Every case of every *.case file (or of the one named), in order of name and place. */
export function readCases(only) {
  const names = readdirSync(CASES)
    .filter((name) => name.endsWith('.case') && (!only || name === only))
    .sort();
  return names.flatMap((name) => parseCases(readFileSync(new URL(name, CASES), 'utf8'), name));
}

/**
 * The cases of one text: {source, line, title, settings, files: [{name, bytes}], expected: [lines], expectedAt}.
 * `expectedAt` = {from, to}, the half-open range of lines (from 0) the expected half takes, for rewriting it.
 */
export function parseCases(text, source) {
  const lines = text.split('\n');
  const cases = [];
  let current = null;
  let file = null;
  let part = 'introduction';
  const fail = (at, message) => {
    throw new Error(`${source}:${at + 1}: ${message}`);
  };

  const endFile = () => {
    if (file)
      current.files.push({
        name: file.name,
        bytes: buildFile(file, current.files, (message) => fail(file.at, message)),
      });
    file = null;
  };
  const endCase = (at) => {
    if (!current) return;
    endFile();
    let to = at;
    const from = current.expectedAt ?? to;
    while (to > from && lines[to - 1].trim() === '') to -= 1;
    current.expected = lines.slice(from, to);
    current.expectedAt = { from, to };
    if (!current.hasExpected) fail(current.line - 1, 'no => line: the expected half is missing');
    cases.push(current);
    current = null;
  };

  lines.forEach((line, at) => {
    if (line.startsWith('== ')) {
      if (part === 'title') {
        current.title += ` ${line.slice(3).trim()}`;
        return;
      }
      endCase(at);
      current = {
        source,
        line: at + 1,
        title: line.slice(3).trim(),
        settings: { anniversary: DEFAULT_ANNIVERSARY, org: [] },
        files: [],
      };
      part = 'title';
    } else if (part === 'introduction') {
      return;
    } else if (line === '=>') {
      endFile();
      current.hasExpected = true;
      current.expectedAt = at + 1;
      part = 'expected';
    } else if (part === 'expected') {
      return;
    } else if (line.startsWith('-- ')) {
      endFile();
      const m = /^-- (.+?)(?: \[(.*)\])?$/.exec(line);
      file = { name: m[1], options: m[2] ? m[2].split(',').map((option) => option.trim()) : [], body: [], at };
      part = 'file';
    } else if (part === 'file') {
      file.body.push(line);
    } else if (line.trim() === '' || line.startsWith('#')) {
      part = 'settings';
    } else {
      part = 'settings';
      const m = /^([a-z-]+): (.+)$/.exec(line);
      if (!m || !SETTINGS.has(m[1])) fail(at, `not a setting: ${line}`);
      if (m[1] === 'org') current.settings.org.push(...m[2].split(',').map((id) => id.trim()));
      else if (m[1] === 'columns') {
        const columns = /^(\S+) (\{.*\})$/.exec(m[2]) ?? fail(at, 'columns: FILE {"fact": "header", …}');
        (current.settings.columns ??= []).push({ file: columns[1], choice: JSON.parse(columns[2]) });
      } else if (m[1] === 'choices') current.settings.choices = JSON.parse(m[2]);
      else current.settings[m[1]] = m[2].trim();
    }
  });
  endCase(lines.length);
  return cases;
}

/** `3 x F{n},A{n+10}` to F1,A11 / F2,A12 / F3,A13. */
function expand(line) {
  const m = /^(\d+) x (.*)$/.exec(line);
  if (!m) return [line];
  return Array.from({ length: Number(m[1]) }, (_, i) =>
    m[2].replace(/\{n(?:\+(\d+))?\}/g, (_all, plus) => String(i + 1 + Number(plus ?? 0))),
  );
}

const ESCAPE = /\\(?:\{([^}]*)\*(\d+)\}|x([0-9a-fA-F]{2})|(.))/g;

// With [escapes] a character above 127 is written as UTF-8 and \xHH is one byte, so odd bytes can be spelled out.
function unescape(text) {
  const bytes = (t) => Buffer.from(t, 'utf8').toString('latin1');
  const simple = { n: '\n', r: '\r', t: '\t', 0: '\0', e: '', '\\': '\\', '=': '=', '-': '-' };
  let out = '';
  let last = 0;
  for (const m of text.matchAll(ESCAPE)) {
    out += bytes(text.slice(last, m.index));
    last = m.index + m[0].length;
    if (m[2] !== undefined) out += bytes(m[1]).repeat(Number(m[2]));
    else if (m[3] !== undefined) out += String.fromCharCode(parseInt(m[3], 16));
    else if (m[4] in simple) out += simple[m[4]];
    else throw new Error(`unknown escape \\${m[4]}`);
  }
  return Buffer.from(out + bytes(text.slice(last)), 'latin1');
}

function buildFile({ name, options, body }, earlier, fail) {
  while (body.length > 0 && body.at(-1).trim() === '') body.pop(); // the blank line before the next part is layout
  const has = (option) => options.includes(option);
  for (const option of options) {
    if (option.startsWith('same as ')) {
      const other = earlier.find((file) => file.name === option.slice(8));
      return other ? other.bytes : fail(`${name}: no earlier file ${option.slice(8)}`);
    }
    if (
      ![
        'crlf',
        'cr',
        'no final line end',
        'utf-8 mark',
        'utf-16le',
        'utf-16be',
        'utf-16le mark',
        'utf-16be mark',
        'windows-1252',
        'escapes',
        'base64',
      ].includes(option)
    ) {
      fail(`${name}: unknown option ${option}`);
    }
  }
  if (has('base64')) return new Uint8Array(Buffer.from(body.join(''), 'base64'));
  const end = has('crlf') ? '\r\n' : has('cr') ? '\r' : '\n';
  const rows = body.flatMap(expand);
  let text = rows.join(end) + (rows.length > 0 && !has('no final line end') ? end : '');
  if (has('escapes')) text = text.replace(/\\(\r\n|\r|\n)/g, ''); // a backslash at the end of a line joins it to the next
  const marks = { 'utf-8 mark': [0xef, 0xbb, 0xbf], 'utf-16le mark': [0xff, 0xfe], 'utf-16be mark': [0xfe, 0xff] };
  const mark = Buffer.from(marks[options.find((option) => option in marks)] ?? []);
  let bytes;
  if (has('escapes')) bytes = unescape(text);
  else if (has('utf-16le') || has('utf-16le mark')) bytes = Buffer.from(text, 'utf16le');
  else if (has('utf-16be') || has('utf-16be mark')) bytes = Buffer.from(text, 'utf16le').swap16();
  else if (has('windows-1252')) bytes = Buffer.from(text, 'latin1');
  else bytes = Buffer.from(text, 'utf8');
  return new Uint8Array(Buffer.concat([mark, bytes]));
}
