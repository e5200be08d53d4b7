// Makes the files that everything is measured on: the same bytes for the same seed, with the sums that every contestant
// must find.
//
//   node tools/benchmark/data.mjs long 1000000        one long survey file, ordered and shuffled
//
// The sums are the generator's own: it decides what each survey is and adds it up while writing, so that neither the
// core nor any of its peers is asked what is right.

import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const folder = join(repository, 'build/bench');

/** What everybody is asked: the twelve months before this date. */
export const ANNIVERSARY = '2026-12-01';
export const WINDOW = { first: '2025-12-01', last: '2026-11-30' };

/** Changes when the files do, so that those of an earlier version are made anew. */
const VERSION = 2;
const SEED = 20230918;

const LONG_HEADER =
  'Survey ID,Question ID,Score,Completion Date,V ORG ID,Course Number,Course Title,Course Type,Solution Area,MCT ID,MCT Eligible,Class ID,Delivery';
const QUESTIONS = 12;
const KPI_QUESTIONS = 9;
/** This part of all answers stands far away from the others of its survey, as it came in late. */
const LATE = 0.02;

const COURSES = [
  ['Business Applications', 'MB-310T00', '"Microsoft Dynamics 365 Finance, Functional"'],
  ['Business Applications', 'PL-200T00', '"Microsoft Power Platform ""Functional"""'],
  ['Data & AI', 'DP-203T00', '"Data Engineering on Microsoft Azure, 4 days"'],
  ['Data & AI', 'AI-102T00', '"Designing, Implementing an Azure AI Solution"'],
  ['Digital & App Innovation', 'AZ-204T00', '"Developing Solutions, Azure"'],
  ['Digital & App Innovation', 'AZ-400T00', '"Designing, Running DevOps"'],
  ['Infrastructure', 'AZ-104T00', '"Microsoft Azure Administrator, 4 days"'],
  ['Infrastructure', 'AZ-305T00', '"Designing Azure Infrastructure, Solutions"'],
  ['Security', 'SC-200T00', '"Microsoft Security Operations Analyst, 4 days"'],
  ['Security', 'SC-300T00', '"Identity, Access Administrator, 4 days"'],
  ['Modern Work', 'MD-102T00', '"Microsoft 365 Endpoint Administrator, 5 days"'],
  ['Modern Work', 'MS-102T00', '"Microsoft 365 Administrator, 4 days"'],
];
const FUNDAMENTALS = [
  ['Infrastructure', 'AZ-900T00', '"Microsoft Azure Fundamentals, 1 day"'],
  ['Data & AI', 'AI-900T00', '"Microsoft Azure AI Fundamentals, 1 day"'],
];
/** An area that no rulebook knows: its surveys count for the base average only. */
const NO_AREA = 'Other';

function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Writes text in large pieces. Everything written is ASCII. */
function writer(path) {
  const file = openSync(path, 'w');
  let text = '';
  let bytes = 0;
  const flush = () => {
    const piece = Buffer.from(text, 'latin1');
    for (let at = 0; at < piece.length;) at += writeSync(file, piece, at);
    bytes += piece.length;
    text = '';
  };
  return {
    put(line) {
      text += line;
      if (text.length > 1 << 16) flush(); // longer texts live long enough to cost the garbage collector more than the writing
    },
    end() {
      flush();
      closeSync(file);
      return bytes;
    },
  };
}

/** The survey with a number: what stands before and after an answer, and what that answer is worth. */
function surveys(next, sums) {
  const days = [];
  for (let day = Date.parse(WINDOW.first) - 40 * 864e5; day <= Date.parse(WINDOW.last) + 20 * 864e5; day += 864e5)
    days.push(new Date(day).toISOString().slice(0, 10));
  const below = (n) => Math.floor(next() * n);
  return (number) => {
    const day = days[below(days.length)];
    const advanced = next() < 0.92;
    const [area, course, title] = advanced ? COURSES[below(COURSES.length)] : FUNDAMENTALS[below(FUNDAMENTALS.length)];
    const shown = next() < 0.02 ? NO_AREA : area;
    const eligible = next() < 0.97;
    // Ids in no order, all different: the multiplier has no factor in common with ten to the ninth.
    const id = `SR${String((number * 741103597) % 1e9).padStart(9, '0')}`;
    const rest = `,${day},4012001,${course},${title},${advanced ? 'Advanced' : 'Fundamentals and others'},${shown},${990101 + below(40)},${eligible ? 'yes' : 'no'},CL-${1000 + below(9000)},${next() < 0.6 ? 'Online' : 'On site'}\n`;
    const reason =
      day < WINDOW.first || day > WINDOW.last
        ? 'outside_window'
        : !eligible
          ? 'ineligible_instructor'
          : !advanced
            ? 'not_advanced'
            : 'counted';
    const mood = next();
    const area_sums = reason === 'counted' ? (sums.areas[shown] ??= { points: 0, answers: 0, surveys: 0 }) : null;
    return {
      answer(question) {
        const x = next();
        const score = x < 0.015 ? 0 : Math.max(1, 5 - Math.floor((x * x + mood * 0.35) * 2.2));
        sums.rows.in += 1;
        if (area_sums) {
          sums.rows.counted += 1;
          if (question === 1) area_sums.surveys += 1;
          if (question <= KPI_QUESTIONS && score > 0) {
            area_sums.points += score;
            area_sums.answers += 1;
          }
        } else sums.rows.reasons[reason] = (sums.rows.reasons[reason] ?? 0) + 1;
        return `${id},Q${question},${score === 0 ? 'N/A' : score}${rest}`;
      },
    };
  };
}

/** Writes the ordered file row by row and gives its sums. */
function writeLong(path, rows) {
  const next = random(SEED ^ rows);
  const sums = { rows: { in: 0, counted: 0, reasons: {} }, areas: {} };
  const survey = surveys(next, sums);
  const out = writer(path);
  out.put(`${LONG_HEADER}\n`);
  const late = []; // answers held back; the more are held, the farther they go
  const held = Math.max(20, Math.min(20000, Math.floor(rows / 200)));
  for (let made = 0, number = 1; made < rows; number++) {
    const one = survey(number);
    for (let question = 1; question <= QUESTIONS && made < rows; question++, made++) {
      const row = one.answer(question);
      if (next() >= LATE) {
        out.put(row);
        continue;
      }
      late.push(row);
      if (late.length <= held) continue;
      const place = Math.floor(next() * late.length);
      out.put(late[place]);
      late[place] = late[late.length - 1];
      late.pop();
    }
  }
  for (const row of late) out.put(row);
  return { bytes: out.end(), sums, ids: Math.ceil(rows / QUESTIONS) };
}

/** The same rows in another order. The whole file is in memory for it, once. */
function writeShuffled(from, path) {
  const bytes = readFileSync(from); // which ends at 2 GB
  const start = bytes.indexOf(10) + 1;
  let rows = 0;
  for (let at = start; at < bytes.length; at = bytes.indexOf(10, at) + 1) rows += 1;
  const starts = new Uint32Array(rows + 1);
  for (let at = start, row = 0; row < rows; row++, at = bytes.indexOf(10, at) + 1) starts[row] = at;
  starts[rows] = bytes.length;
  const order = new Uint32Array(rows).map((_, row) => row);
  const next = random(SEED);
  for (let row = rows - 1; row > 0; row--) {
    const other = Math.floor(next() * (row + 1));
    [order[row], order[other]] = [order[other], order[row]];
  }
  const file = openSync(path, 'w');
  const piece = Buffer.alloc(1 << 20);
  let filled = bytes.copy(piece, 0, 0, start);
  for (const row of order) {
    if (filled + starts[row + 1] - starts[row] > piece.length) {
      for (let at = 0; at < filled;) at += writeSync(file, piece, at, filled - at);
      filled = 0;
    }
    filled += bytes.copy(piece, filled, starts[row], starts[row + 1]);
  }
  for (let at = 0; at < filled;) at += writeSync(file, piece, at, filled - at);
  closeSync(file);
}

/** Makes something unless it is there, whole and of this version; what it returns stands beside it as JSON. */
function made(name, make) {
  const about = join(folder, `${name}.json`);
  if (existsSync(about)) {
    const known = JSON.parse(readFileSync(about, 'utf8'));
    if (
      known.version === VERSION &&
      known.files.every(
        ({ path, bytes }) => existsSync(join(folder, path)) && statSync(join(folder, path)).size === bytes,
      )
    )
      return known;
  }
  mkdirSync(folder, { recursive: true });
  process.stderr.write(`  making ${name} … `);
  const began = Date.now();
  const made = { version: VERSION, ...make() };
  writeFileSync(`${about}.new`, JSON.stringify(made, null, 1));
  renameSync(`${about}.new`, about);
  process.stderr.write(`${((Date.now() - began) / 1000).toFixed(1)} s\n`);
  return made;
}

const rounded = (rows) => (rows % 1e6 === 0 ? `${rows / 1e6}M` : rows % 1e3 === 0 ? `${rows / 1e3}k` : String(rows));

/** {name, path, bytes, rows, sums, ids} of a long survey file; ids is how many surveys it holds. */
export function longFile(rows) {
  const name = `long-${rounded(rows)}`;
  const { files, sums, ids } = made(name, () => {
    const { bytes, sums, ids } = writeLong(join(folder, `${name}.csv`), rows);
    return { files: [{ path: `${name}.csv`, bytes }], sums, ids };
  });
  return { name, path: join(folder, files[0].path), bytes: files[0].bytes, rows, sums, ids };
}

/** The same rows in any order. */
export function shuffledFile(rows) {
  const ordered = longFile(rows);
  const name = `shuffled-${rounded(rows)}`;
  const { files } = made(name, () => {
    writeShuffled(ordered.path, join(folder, `${name}.csv`));
    return { files: [{ path: `${name}.csv`, bytes: ordered.bytes }] };
  });
  return { ...ordered, name, path: join(folder, files[0].path) };
}

/** A wide survey file or a courseware file, by the generator of the tests; its sums are its own. */
export function exportFile(kind, rows) {
  const name = `${kind}-${rounded(rows)}`;
  const { files, report } = made(name, () => {
    const output = execFileSync(
      process.execPath,
      [
        join(repository, 'tools/make-exports'),
        '--kind',
        kind,
        '--rows',
        String(rows),
        '--anniversary',
        ANNIVERSARY,
        '--out',
        join(folder, name),
      ],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      },
    );
    const report = JSON.parse(output);
    return { files: [{ path: `${name}/${report.files[0].name}`, bytes: report.files[0].bytes }], report };
  });
  return { name, path: join(folder, files[0].path), bytes: files[0].bytes, rows, report };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [what, rows] = process.argv.slice(2);
  const list =
    what === 'long' ? [longFile(Number(rows)), shuffledFile(Number(rows))] : [exportFile(what, Number(rows))];
  console.log(JSON.stringify(list, null, 1));
}
