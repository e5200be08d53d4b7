// Seeded random file sets for the laws: small, in every kind, shape, spelling and file form, with a bit of everything
// that can go wrong in a row.

import { GROUPS, QUESTION_PREFIXES, SPELLINGS, waysToWrite } from './headers.mjs';

export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  const of = (list) => list[below(list.length)];
  const chance = (part) => next() < part;
  const shuffled = (list) => {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
  };
  return { next, below, of, chance, shuffled };
}

// ---------------------------------------------------------------------------------------------------------------
// What stands in cells

const COURSES = [
  'AZ-104T00',
  'AZ-900T00-A',
  'DP-203T00',
  'SC-200T00',
  'SC-900T00',
  'MB-310T00',
  'AZ-040T00',
  'ZZ-999T00',
  '10969',
  'AI-200T00',
  'PL-300T00',
];
const EXAMS = ['AZ-104', 'AZ-900', 'SC-200', 'ZZ-999', 'MS-900'];
const TYPES = ['Advanced', 'advanced', 'Fundamentals', 'Fundamentals and others', 'Role-based', '', '', 'Platinum'];
const AREAS = [
  'Security',
  'Data & AI',
  'data and ai',
  'Infrastructure',
  'Infra',
  'Modern Work',
  'Biz Apps',
  'DAI',
  '',
  'Gardening',
  'Security (Azure)',
];
const STATES = ['Done', 'Done', 'Done', '', 'Cancelled', 'refunded', 'VOIDED', 'Returned', 'rejected', 'Not cancelled'];
const COMMENTS = [
  '',
  'fine',
  'a, b; c|d\te',
  '"quoted"',
  'two\nlines',
  'Köln am Rhein',
  '=1+1',
  "'tis",
  '  blanks  ',
  '""',
  '-5',
  '5" pipe',
  'a\r\nb\rc',
];
const WIDER_COMMENTS = ['€ 5', 'Łódź', '😀', '東京', '＝1', '\u202E'];
const NO_DATES = [
  '',
  'soon',
  '2023-02-29',
  '2024-13-01',
  '2024-04-31',
  '24-01-01',
  '31/31/2024',
  '2024-01-01 tomorrow',
];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const FULL_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const two = (n) => String(n).padStart(2, '0');
const STYLES = {
  iso: ([y, m, d]) => `${y}-${two(m)}-${two(d)}`,
  slashed: ([y, m, d]) => `${y}/${m}/${d}`,
  stamp: ([y, m, d]) => `${y}-${two(m)}-${two(d)}T08:09:10Z`,
  words: ([y, m, d]) => `${d} ${MONTHS[m - 1]} ${y}`,
  dashed: ([y, m, d]) => `${two(d)}-${MONTHS[m - 1].toUpperCase()}-${y}`,
  comma: ([y, m, d]) => `${FULL_MONTHS[m - 1]} ${d}, ${y}`,
  dmy: ([y, m, d]) => `${two(d)}/${two(m)}/${y}`,
  dotted: ([y, m, d]) => `${d}.${m}.${y}`,
  mdy: ([y, m, d]) => `${m}/${d}/${y}`,
  clock: ([y, m, d]) => `${m}/${d}/${y} 0:00`,
};
const DAY_FIRST = ['dmy', 'dotted'];
const MONTH_FIRST = ['mdy', 'clock'];
/** Whether days written so have an order that is a fact of the whole file. */
export const needsOrder = ({ style }) => DAY_FIRST.includes(style) || MONTH_FIRST.includes(style);

const QUESTION_NAMES = [
  'Clarity',
  'Pace',
  'Materials',
  'Instructor knowledge',
  'Labs',
  'Room',
  'Would recommend',
  'Value',
  'Preparedness',
];
/**
 * How the long shape names questions: the nine by number, by name, by number with others beyond them, or too many names
 * to know which count.
 */
const QUESTION_STYLES = {
  Q: Array.from({ length: 9 }, (_, i) => `Q${i + 1}`),
  number: Array.from({ length: 9 }, (_, i) => String(i + 1)),
  question: Array.from({ length: 9 }, (_, i) => `Question ${i + 1}`),
  named: QUESTION_NAMES,
  beyond: [...Array.from({ length: 9 }, (_, i) => `Q${i + 1}`), 'Q10', 'Q12'],
  mixed: [...Array.from({ length: 9 }, (_, i) => `Q${i + 1}`), 'Overall', 'Catering'],
  unsettled: [...QUESTION_NAMES, 'Catering', 'Parking'],
};
/** Whether any part of the file tells the same about which questions count. */
export const partsAgree = ({ shape, questions }) => shape !== 'long' || !['mixed', 'unsettled'].includes(questions);

// ---------------------------------------------------------------------------------------------------------------
// Sets

const FORMS = {
  delimiter: [',', ',', ',', ';', '\t', '|'],
  encoding: ['utf-8', 'utf-8', 'utf-8 mark', 'utf-16le', 'utf-16be'],
  end: ['\n', '\n', '\r\n', '\r', 'mixed'],
};
const SEPARATORS = [',', ';', '\t', '|', ':', '^', '!'];
const TITLES = [
  'Courseware completions',
  'Created on 3 June 2024',
  'Customer, region; all',
  '"quoted", twice',
  'two\nlines',
  '*',
  'Köln',
];

/** A form of a file at random: what must make no difference. */
function randomForm(rng, plain) {
  if (plain)
    return {
      delimiter: ',',
      encoding: 'utf-8',
      end: '\n',
      quoteAll: false,
      sep: false,
      titles: [],
      blanks: false,
      final: true,
    };
  const sep = rng.chance(0.1);
  return {
    delimiter: sep ? rng.of(SEPARATORS) : rng.of(FORMS.delimiter),
    encoding: rng.of(FORMS.encoding),
    end: rng.of(FORMS.end),
    quoteAll: rng.chance(0.15),
    sep,
    titles: rng.chance(0.15) ? Array.from({ length: rng.of([1, 2, 3, 20]) }, () => rng.of(TITLES)) : [],
    blanks: rng.chance(0.1),
    final: rng.chance(0.85),
  };
}

/**
 * {settings, files, rng}: each file is {name, kind, shape, style, columns: [{fact, header}], questions, form, local,
 * rows}; `local` files are in Windows-1252. A row is {date: [y, m, d] or text, facts: {fact: text}, ragged}; one of a
 * header that comes again is {header: true}.
 *
 * No two rows with the same id contradict one another (a repeat repeats the whole row, an answer of a survey has the
 * day and area of the others), so the order of rows and files must not matter. Rows may repeat rows of an earlier file,
 * as monthly exports do that overlap.
 */
export function randomSet(seed) {
  const rng = random(seed * 7919 + 1);
  const year = 2015 + rng.below(20);
  const anniversary = [year, 1 + rng.below(12), 1 + rng.below(28)];
  const settings = {
    anniversary: STYLES.iso(anniversary),
    window: rng.of(['completed-months', 'exact-days']),
    org: rng.chance(0.3) ? rng.of([['1001'], ['1001', '1003'], ['1002']]) : [],
    ...(rng.chance(0.3) ? { 'require-eligible-mct': 'courseware' } : {}),
    ...(rng.chance(0.3) ? { 'date-order': rng.of(['dmy', 'mdy']) } : {}),
  };
  let ids = 0;
  const trouble = rng.of([0, 0.02, 0.1, 0.3]);
  const odd = () => rng.chance(trouble);
  const day = () => {
    if (odd()) return rng.of(NO_DATES);
    // Around the two ends of the window more often than elsewhere; never 29 February, so that years can be shifted.
    const months = rng.chance(0.3) ? rng.of([-13, -12, -1, 0]) : -14 + rng.below(16);
    const index = anniversary[0] * 12 + anniversary[1] - 1 + months;
    return [
      Math.floor(index / 12),
      (index % 12) + 1,
      rng.chance(0.3) ? rng.of([1, 28, anniversary[2]]) : 1 + rng.below(28),
    ];
  };
  const answer = () => (odd() ? rng.of(['', 'N/A', 'na', '-', '0', '6', '4.5', 'five']) : String(1 + rng.below(5)));

  /** What every row of one completion, purchase or survey says. */
  const commonFacts = (kind, file) => ({
    org: rng.of(['1001', '1001', '1002', '1003']),
    course: rng.of(kind === 'exams' ? EXAMS : COURSES),
    category: rng.of(TYPES),
    area: rng.of(AREAS),
    instructor: rng.of(['7', '8']),
    eligible: odd() ? rng.of(['no', '', 'maybe']) : rng.of(['yes', 'Y', '1', 'True']),
    status: odd() ? rng.of(STATES) : 'Done',
    units: odd() ? rng.of(['', '-1', 'x', '1.5', '9007199254740992', '1,000']) : String(rng.below(40)),
    id: odd() ? '' : `${rng.of(['', '', 'é'])}${kind[0]}${++ids}`,
    comment: rng.of(file.local ? COMMENTS : [...COMMENTS, ...WIDER_COMMENTS]),
  });

  const newRows = (file) => {
    const common = { ...commonFacts(file.kind, file) };
    const date = day();
    if (file.shape === 'long') {
      const asked = rng.chance(0.7)
        ? QUESTION_STYLES[file.questions]
        : rng.shuffled(QUESTION_STYLES[file.questions]).slice(0, 1 + rng.below(9));
      return asked.map((question) => ({
        date,
        facts: { ...common, question, score: answer() },
        ragged: odd() ? rng.of([-1, 1, 2]) : 0,
      }));
    }
    const facts = { ...common };
    const silent = odd();
    for (let n = 1; n <= 9; n++) facts[`q${n}`] = silent ? '' : answer();
    facts.average = odd()
      ? rng.of(['', 'N/A', '0', '5.01', '4.333', 'good', '.5'])
      : `${1 + rng.below(4)}${rng.of(['', '.5', '.25', '.07', '.80'])}`;
    facts.answered = odd() ? rng.of(['', '0', '10', 'x', '-1']) : String(1 + rng.below(9));
    if (file.decimalComma) facts.average = facts.average.replace('.', ',');
    return [{ date, facts, ragged: odd() ? rng.of([-1, 1, 2]) : 0 }];
  };

  const files = [];
  const count = 1 + rng.below(4);
  // Letters beyond ASCII are other bytes in Windows-1252 than elsewhere, and so other ids: one set is all of the one or
  // all of the other.
  const local = rng.chance(0.15);
  for (let number = 0; number < count; number++) {
    const plain = rng.chance(0.3);
    const form = randomForm(rng, plain);
    if (local) form.encoding = 'windows-1252';
    const earlier = files.filter((file) => !needsOrder(file) && partsAgree(file) && file.rows.length > 0);
    const continued = earlier.length > 0 && rng.chance(0.35) ? rng.of(earlier) : null;
    let file;
    if (continued) {
      const { kind, shape, columns, questions, decimalComma } = continued;
      file = { kind, shape, columns, questions, decimalComma, style: continued.style, local };
    } else {
      const kind = rng.of(['courseware', 'exams', 'surveys', 'surveys']);
      const shape = kind === 'surveys' ? rng.of(['wide', 'long', 'averages']) : 'lines';
      file = {
        kind,
        shape,
        style: rng.of([
          'iso',
          'iso',
          'iso',
          'slashed',
          'stamp',
          'words',
          'dashed',
          'comma',
          'dmy',
          'dotted',
          'mdy',
          'clock',
        ]),
        columns: randomColumns(rng, kind, shape, plain),
        questions:
          shape === 'long'
            ? rng.of(['Q', 'Q', 'number', 'question', 'named', 'beyond', 'mixed', 'unsettled'])
            : undefined,
        decimalComma: shape === 'averages' && rng.chance(0.3),
        local,
      };
    }
    file.form = form;
    file.name = `${file.kind}-${number}.csv`;
    file.rows = [];
    for (let wanted = rng.below(file.shape === 'long' ? 8 : 50); wanted > 0; wanted--) file.rows.push(...newRows(file));
    for (const row of [...file.rows]) if (rng.chance(0.05)) file.rows.push(row);
    if (continued) for (const row of continued.rows) if (rng.chance(0.4)) file.rows.push(row);
    if (rng.chance(0.3)) file.rows = rng.shuffled(file.rows);
    if (odd()) file.rows.splice(rng.below(file.rows.length + 1), 0, { header: true });
    // A few days that contradict the order of the others.
    if (needsOrder(file)) {
      const others = new Set(file.rows.map(({ date }) => date).filter((date) => Array.isArray(date) && odd()));
      for (const row of file.rows) if (others.has(row.date)) row.date = otherOrder(file, row.date); // all rows of a survey share its day
    }
    // Seldom a file that is longer than what is read before anything is counted, with cells around the limit.
    if (seed % 25 === 0 && number === 0) {
      const wordy = file.columns.find(({ fact }) => fact === 'comment') ?? { fact: 'comment', header: 'Comment' };
      if (!file.columns.includes(wordy)) file.columns = [...file.columns, wordy];
      const comments = new Map(); // the same in every row of a survey, and where it is repeated
      for (const [i, row] of file.rows.entries())
        if (!row.header && i <= 14) comments.set(row.facts.id ?? i, 'long '.repeat(rng.of([4000, 8000, 13107, 13108])));
      const commentOf = (row, i) => comments.get(row.facts.id ?? i);
      file.rows = file.rows.map((row, i) =>
        row.header || commentOf(row, i) === undefined
          ? row
          : { ...row, facts: { ...row.facts, comment: commentOf(row, i) } },
      );
    }
    files.push(file);
  }
  return { settings, files, rng };
}

/** The text of a day in the order the other rows of the file do not have. */
const otherOrder = (file, date) => (DAY_FIRST.includes(file.style) ? STYLES.mdy : STYLES.dmy)(date);

function randomColumns(rng, kind, shape, plain) {
  const spell = (fact) => spelled(rng, kind, fact, plain);
  const optional = (fact, part) => (rng.chance(part) ? [fact] : []);
  const facts = [
    'date',
    ...rng.of([['category'], ['course'], ['course', 'category'], ['course', 'category']]),
    ...optional('org', 0.7),
    ...optional('status', 0.4),
  ];
  if (kind === 'courseware')
    facts.push(
      ...optional('id', 0.8),
      ...optional('units', 0.3),
      ...optional('eligible', 0.5),
      ...optional('instructor', 0.3),
    );
  if (kind === 'exams') facts.push(...optional('id', 0.5), ...optional('units', 0.8));
  if (kind === 'surveys') {
    facts.push(
      ...(shape === 'long' ? ['id'] : optional('id', 0.85)),
      ...optional('eligible', 0.5),
      ...optional('area', 0.7),
      ...optional('instructor', 0.3),
    );
    if (shape === 'long') facts.push('question', 'score');
    if (shape === 'averages') facts.push('average', ...optional('answered', 0.6));
  }
  const columns = facts.map((fact) => ({ fact, header: spell(fact) }));
  if (shape === 'wide') {
    const prefix = rng.of(QUESTION_PREFIXES);
    for (let n = 1; n <= 9; n++) columns.push({ fact: `q${n}`, header: `${prefix}${n}` });
  }
  if (rng.chance(0.4))
    columns.push({ fact: 'comment', header: rng.of(['Comment', 'Remarks', 'Anmerkung, frei', 'Größe']) });
  return plain || rng.chance(0.5) ? columns : rng.shuffled(columns);
}

/** One of the ways to write the header of a fact; `unlike` another, but of the same meaning. */
function spelled(rng, kind, fact, plain, unlike) {
  let names = SPELLINGS[kind][fact];
  if (kind === 'exams' && fact === 'id' && unlike !== undefined) {
    const isGroup = (name) => GROUPS.some((group) => waysToWrite(group).includes(name));
    names = names.filter((name) => isGroup(name) === isGroup(unlike));
  }
  return plain ? names[0] : rng.of(waysToWrite(rng.of(names)));
}

// ---------------------------------------------------------------------------------------------------------------
// Sets to bytes

/** Another header of the same meaning for each fact. Files with the same columns keep the same columns. */
export function respelled(files, rng) {
  const done = new Map();
  return files.map((file) => {
    if (!done.has(file.columns)) {
      done.set(
        file.columns,
        file.columns.map((column) =>
          SPELLINGS[file.kind][column.fact]
            ? { ...column, header: spelled(rng, file.kind, column.fact, false, column.header) }
            : column,
        ),
      );
    }
    return { ...file, columns: done.get(file.columns) };
  });
}

/** The same columns in another order, in each file its own. */
export function reordered(files, rng) {
  return files.map((file) => ({ ...file, columns: rng.shuffled(file.columns) }));
}

/** Another form for a file: everything but what its cells say. */
export function reformed(file, rng) {
  const form = randomForm(rng, false);
  if (file.local) form.encoding = 'windows-1252';
  return { ...file, form };
}

/**
 * The wide survey file in the long shape, a row for each answer, and a file of both shapes' readable rows in the wide
 * one.
 */
export function asLong(file, rng) {
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const readable = /^([1-5]|N\/A|na|-|)$/;
  const rows = file.rows.filter(
    (row) => !row.header && row.ragged === 0 && numbers.every((n) => readable.test(row.facts[`q${n}`])),
  );
  const columns = [
    ...file.columns.filter(({ fact }) => !/^q\d$/.test(fact)),
    { fact: 'question', header: 'Question' },
    { fact: 'score', header: 'Answer' },
  ];
  const long = rng.shuffled(
    rows.flatMap((row) =>
      numbers.map((n) => ({ ...row, facts: { ...row.facts, question: `Q${n}`, score: row.facts[`q${n}`] } })),
    ),
  );
  return { wide: { ...file, rows }, long: { ...file, shape: 'long', questions: 'Q', columns, rows: long } };
}

const quote = (cell) => `"${cell.replaceAll('"', '""')}"`;

function encode(text, encoding) {
  if (encoding === 'windows-1252') return Buffer.from(text, 'latin1');
  if (encoding === 'utf-16le') return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return Buffer.from(encoding === 'utf-8 mark' ? `\ufeff${text}` : text, 'utf8');
}

/**
 * A file of a random set as bytes; its rows begin at byte `start`. `years` shifts every date that is one; the other
 * changes are parts of its form.
 */
export function toFile(file, { years = 0, ...changes } = {}) {
  const form = { ...file.form, ...changes };
  const { delimiter, quoteAll } = form;
  const special = (cell) => cell.includes(delimiter) || /["\r\n]/.test(cell);
  let lines = 0;
  const endOf = () => (form.end === 'mixed' ? ['\n', '\r\n', '\r'][lines++ % 3] : form.end);
  let text = form.sep ? `sep=${delimiter}${endOf()}` : '';
  const add = (cells) => {
    const line = cells.map((cell) => (quoteAll || special(cell) ? quote(cell) : cell)).join(delimiter);
    text += line + endOf();
    // With mixed line ends a blank line's LF could join the CR before it; two LF are a blank line beyond doubt.
    if (form.blanks && lines++ % 4 === 0) text += form.end === 'mixed' ? '\n\n' : endOf();
  };
  for (const title of form.titles) add([title]);
  const header = file.columns.map((column) => column.header);
  add(header);
  const start = encode(text, form.encoding).length;
  for (const row of file.rows) {
    if (row.header) {
      add(header);
      continue;
    }
    const date =
      typeof row.date === 'string'
        ? row.date.replace(/\d{4}/, (year) =>
            needsOrder(file) && /^\d{1,2}\//.test(row.date) ? String(Number(year) + years) : year,
          )
        : STYLES[file.style]([row.date[0] + years, row.date[1], row.date[2]]);
    const cells = file.columns.map(({ fact, header: name }) => {
      if (fact === 'date') return date;
      if (fact === 'course' && /name|title/i.test(name))
        return row.facts.course && `Course ${row.facts.course}: all of it`;
      return row.facts[fact] ?? '';
    });
    if (row.ragged === 1) add([...cells, 'surplus']);
    else if (row.ragged === 2) add([...cells, '', ' ']);
    else add(row.ragged < 0 && cells.length > 2 ? cells.slice(0, -1) : cells); // of two cells the other may be empty: a blank line is no row
  }
  if (!form.final && file.rows.length > 0) text = text.replace(/(\r\n|\n|\r)+$/, '');
  return { name: file.name, bytes: new Uint8Array(encode(text, form.encoding)), start };
}

/**
 * Bytes with a few places damaged as files get damaged: cut short, a byte changed, a quote or a piece put in, a piece
 * twice. The first `spared` bytes stay as they are.
 */
export function damage(bytes, rng, spared = 0) {
  const b = [...bytes];
  for (let times = 1 + rng.below(4); times > 0; times--) {
    const at = spared + rng.below(b.length + 1 - spared);
    const what = rng.below(6);
    if (what === 0) b[at] = rng.of([0x22, 0x2c, 0x0a, 0x0d, 0x3b, 0x20, 0xff, 0x31]);
    else if (what === 1) b.splice(at, 0, rng.of([0x22, 0x22, 0x22, 0x2c, 0x0a, 0x0d]));
    else if (what === 2) b.splice(at, 1 + rng.below(5));
    else if (what === 3) b.length = at;
    else if (what === 4) b.splice(at, 0, ...b.slice(at, at + rng.below(80)));
    else b.splice(at, 0, ...Buffer.from(rng.of(['\r\n', '""', '\n\n', '12/25/2024', '25/12/2024', '\ufffd', ',,,'])));
  }
  return new Uint8Array(b);
}
