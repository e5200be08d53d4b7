// The rules a second time, in plain JavaScript, written from the rules page alone and never from the core.
//
// It is slow and simple on purpose: whole files in memory, one character at a time, BigInt for every sum, the verdict
// of a row as one list of ifs in the order of the rules. Whatever the core and this file disagree about is looked up in
// the rules; neither of the two is right by itself.
//
// In:  {files: [{name, bytes}], anniversary, window, orgs, eligibleMct, dateOrder: {name or '*': 'dmy' | 'mdy'},
// catalogue,
//       kinds: {name: kind}, columns: [{header, choice}], categories: {number: id}, areas: {number: id}, cells: {categories, areas}}; the last
//       three are what a person decided about a course or exam and about a text in the file.
// Out: the cards and the row accounting in the shape of `tspq score --json`, plus `verdicts` (one per row and file).
//      Words, notices and problem codes are left out: those are compared with the case file, not computed twice.

const CELL_LIMIT = 64 * 1024;
const RECORD_LIMIT = 1024 * 1024;
const COLUMN_LIMIT = 1000;
const TITLE_LINES = 20;
const LARGEST_COUNT = 2n ** 53n - 1n;

export const AREAS = [
  ['business_applications', 'Business Applications', ['business applications', 'biz apps', 'business application']],
  ['data_and_ai', 'Data & AI', ['data and ai', 'azure data and ai']],
  [
    'digital_and_app_innovation',
    'Digital & App Innovation',
    ['digital and app innovation', 'dai', 'digital and application innovation'],
  ],
  ['infrastructure', 'Infrastructure', ['infrastructure', 'infra', 'azure infrastructure', 'infrasturcture']],
  ['security', 'Security', ['security']],
  ['modern_work', 'Modern Work', ['modern work', 'modern workplace']],
];

export const REASONS = [
  'malformed_row',
  'unreadable_date',
  'ambiguous_date',
  'outside_window',
  'missing_id',
  'unreadable_units',
  'unreadable_response',
  'unknown_category',
  'cancelled',
  'other_organization',
  'ineligible_instructor',
  'not_advanced',
  'duplicate',
];

// ---------------------------------------------------------------------------------------------------------------
// Days and windows

export const dayNumber = (year, month, day) => Date.UTC(year, month - 1, day) / 86400000;

function dayText(number) {
  return new Date(number * 86400000).toISOString().slice(0, 10);
}

const leap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthLength = (year, month) => [31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
const exists = (year, month, day) => month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);

function realDay(year, month, day) {
  if (!exists(year, month, day)) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC would read the years 0 to 99 as 1900 to 1999
  return date.getTime() / 86400000;
}

/** First and last day of the window, as day numbers. */
export function windowOf(anniversary, mode) {
  const [year, month, day] = anniversary.split('-').map(Number);
  if (mode === 'completed-months') {
    return { first: dayNumber(year - 1, month, 1), last: dayNumber(year, month, 1) - 1 };
  }
  const start = month === 2 && day === 29 ? 28 : day;
  return { first: dayNumber(year - 1, month, start), last: dayNumber(year, month, day) - 1 };
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const monthByName = (name) =>
  MONTHS.findIndex((month) => month === name.toLowerCase() || month.slice(0, 3) === name.toLowerCase()) + 1;
const TIME = String.raw`(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:[AaPp][Mm])? ?(?:Z|[+-]\d{2}:?\d{2})?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/])(\d{1,2})\2(\d{1,2})${TIME}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${TIME}$`);
const DAY_NAME = new RegExp(String.raw`^(\d{1,2})(?:-|,? +|,)([A-Za-z]+)(?:-|,? +|,)(\d{4})${TIME}$`);
const NAME_DAY = new RegExp(String.raw`^([A-Za-z]+)(?:-|,? +|,)(\d{1,2})(?:-|,? +|,)(\d{4})${TIME}$`);

/**
 * {day} when the text alone says which day, {a, b, year} when the order of a and b is a matter of the whole file, else
 * null.
 */
function readDate(text) {
  const t = trim(text);
  let m;
  if ((m = YEAR_FIRST.exec(t))) return asDay(+m[1], +m[3], +m[4]);
  if ((m = DAY_NAME.exec(t))) return asDay(+m[3], monthByName(m[2]), +m[1]);
  if ((m = NAME_DAY.exec(t))) return asDay(+m[3], monthByName(m[1]), +m[2]);
  if ((m = YEAR_LAST.exec(t))) return { a: +m[1], b: +m[3], year: +m[4] };
  return null;
}

function asDay(year, month, day) {
  const number = realDay(year, month, day);
  return number === null ? null : { day: number };
}

// ---------------------------------------------------------------------------------------------------------------
// Bytes to records. Text is kept as one character per byte, so that lengths are bytes and odd encodings survive.

function byteString(bytes) {
  const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) return b.subarray(3).toString('latin1');
  if ((b[0] === 0xff && b[1] === 0xfe) || (b[0] === 0xfe && b[1] === 0xff)) {
    const even = Buffer.from(b.subarray(2, b.length - (b.length % 2)));
    const text = (b[0] === 0xff ? even : even.swap16()).toString('utf16le');
    // A file cut in the middle of a character ends in one that stands for it.
    const cut = b.length % 2 === 1 && !/[\ud800-\udbff]$/.test(text) ? '\ufffd' : '';
    return Buffer.from(text + cut, 'utf8').toString('latin1');
  }
  return b.toString('latin1');
}

/** All records of the text: {cells, line, odd}. Blank lines are not records. `odd` = unclosed quote or over a limit. */
export function readRecords(text, delimiter) {
  const records = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const start = at;
    const startLine = line;
    const record = readRecord(text, at, delimiter);
    const tooLong = record.raw > RECORD_LIMIT || (record.lines > 0 && record.cells.at(-1).length > CELL_LIMIT);
    if (record.unclosed && tooLong) {
      // A quote that never closes must not swallow the rest: give up on its line and read on at the next.
      at = nextLine(text, start);
      line += 1;
      records.push({ cells: [], line: startLine, odd: true });
      continue;
    }
    if (record.stray) {
      // Two stray quotes have swallowed the rows between them: each of its lines is read by itself.
      for (; at < record.end; at = nextLine(text, at), line += 1) {
        const one = readRecord(text.slice(at, nextLine(text, at)).replace(/[\r\n]+$/, ''), 0, delimiter);
        if (one.blank) continue;
        const first = at === start;
        records.push(
          first
            ? { cells: [], line, odd: true }
            : {
                cells: one.cells,
                line,
                odd:
                  one.unclosed || one.cells.length > COLUMN_LIMIT || one.cells.some((cell) => cell.length > CELL_LIMIT),
              },
        );
      }
      continue;
    }
    at = record.end;
    line += record.lines;
    if (record.blank) continue;
    const odd =
      record.unclosed ||
      record.raw > RECORD_LIMIT ||
      record.cells.length > COLUMN_LIMIT ||
      record.cells.some((cell) => cell.length > CELL_LIMIT);
    records.push({ cells: record.cells, line: startLine, odd });
  }
  return records;
}

function nextLine(text, at) {
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1;
  if (text[at] === '\r' && text[at + 1] === '\n') return at + 2;
  return at + 1;
}

function readRecord(text, start, delimiter) {
  const cells = [];
  let at = start;
  let lines = 0;
  let unclosed = false;
  let stray = false;
  for (;;) {
    let cell = '';
    let goesOn = false; // over a line end
    if (text[at] === '"') {
      const before = lines;
      at += 1;
      for (;;) {
        if (at >= text.length) {
          unclosed = true;
          break;
        }
        const c = text[at];
        if (c === '"' && text[at + 1] === '"') {
          cell += '"';
          at += 2;
          continue;
        }
        if (c === '"') {
          at += 1;
          break;
        }
        if (c === '\n' || (c === '\r' && text[at + 1] !== '\n')) lines += 1;
        cell += c;
        at += 1;
      }
      goesOn = lines > before || /[\r\n]/.test(cell);
    }
    const quoted = cell.length;
    const closing = at - 1;
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') cell += text[at++];
    if (
      goesOn &&
      cell.length > quoted &&
      cell[quoted] !== ' ' &&
      (text[closing - 1] === delimiter || /[\r\n]/.test(text[closing - 1]))
    )
      stray = true;
    cells.push(cell);
    if (at < text.length && text[at] === delimiter) {
      at += 1;
      continue;
    }
    break;
  }
  const raw = at - start;
  const blank = raw === 0;
  if (at < text.length) {
    lines += 1;
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
  }
  return { cells, end: at, raw, lines, blank, unclosed, stray };
}

// Blanks beyond ASCII, by their bytes: no-break, narrow no-break, ideographic, zero width, byte-order mark; and the
// no-break space of Windows-1252.
const WIDE_BLANKS = /\xc2\xa0|\xe2\x80\xaf|\xe3\x80\x80|\xe2\x80\x8b|\xef\xbb\xbf|(?<![\x80-\xff])\xa0/g;
const ENDS = new RegExp(
  `^(?:[ \\t\\r\\n\\v\\f]|${WIDE_BLANKS.source})+|(?:[ \\t\\r\\n\\v\\f]|${WIDE_BLANKS.source})+$`,
  'g',
);
const trim = (text) => text.replace(ENDS, '');

// ---------------------------------------------------------------------------------------------------------------
// Header to kind and columns

// Without case, blanks and punctuation. Other bytes stay (a NUL, letters beyond ASCII): no spelling holds one.
const WIDE_PUNCTUATION = /\xe2\x80[\x80-\xbf]/g; // U+2000 to U+203F
const key = (header) =>
  header
    .replace(WIDE_BLANKS, '')
    .replace(WIDE_PUNCTUATION, '')
    .toLowerCase()
    .replace(/[\x01-\x7f]/g, (c) => (/[a-z0-9]/.test(c) ? c : ''));
const spellings = (list) => list.split(',').map(key);

const SHARED = {
  org: spellings('V ORG ID,V-ORG ID,VOrgId,Org ID,Partner ID,MPN ID,PGA MPN ID,Location ID,Partner Location ID'),
  category: spellings('Course Type,Type,Category,Level,Courseware Category,KPI Category,Exam Type'),
  area: spellings('Solution Area,Solution,Practice'),
  status: spellings('Status,State,Current State,Order Status'),
  eligible: spellings('MCT Eligible,Eligible MCT,IsEligibleMCT,MCT Status'),
};
const COURSE = spellings('Course Number,Course Code,Course ID,Course,Courseware,Product Code');
const COURSE_NAME = spellings('Course Name,Course Title,Class Name');
const UNITS = spellings('Units,Quantity,Qty,Number of Vouchers,Redemptions,Count');
const FACTS = {
  courseware: {
    ...SHARED,
    id: spellings('Achievement Code,Code,Redemption Id,Transaction Id,Record Id,Completion Id'),
    date: spellings('Redemption Date,Redeemed On,Achievement Date,Completion Date,Completed Date,Date'),
    item: COURSE,
    itemName: COURSE_NAME,
    units: UNITS,
  },
  exams: {
    ...SHARED,
    id: spellings('Order Line Id,Order Id,Voucher Code,Transaction Id'),
    date: spellings('Purchase Date,Order Date,Transaction Date,Invoice Date,Voucher Purchase Date'),
    item: spellings('Exam Number,Exam Code,Exam ID,Exam,Certification,Product Name'),
    units: UNITS,
  },
  surveys: {
    ...SHARED,
    id: spellings('Survey ID,Response ID,Evaluation ID,Submission ID'),
    date: spellings(
      'Completion Date,Survey Date,Response Date,Submit Date,Submitted,Completed Date,Evaluation Date,Date Completed',
    ),
    item: COURSE,
    itemName: COURSE_NAME,
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [`q${n}`, [`q${n}`, `question${n}`]])),
    question: spellings('Question ID,Question'),
    score: spellings('Score,Response,Answer,Rating'),
    average: spellings('Average Score,Avg Response Score,MTM Score'),
    answered: spellings('Answered Questions,Questions Answered'),
  },
};
/** Columns of no courseware, though an exam's type may stand for the course's. */
const EXAM = spellings('Exam Number,Exam Code,Exam ID,Exam');
const QUESTIONS = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7', 'q8', 'q9'];
/** An order or a transaction may have several lines, so only a line equal in every cell repeats one [R-DUP]. */
const GROUPS = spellings('Order Id,Transaction Id');
const REQUIRED_ONCE = {
  courseware: ['date', 'category'],
  exams: ['date', 'category'],
  surveys: ['date', 'category', ...QUESTIONS],
};

/**
 * Columns by fact, or null where one that must be there once is there twice. `choice` is what a person said of this
 * header.
 */
function columnsFor(kind, header, choice) {
  const columns = {};
  const named = (name) => {
    const exact = header.findIndex((cell) => trim(cell) === trim(name));
    return exact >= 0 ? exact : header.findIndex((cell) => key(cell) === key(name));
  };
  const chosenQuestions = choice?.questions?.map(named);
  const questionsChosen = chosenQuestions?.every((index) => index >= 0);
  for (const [fact, names] of Object.entries(FACTS[kind])) {
    const question = QUESTIONS.indexOf(fact);
    if (question >= 0 && choice?.questions) {
      if (questionsChosen) columns[fact] = chosenQuestions[question];
      continue;
    }
    const chosen = choice?.[{ item: 'course', itemName: 'course' }[fact] ?? fact];
    if (chosen === null || (chosen !== undefined && fact === 'itemName')) continue;
    if (chosen !== undefined) {
      columns[fact] = named(chosen);
      if (columns[fact] < 0) return null;
      continue;
    }
    const hits = header.flatMap((cell, index) => (names.includes(key(cell)) ? [index] : []));
    const twice = new Set(hits.map((index) => key(header[index]))).size < hits.length;
    if (twice || (hits.length > 1 && REQUIRED_ONCE[kind].includes(fact))) return null;
    if (hits.length > 0) columns[fact] = hits[0];
  }
  if (kind !== 'exams' && columns.date === undefined && choice?.date === undefined) {
    const classEnd = header.findIndex((cell) => key(cell) === 'classenddate');
    if (classEnd >= 0) columns.date = classEnd;
  }
  return columns;
}

/** wide: nine columns of answers; long: a row for each answer; averages: a row for each survey with its average. */
function shapeOf(columns) {
  const wide = QUESTIONS.filter((q) => columns[q] !== undefined).length;
  if (wide > 0) return wide === 9 ? 'wide' : null;
  if (columns.question !== undefined && columns.score !== undefined) return columns.id === undefined ? null : 'long';
  return columns.average === undefined ? null : 'averages';
}

/** Whether columns speak of surveys: such a file is no list of redemptions, whatever else it may lack. */
function hasAnswers(names) {
  const has = (fact) => FACTS.surveys[fact].some((name) => names.includes(name));
  return QUESTIONS.some(has) || has('id') || (has('question') && has('score'));
}

/** Columns that lists of redemptions have and no other file. */
const REDEMPTION = spellings(
  'Achievement Code,Redemption Id,Record Id,Completion Id,Redemption Date,Redeemed On,Achievement Date',
);
const REMINDS_OF_SURVEYS = /^(?:q|question)\d|survey|score|rating|answer|response|evaluation|satisfaction/;

/** Whether columns are called like those of surveys and none like those of redemptions. */
function remindsOfSurveys(names) {
  return names.some((name) => REMINDS_OF_SURVEYS.test(name)) && !names.some((name) => REDEMPTION.includes(name));
}

/** The kind a header belongs to with its columns, or null: then the file cannot be used. */
function recognize(header, input, name) {
  const names = header.map(key);
  const sameHeader = (other) => other.length === names.length && other.every((cell, i) => key(cell) === names[i]);
  const choice = input.columns?.find((one) => sameHeader(one.header))?.choice;
  const chosenKind = input.kinds?.[name] ?? choice?.kind;
  if (names.includes('trainingcompletiondate') && (names.includes('email') || names.includes('individualfirstname')))
    return null; // about the partner's own staff
  const fits = (chosenKind ? [chosenKind] : ['surveys', 'exams', 'courseware']).map((kind) => ({
    kind,
    columns: columnsFor(kind, header, choice),
  }));
  // A matched column fits every kind, so then the kind with most columns is the one.
  if (choice) fits.sort((a, b) => Object.keys(b.columns ?? {}).length - Object.keys(a.columns ?? {}).length);
  for (const { kind, columns } of fits) {
    if (
      !chosenKind &&
      kind === 'courseware' &&
      (hasAnswers(names) || (!choice && remindsOfSurveys(names)) || names.some((name) => EXAM.includes(name)))
    )
      continue;
    if (!columns || columns.date === undefined) continue;
    if (columns.category === undefined && columns.item === undefined && columns.itemName === undefined) continue;
    const shape = kind === 'surveys' ? shapeOf(columns) : null;
    if (kind === 'surveys' && !shape) continue;
    return { kind, shape, columns, chosenQuestions: choice?.questions };
  }
  return null;
}

function openFile({ name, bytes }, input) {
  let text = byteString(bytes);
  let delimiters = [',', ';', '\t', '|'];
  let skipped = 0;
  const sep = /^sep=(.)(\r\n|\n|\r)/i.exec(text);
  if (sep) {
    delimiters = [sep[1]];
    text = text.slice(sep[0].length);
    skipped = 1;
  }
  for (const delimiter of delimiters) {
    const records = readRecords(text, delimiter);
    for (let i = 0; i <= TITLE_LINES && i < records.length; i++) {
      const found = records[i].odd ? null : recognize(records[i].cells.map(trim), input, name);
      if (found) {
        const rows = records.slice(i + 1).map((record) => ({ ...record, line: record.line + skipped }));
        return { ...found, delimiter, header: records[i].cells, rows };
      }
    }
  }
  return null;
}

// ---------------------------------------------------------------------------------------------------------------
// What a row says

const FUNDAMENTAL = new Set([
  'fundamental',
  'fundamentals',
  'others',
  ...['fundamental', 'fundamentals'].flatMap((word) =>
    ['and other', 'and others', '& other', '& others'].map((rest) => `${word} ${rest}`),
  ),
]);
const ADVANCED = new Set(['advanced', 'advanced role-based', 'role-based', 'advanced role based', 'role based']);
const YES = new Set(['yes', 'y', 'true', '1', 'eligible']);
const NO_LONGER = new Set(['cancelled', 'canceled', 'voided', 'refunded', 'returned', 'rejected']);
const UNANSWERED = new Set(['', 'n/a', 'na', '-']);

const CATEGORY_IDS = { fundamental_and_others: 'fundamental', advanced: 'advanced' };

function categoryWord(text) {
  const word = trim(text).toLowerCase().replace(/\s+/g, ' ');
  if (FUNDAMENTAL.has(word)) return 'fundamental';
  if (ADVANCED.has(word)) return 'advanced';
  return null;
}

function areaWord(text) {
  const word = trim(
    trim(text)
      .toLowerCase()
      .replace(/&/g, ' and ')
      .replace(/\s+/g, ' ')
      .replace(/\(azure\)\s*$/, ''),
  );
  const found = AREAS.find(([, , names]) => names.includes(word));
  return found ? found[0] : null;
}

/** AZ-104T00-A, AZ104 and "Course 10969A" to the base number the catalogue is keyed by. */
function baseNumber(text) {
  const m = /(?<![A-Z0-9])([A-Z]{2,3})-?(\d{3,4})(?!\d)/i.exec(text);
  if (m) return `${m[1].toUpperCase()}-${m[2]}`;
  const old = /(?<!\d)(\d{5})(?!\d)/.exec(text);
  return old ? old[1] : null;
}

const words = (text) => trim(trim(text).toLowerCase().replace(/&/g, ' and ').replace(/\s+/g, ' '));

/** Catalogue text to a map from base number to {category, area}; what is only a guess is left out. */
export function readCatalogue(bytes) {
  const records = readRecords(byteString(bytes), ',');
  const head = records[0].cells;
  const at = (name) => head.indexOf(name);
  const catalogue = new Map();
  for (const { cells } of records.slice(1)) {
    const category = cells[at('category_confidence')] === 'guess' ? null : CATEGORY_IDS[cells[at('category')]];
    const area = cells[at('area_confidence')] === 'guess' ? null : cells[at('area')];
    if (category === undefined || (area && !AREAS.some(([id]) => id === area))) throw new Error(`catalogue: ${cells}`);
    catalogue.set(cells[at('number')], { category, area });
  }
  return catalogue;
}

// ---------------------------------------------------------------------------------------------------------------
// Files to verdicts

function judgeFile(name, file, input, seen) {
  const { kind, shape, columns, header, rows } = file;
  const cell = (row, fact) => (columns[fact] === undefined ? undefined : trim(row.cells[columns[fact]] ?? ''));

  const whole = (row) => {
    if (row.odd || row.cells.length < header.length) return false;
    if (row.cells.slice(header.length).some((surplus) => trim(surplus) !== '')) return false;
    return !header.every((name, i) => key(name) === key(row.cells[i])); // the header once more is not data, nor with a mark in front
  };

  // The order of day and month is one fact of the whole column.
  let dayFirst = 0;
  let monthFirst = 0;
  const dates = rows.map((row) => (whole(row) ? readDate(cell(row, 'date')) : null));
  for (const date of dates) {
    if (!date || date.a === undefined) continue;
    if (date.a > 12 && date.a <= 31 && date.b <= 12) dayFirst += 1;
    if (date.b > 12 && date.b <= 31 && date.a <= 12) monthFirst += 1;
  }
  const chosen = input.dateOrder?.[name] ?? input.dateOrder?.['*'] ?? null;
  const order = dayFirst > monthFirst ? 'dmy' : monthFirst > dayFirst ? 'mdy' : chosen;

  const questions =
    shape === 'long'
      ? nineQuestions(
          rows.filter(whole).map((row) => cell(row, 'question')),
          file.chosenQuestions,
        )
      : null;

  return rows.map((row, index) => {
    const verdict = {
      line: row.line,
      day: null,
      reason: null,
      category: null,
      area: null,
      units: 1n,
      points: 0n,
      answers: 0n,
      surveys: 1n,
    }; // points of answers are kept in hundredths
    const no = (reason) => Object.assign(verdict, { reason });

    if (!whole(row)) return no('malformed_row');
    const date = dates[index];
    if (!date) return no('unreadable_date');
    if (date.day !== undefined) verdict.day = date.day;
    else if (order)
      verdict.day = order === 'dmy' ? realDay(date.year, date.b, date.a) : realDay(date.year, date.a, date.b);
    else if (date.a === date.b) verdict.day = realDay(date.year, date.a, date.b);
    else if (date.a <= 12 && date.b <= 12) return no('ambiguous_date');
    if (verdict.day === null) return no('unreadable_date');

    const id = cell(row, 'id');
    if (id === '') return no('missing_id');

    const units = cell(row, 'units');
    if (units !== undefined) {
      if (!/^\d+$/.test(units) || BigInt(units) > LARGEST_COUNT) return no('unreadable_units');
      verdict.units = BigInt(units);
    }

    let question = null;
    if (kind === 'surveys') {
      const readable =
        shape === 'averages'
          ? readAverage(verdict, cell(row, 'average'), cell(row, 'answered'))
          : shape === 'wide'
            ? QUESTIONS.every((q) => readAnswer(verdict, cell(row, q)))
            : questions &&
              ((question = questions(cell(row, 'question'))) === null || readAnswer(verdict, cell(row, 'score')));
      if (!readable) return no('unreadable_response');
    }

    // What the file says, then what a person decided, then what the catalogue is sure of.
    const number = baseNumber(cell(row, columns.item === undefined ? 'itemName' : 'item') ?? '') ?? '';
    const known = input.catalogue?.get(number);
    const said = (fact) => cell(row, fact) ?? '';
    const decided = (what, fact) =>
      ofCell(input.cells?.[what], said(fact)) ??
      Object.entries(input[what] ?? {}).find(([course]) => baseNumber(course) === number)?.[1];
    verdict.category =
      categoryWord(said('category')) ?? CATEGORY_IDS[decided('categories', 'category')] ?? known?.category ?? null;
    if (!verdict.category) return no('unknown_category');
    verdict.area = areaWord(said('area')) ?? decided('areas', 'area') ?? (said('area') ? null : known?.area) ?? null;

    if (NO_LONGER.has((cell(row, 'status') ?? '').toLowerCase())) return no('cancelled');
    if (input.orgs?.length && columns.org !== undefined && !input.orgs.includes(cell(row, 'org')))
      return no('other_organization');
    if (kind === 'surveys' || (kind === 'courseware' && input.eligibleMct)) {
      const eligible = cell(row, 'eligible');
      if (eligible !== undefined && !YES.has(eligible.toLowerCase())) return no('ineligible_instructor');
    }
    if (kind === 'surveys' && verdict.category !== 'advanced') return no('not_advanced');
    if (id !== undefined) {
      const group = kind === 'exams' && GROUPS.includes(key(header[columns.id]));
      const identity = group ? JSON.stringify(row.cells.slice(0, header.length)) : id;
      const before = seen[kind].get(identity);
      // A survey has one day, one category and one area: an answer that claims another contradicts the first.
      const claim = `${verdict.day} ${verdict.category} ${verdict.area}`;
      if (!before)
        seen[kind].set(identity, Object.assign(new Set(shape === 'long' ? [question] : ['the whole']), { claim }));
      else if (
        shape !== 'long' ||
        before.has('the whole') ||
        before.claim !== claim ||
        (question !== null && (before.has(question) || [...before].filter((one) => one !== null).length >= 9))
      )
        return no('duplicate');
      else {
        before.add(question);
        verdict.surveys = 0n; // one more answer of a survey that is counted already
      }
    }
    return no('counted');
  });
}

/** Adds an answer to the row; false when it is neither on the scale nor unanswered. */
function readAnswer(verdict, text) {
  if (/^[1-5]$/.test(text)) {
    verdict.points += BigInt(text) * 100n;
    verdict.answers += 1n;
    return true;
  }
  return UNANSWERED.has(text.toLowerCase());
}

/**
 * A survey's average, exact in hundredths, times its number of answers: nine unless the row says otherwise. It is at
 * most 5, so a comma is a decimal comma.
 */
function readAverage(verdict, average, answered) {
  if (answered && !/^0*[0-9]$/.test(answered)) return false;
  if (UNANSWERED.has(average.toLowerCase())) return true;
  verdict.answers = BigInt(answered || 9);
  const m = /^(\d+)(?:\.(\d{1,2}))?$/.exec(average.replaceAll(',', '.').replace(/(\.\d\d)0+$/, '$1'));
  const hundredths = m ? BigInt(m[1]) * 100n + BigInt((m[2] ?? '').padEnd(2, '0')) : -1n;
  const onScale = hundredths >= 100n && hundredths <= 500n;
  if (onScale) verdict.points = hundredths * verdict.answers;
  return onScale || (verdict.answers === 0n && hundredths === 0n);
}

/**
 * Which question a cell of the long shape names, as a function to 1..9, a name, or null for one that does not count; or
 * null for the whole file when nothing says which nine count. A fact of the whole column: nine at most are the nine,
 * more need Q1 to Q9 or a choice.
 */
function nineQuestions(cells, chosen) {
  const numberIn = (text) => {
    const m = /^(?:question|q)?(\d+)$/.exec(key(text));
    return m ? Number(m[1]) : 0;
  };
  const ofTheNine = (number) => number >= 1 && number <= 9;
  const identity = (text) => (ofTheNine(numberIn(text)) ? numberIn(text) : key(text)); // the same in every file
  if (chosen) return (text) => (chosen.some((name) => key(name) === key(text)) ? identity(text) : null);
  const names = [...new Set(cells.map(key))].filter((name) => name !== ''); // a line with totals names none
  if (names.every((name) => numberIn(name) > 0) || new Set(names.map(numberIn).filter(ofTheNine)).size === 9) {
    return (text) => (ofTheNine(numberIn(text)) ? numberIn(text) : null);
  }
  return names.length <= 9 ? (text) => (key(text) === '' ? null : identity(text)) : null;
}

/** What was decided about a text in the file, compared as words are. */
function ofCell(decisions, text) {
  return Object.entries(decisions ?? {}).find(([cell]) => words(cell) === words(text))?.[1];
}

/** Lays the window over a verdict that was reached without it. */
function inWindow(verdict, window) {
  if (verdict.day === null) return verdict.reason;
  return verdict.day < window.first || verdict.day > window.last ? 'outside_window' : verdict.reason;
}

// ---------------------------------------------------------------------------------------------------------------
// Verdicts to cards. Points are kept in halves, so nothing is ever a fraction.

const HALF_POINTS = { fundamental: 1n, advanced: 2n };
const TARGETS = { courseware: 2000n, exams: 400n, surveys: 200n };
const FUNDAMENTAL_LIMIT = 600n;

const statusOf = (zero, reached) => (reached ? 'completed' : zero ? 'not-started' : 'in-progress');
const together = (list) =>
  list.every((s) => s === 'completed')
    ? 'completed'
    : list.every((s) => s === 'not-started')
      ? 'not-started'
      : 'in-progress';
const halves = (n) => `${n / 2n}.${n % 2n === 0n ? '0' : '5'}`;
const plain = (n) => (n <= LARGEST_COUNT ? Number(n) : String(n));

const hundredthsText = (n) =>
  `${n / 100n}${
    n % 100n === 0n
      ? ''
      : `.${String(n % 100n)
          .padStart(2, '0')
          .replace(/0$/, '')}`
  }`;

/**
 * The average cut to two decimals, to three from 0.005 below the target; null without an answer. `points` are
 * hundredths.
 */
function shownAverage(points, answers) {
  if (answers === 0n) return null;
  const thousandths = (points * 10n) / answers;
  const near = points * 10n >= 4245n * answers && points < 425n * answers;
  const digits = String(near ? thousandths : thousandths / 10n);
  return `${digits.slice(0, 1)}.${digits.slice(1)}`;
}

function pointsCard(hasData, units, limit, target, rows) {
  const full = units.fundamental * HALF_POINTS.fundamental;
  const limited = limit !== null && full > limit;
  const fundamental = limited ? limit : full;
  const advanced = units.advanced * HALF_POINTS.advanced;
  const score = fundamental + advanced;
  return {
    status: statusOf(score === 0n, score >= target),
    has_data: hasData,
    score: halves(score),
    target: halves(target),
    remaining: halves(score >= target ? 0n : target - score),
    terms: [
      {
        id: 'fundamental_and_others',
        units: plain(units.fundamental),
        weight: '0.5',
        points: halves(fundamental),
        limit: limit === null ? null : halves(limit),
        limited,
      },
      {
        id: 'advanced',
        units: plain(units.advanced),
        weight: '1',
        points: halves(advanced),
        limit: null,
        limited: false,
      },
    ],
    rows,
  };
}

function averageCard(hasData, sum, rows) {
  return {
    status: statusOf(sum.answers === 0n, sum.answers > 0n && sum.points >= 425n * sum.answers),
    has_data: hasData,
    points: hundredthsText(sum.points),
    answers: plain(sum.answers),
    surveys: plain(sum.surveys),
    shown: shownAverage(sum.points, sum.answers),
    target: '4.25',
    ...(rows ? { rows } : {}),
  };
}

const noRows = () => ({ in: 0, counted: 0, reasons: {} });

function tally(rows, reason) {
  rows.in += 1;
  if (reason === 'counted') rows.counted += 1;
  else rows.reasons[reason] = (rows.reasons[reason] ?? 0) + 1;
}

export function score(input) {
  const mode = input.window ?? 'completed-months';
  const window = windowOf(input.anniversary, mode);
  const seen = { courseware: new Map(), exams: new Map(), surveys: new Map() };
  const units = { courseware: { fundamental: 0n, advanced: 0n }, exams: { fundamental: 0n, advanced: 0n } };
  const rows = { courseware: noRows(), exams: noRows(), surveys: noRows() };
  const nothing = () => ({ points: 0n, answers: 0n, surveys: 0n });
  const pooled = nothing();
  const byArea = Object.fromEntries(AREAS.map(([id]) => [id, nothing()]));
  const hasData = { courseware: false, exams: false, surveys: false };
  const files = [];
  const verdicts = [];
  const earlier = new Set();

  for (const { name, bytes } of input.files) {
    const own = { name, kind: null, rows: noRows() };
    files.push(own);
    verdicts.push([]);
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const opened = openFile({ name, bytes }, input);
    if (!opened) continue;
    own.kind = opened.kind;
    hasData[opened.kind] = true;
    if (earlier.has(content)) continue; // the same bytes once more
    earlier.add(content);

    for (const verdict of judgeFile(name, opened, input, seen)) {
      const reason = inWindow(verdict, window);
      verdicts.at(-1).push({ ...verdict, shown: reason });
      tally(own.rows, reason);
      tally(rows[opened.kind], reason);
      if (reason !== 'counted') continue;
      if (opened.kind !== 'surveys') units[opened.kind][verdict.category] += verdict.units;
      else {
        for (const sum of [pooled, ...(verdict.area ? [byArea[verdict.area]] : [])]) {
          sum.points += verdict.points;
          sum.answers += verdict.answers;
          sum.surveys += verdict.surveys;
        }
      }
    }
  }

  const courseware = pointsCard(
    hasData.courseware,
    units.courseware,
    FUNDAMENTAL_LIMIT,
    TARGETS.courseware,
    rows.courseware,
  );
  const exams = pointsCard(hasData.exams, units.exams, null, TARGETS.exams, rows.exams);
  const average = averageCard(hasData.surveys, pooled, rows.surveys);
  const base = together([courseware.status, exams.status, average.status]);

  const areas = AREAS.map(([id, title]) => {
    const sum = byArea[id];
    const completions = {
      status: statusOf(sum.surveys === 0n, sum.surveys >= TARGETS.surveys),
      has_data: hasData.surveys,
      score: String(sum.surveys),
      target: '200',
      remaining: String(sum.surveys >= TARGETS.surveys ? 0n : TARGETS.surveys - sum.surveys),
    };
    const response = averageCard(hasData.surveys, sum);
    return {
      id,
      title,
      status: together([completions.status, response.status]),
      survey_completions: completions,
      average_response_score: response,
    };
  });

  const completedAreas = areas.filter((area) => area.status === 'completed').map((area) => area.id);
  const qualified = base === 'completed' && completedAreas.length > 0;
  const started = base !== 'not-started' || areas.some((area) => area.status !== 'not-started');
  return {
    anniversary: input.anniversary,
    window: { mode, first: dayText(window.first), last: dayText(window.last) },
    overall: {
      status: qualified ? 'completed' : started ? 'in-progress' : 'not-started',
      qualified,
      certain: hasData.courseware && hasData.exams && hasData.surveys,
      designated_areas: base === 'completed' ? completedAreas : [],
    },
    base: {
      status: base,
      courseware_completions: courseware,
      exam_unit_purchases: exams,
      average_response_score: average,
    },
    areas,
    files,
    verdicts,
  };
}
