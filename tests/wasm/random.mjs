// Seeded random file sets for the laws: small, with a bit of everything that can go wrong in a row.

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

const HEADERS = {
  courseware: ['Redemption date', 'V ORG ID', 'Course number', 'Course type', 'MCT ID', 'MCT eligible', 'Achievement code'],
  exams: ['Purchase date', 'ORG ID', 'Exam number', 'Exam type', 'Units'],
  surveys: ['Survey ID', 'Completion date', 'V ORG ID', 'Course number', 'Course type', 'Solution area', 'MCT ID', 'MCT eligible',
    'Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7', 'Q8', 'Q9'],
};
const COURSES = ['AZ-104T00', 'AZ-900T00-A', 'DP-203T00', 'SC-200T00', 'SC-900T00', 'MB-310T00', 'AZ-040T00', 'ZZ-999T00', '10969', 'AI-200T00', 'PL-300T00'];
const EXAMS = ['AZ-104', 'AZ-900', 'SC-200', 'ZZ-999', 'MS-900'];
const TYPES = ['Advanced', 'advanced', 'Fundamentals', 'Fundamentals and others', 'Role-based', '', '', 'Platinum'];
const AREAS = ['Security', 'Data & AI', 'data and ai', 'Infrastructure', 'Infra', 'Modern Work', 'Biz Apps', 'DAI', '', 'Gardening'];
const NO_DATES = ['', 'soon', '2023-02-29', '2024-13-01', '2024-04-31', '24-01-01'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n) => String(n).padStart(2, '0');
const STYLES = {
  iso: ([y, m, d]) => `${y}-${two(m)}-${two(d)}`,
  stamp: ([y, m, d]) => `${y}-${two(m)}-${two(d)}T08:09:10Z`,
  words: ([y, m, d]) => `${d} ${MONTHS[m - 1]} ${y}`,
  dmy: ([y, m, d]) => `${two(d)}/${two(m)}/${y}`,
  mdy: ([y, m, d]) => `${m}/${d}/${y}`,
};

/**
 * {anniversary, settings, files: [{name, kind, header, style, rows}]}; a row is {date: [y, m, d] or text, cells: (date) => [...]}.
 * No two rows with the same id differ (a repeat repeats the whole row), so the order of rows and files must not matter.
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
    return [Math.floor(index / 12), (index % 12) + 1, rng.chance(0.3) ? rng.of([1, 28, anniversary[2]]) : 1 + rng.below(28)];
  };
  const makers = {
    courseware: () => {
      const values = [rng.of(['1001', '1001', '1002', '1003']), rng.of(COURSES), rng.of(TYPES), '7', odd() ? rng.of(['no', '']) : 'yes', odd() ? '' : `A${++ids}`];
      return (date) => [date, ...values];
    },
    exams: () => {
      const values = [rng.of(['1001', '1001', '1002']), rng.of(EXAMS), rng.of(TYPES), odd() ? rng.of(['', '-1', 'x', '1.5', '9007199254740992']) : String(rng.below(40))];
      return (date) => [date, ...values];
    },
    surveys: () => {
      const id = odd() ? '' : `S${++ids}`;
      const answers = Array.from({ length: 9 }, () => (odd() ? rng.of(['', 'N/A', '-', '0', '6', '4.5']) : String(1 + rng.below(5))));
      const values = [rng.of(['1001', '1001', '1002']), rng.of(COURSES), rng.of(TYPES), rng.of(AREAS), '7', odd() ? rng.of(['no', '', 'maybe']) : rng.of(['yes', 'Y', '1']),
        ...(odd() ? Array(9).fill('') : answers)];
      return (date) => [id, date, ...values];
    },
  };
  const files = Array.from({ length: 1 + rng.below(4) }, (_, number) => {
    const kind = rng.of(['courseware', 'exams', 'surveys']);
    const style = rng.of(['iso', 'iso', 'stamp', 'words', 'dmy', 'mdy']);
    const rows = Array.from({ length: rng.below(50) }, () => ({ date: day(), cells: makers[kind](), ragged: odd() ? rng.of([-1, 1]) : 0 }));
    for (const row of [...rows]) if (rng.chance(0.05)) rows.push(row);
    return { name: `${kind}-${number}.csv`, kind, header: HEADERS[kind], style, rows };
  });
  return { settings, files, rng };
}

const quote = (cell) => `"${cell.replaceAll('"', '""')}"`;

/** A file of a random set as bytes. `years` shifts every date that is one. */
export function toFile({ name, header, style, rows }, { quoteAll = false, end = '\n', delimiter = ',', years = 0 } = {}) {
  const line = (cells) => cells.map((cell) => (quoteAll || cell.includes(delimiter) || cell.includes('"') ? quote(cell) : cell)).join(delimiter) + end;
  let text = line(header);
  for (const { date, cells, ragged } of rows) {
    const all = cells(typeof date === 'string' ? date : STYLES[style]([date[0] + years, date[1], date[2]]));
    text += line(ragged > 0 ? [...all, 'surplus'] : ragged < 0 ? all.slice(0, -1) : all);
  }
  return { name, bytes: new Uint8Array(Buffer.from(text, 'utf8')) };
}

/**
 * Bytes with a few places damaged as files get damaged: cut short, a byte changed, a quote or a piece put in, a piece twice.
 * The first `spared` bytes stay as they are.
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
