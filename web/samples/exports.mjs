// Makes synthetic export files: decides row by row what stands in it and which verdict it must get, and adds that up.
//
// Two use it: tools/make-exports writes files of any size, and the page makes its sample when it is asked for. So here
// are no files, no arguments and no clock, and the same options give the same bytes wherever it runs. Nothing is kept
// in memory but the last few ids: a file of gigabytes needs no more than one of a hundred rows.

// ---------------------------------------------------------------------------------------------------------------
// What is written

const KINDS = {
  courseware: {
    file: 'Courseware-completions.csv',
    header: 'Redemption date,V ORG ID,Course number,Course type,MCT ID,MCT eligible,Achievement code',
    reasons: [
      'malformed_row',
      'unreadable_date',
      'ambiguous_date',
      'outside_window',
      'missing_id',
      'unknown_category',
      'duplicate',
    ],
  },
  exams: {
    file: 'Exam-unit-purchases.csv',
    header: 'Purchase date,ORG ID,Exam number,Exam type,Units',
    reasons: [
      'malformed_row',
      'unreadable_date',
      'ambiguous_date',
      'outside_window',
      'unreadable_units',
      'unknown_category',
      'cancelled',
    ],
  },
  surveys: {
    file: 'Surveys.csv',
    header:
      'Survey ID,Completion date,V ORG ID,Course number,Course type,Solution area,MCT ID,MCT eligible,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9',
    reasons: [
      'malformed_row',
      'unreadable_date',
      'ambiguous_date',
      'outside_window',
      'missing_id',
      'unreadable_response',
      'unknown_category',
      'ineligible_instructor',
      'not_advanced',
      'duplicate',
    ],
  },
};

const USUAL_SHARES = {
  malformed_row: 0.001,
  unreadable_date: 0.002,
  ambiguous_date: 0.002,
  outside_window: 0.06,
  missing_id: 0.002,
  unreadable_units: 0.005,
  unreadable_response: 0.004,
  unknown_category: 0.004,
  cancelled: 0,
  ineligible_instructor: 0.02,
  not_advanced: 0.05,
  duplicate: 0.01,
};

const FUNDAMENTAL = 'Fundamentals and others';
const FUNDAMENTAL_COURSES = ['AZ-900T00', 'AI-900T00', 'DP-900T00', 'SC-900T00', 'MS-900T01', 'PL-900T00', 'MB-910T00'];
const FUNDAMENTAL_EXAMS = ['AZ-900', 'AI-900', 'DP-900', 'SC-900', 'MS-900', 'PL-900'];
const ADVANCED_EXAMS = ['AZ-104', 'AZ-305', 'AZ-204', 'DP-203', 'SC-200', 'SC-300', 'MD-102', 'PL-200'];
const AREAS = {
  business_applications: { name: 'Business Applications', courses: ['MB-310T00', 'MB-800T00', 'PL-200T00'] },
  data_and_ai: { name: 'Data & AI', courses: ['DP-203T00', 'DP-300T00', 'AI-102T00'] },
  digital_and_app_innovation: { name: 'Digital & App Innovation', courses: ['AZ-204T00', 'AZ-400T00'] },
  infrastructure: { name: 'Infrastructure', courses: ['AZ-104T00', 'AZ-305T00', 'AZ-700T00'] },
  security: { name: 'Security', courses: ['SC-200T00', 'SC-300T00', 'AZ-500T00'] },
  modern_work: { name: 'Modern Work', courses: ['MD-102T00', 'MS-102T00', 'MS-700T00'] },
};
const NO_AREA = { name: 'Other', courses: ['Custom workshop'] };
const ADVANCED_COURSES = Object.values(AREAS).flatMap((area) => area.courses);
const UNREADABLE_DATES = ['', '2026-02-30', 'n/a', 'pending', '2025-13-01'];
const UNREADABLE_UNITS = ['', 'two', '-1', '1.5'];
const UNREADABLE_ANSWERS = ['0', '6', '4.5', 'good'];
const STATUS = 'Order status';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

// ---------------------------------------------------------------------------------------------------------------
// Small tools

/**
 * A seeded source of numbers: next() in [0, 1), below(n) a whole number in [0, n). skip(n) leaves out n of them, and
 * random(place()) is a source of what comes next here.
 */
function random(seed) {
  let state = seed >>> 0;
  const skip = (n) => {
    state = (state + Math.imul(n, 0x6d2b79f5)) | 0;
  };
  const next = () => {
    skip(1);
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { next, below, of: (list) => list[below(list.length)], place: () => state, skip };
}

const dayNumber = (text) => {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '');
  const number = m ? Date.UTC(m[1], m[2] - 1, m[3]) / 86400000 : NaN;
  if (Number.isNaN(number) || isoDay(number) !== text) throw new Error(`not a day: ${text}`);
  return number;
};
export const isoDay = (number) => new Date(number * 86400000).toISOString().slice(0, 10);

function windowOf(anniversary, mode) {
  const [year, month, day] = anniversary.split('-').map(Number);
  const at = (y, m, d) => Date.UTC(y, m - 1, d) / 86400000;
  if (mode === 'completed-months') return { first: at(year - 1, month, 1), last: at(year, month, 1) - 1 };
  return { first: at(year - 1, month, month === 2 && day === 29 ? 28 : day), last: at(year, month, day) - 1 };
}

const WRITTEN = {
  iso: (y, m, d) => `${y}-${m}-${d}`,
  timestamp: (y, m, d) => `${y}-${m}-${d}T00:00:00Z`,
  dmy: (y, m, d) => `${d}/${m}/${y}`,
  mdy: (y, m, d) => `${Number(m)}/${Number(d)}/${y}`,
  words: (y, m, d) => `${Number(d)} ${MONTHS[m - 1]} ${y}`,
};
const writeDay = (number, style) => WRITTEN[style](...isoDay(number).split('-'));

// ---------------------------------------------------------------------------------------------------------------
// Options

const whole = (value, name, least) => {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < least)
    throw new Error(`--${name} wants a whole number from ${least}: ${value}`);
  return number;
};
const oneOf = (value, name, list) => {
  if (!list.includes(value)) throw new Error(`--${name} is one of ${list.join(', ')}: ${value}`);
  return value;
};

/**
 * The plan that exportFile() follows: the options of tools/make-exports by their names there, `rows` and `share` as
 * objects, checked, and with what is usual where they say nothing.
 */
export function planOf(given) {
  const kinds = Object.keys(KINDS);
  const kind = oneOf(given.kind ?? 'all', 'kind', [...kinds, 'all']);
  const wanted =
    typeof given.rows === 'object' ? given.rows : Object.fromEntries(kinds.map((one) => [one, given.rows]));
  for (const one of Object.keys(wanted)) oneOf(one, 'rows', kinds);
  const rows = {};
  for (const one of kinds) if (one in wanted && [one, 'all'].includes(kind)) rows[one] = whole(wanted[one], 'rows', 0);
  const shares = { ...USUAL_SHARES };
  if (given.clean || given.share) for (const reason of Object.keys(shares)) shares[reason] = 0;
  for (const [reason, share] of Object.entries(given.share ?? {})) {
    if (!(reason in shares) || !(Number(share) >= 0 && Number(share) <= 1))
      throw new Error(`--share wants REASON=PART with a part from 0 to 1: ${reason}=${share}`);
    shares[reason] = Number(share);
  }
  const anniversary = given.anniversary ?? '2026-12-01';
  dayNumber(anniversary);
  const mode = oneOf(given.window ?? 'completed-months', 'window', ['completed-months', 'exact-days']);
  const window = windowOf(anniversary, mode);
  const style = oneOf(given.dates ?? 'iso', 'dates', Object.keys(WRITTEN));
  if (style !== 'iso' && !given.share) shares.ambiguous_date = 0;
  return {
    rows,
    seed: whole(given.seed ?? 1, 'seed', 0),
    outcome: oneOf(given.outcome ?? 'mixed', 'outcome', ['qualified', 'nearly', 'not-started', 'mixed']),
    anniversary,
    mode,
    window,
    style,
    from: given.from ? dayNumber(given.from) : window.first - 60,
    to: given.to ? dayNumber(given.to) : window.last + 20,
    until: given.until ? dayNumber(given.until) : window.last,
    shares,
    orgs: whole(given.orgs ?? 1, 'orgs', 1),
  };
}

// ---------------------------------------------------------------------------------------------------------------
// The plan: how many rows of which sort, so that the outcome is what was asked for

/** Splits `rows` into the rows for each reason and the rest, which counts. */
function splitRows(kind, rows, plan) {
  const reasons = {};
  let counted = rows;
  for (const reason of KINDS[kind].reasons) {
    const part = plan.shares[reason];
    const count = part > 0 ? Math.min(counted, Math.max(1, Math.round(rows * part))) : 0;
    if (count > 0) reasons[reason] = count;
    counted -= count;
  }
  if (plan.outcome === 'not-started') {
    reasons.outside_window = (reasons.outside_window ?? 0) + counted + (reasons.duplicate ?? 0);
    delete reasons.duplicate; // nothing counts, so nothing can be repeated
    counted = 0;
  }
  return { counted, reasons };
}

/** Fundamental and Advanced redemptions among `counted`, by outcome. */
function planCourseware(counted, outcome) {
  if (outcome === 'qualified') {
    if (counted < 1000)
      throw new Error(`qualified needs 1,000 counted courseware rows, and these are ${counted}: ask for more rows`);
    // Each Fundamental row instead of an Advanced one costs half a point up to 600 of them, and a whole one beyond.
    const most = counted <= 1300 ? 2 * (counted - 1000) : counted - 700;
    const fundamental = Math.min(most, Math.floor(counted * 0.45));
    return { fundamental, advanced: counted - fundamental };
  }
  if (outcome === 'nearly') {
    const goal = 930;
    if (counted < goal)
      throw new Error(`nearly needs ${goal} counted courseware rows, and these are ${counted}: ask for more rows`);
    const fundamental = counted <= goal + 300 ? 2 * (counted - goal) : counted - (goal - 300);
    return { fundamental, advanced: counted - fundamental };
  }
  const fundamental = Math.floor(counted / 2);
  return { fundamental, advanced: counted - fundamental };
}

/** All half points of the counted exam rows together. */
function planExams(counted, outcome) {
  if (counted === 0) return 0;
  if (outcome === 'nearly') return 377;
  return outcome === 'qualified' ? Math.max(440, counted * 9) : counted * 6;
}

// Parts of 5, 4 and 3 among the answers; the rest is 2. On average about 4.5, 4.4 and 4.1.
const GOOD = [0.62, 0.28, 0.08];
const FAIR = [0.56, 0.32, 0.09];
const POOR = [0.36, 0.42, 0.18];

const STOCK = 512;
/**
 * A stock to draw from, for what would take most of the time if it were made anew for every row. Its things are made
 * when they are first drawn, as a small file draws few of them, each by numbers set aside for it: `pass` takes as many
 * from the source as `make` will.
 */
function stock(rng, pass, make) {
  const places = Array.from({ length: STOCK }, () => {
    const place = rng.place();
    pass();
    return place;
  });
  const made = new Array(STOCK);
  return (i) => (made[i] ??= make(random(places[i]), i));
}

/** Filled-in surveys: {text: ',5,4,...', points, answers}. */
function answerSheets([five, four, three], rng) {
  const isEmpty = (from) => from.next() < 0.01;
  const pass = () => rng.skip(isEmpty(rng) ? 9 : 18);
  return stock(rng, pass, (own) => {
    const sheet = { text: '', points: 0, answers: 0 };
    const empty = isEmpty(own);
    for (let q = 0; q < 9; q++) {
      const unanswered = own.next() < 0.015;
      if (empty || unanswered) {
        sheet.text += !empty && own.next() < 0.3 ? ',N/A' : ',';
        continue;
      }
      const x = own.next();
      const answer = x < five ? 5 : x < five + four ? 4 : x < five + four + three ? 3 : 2;
      sheet.text += `,${answer}`;
      sheet.points += answer;
      sheet.answers += 1;
    }
    return sheet;
  });
}

/** The same with an answer that cannot be read. */
function unreadableSheets(rng) {
  const sheets = answerSheets(GOOD, rng);
  return stock(
    rng,
    () => rng.skip(2),
    (own, i) => {
      const cells = sheets(i).text.split(',');
      cells[1 + own.below(9)] = own.of(UNREADABLE_ANSWERS);
      return { text: cells.join(',') };
    },
  );
}

/** Surveys for each area and how they answer. */
function planSurveys(counted, outcome, rng) {
  const plan = [];
  const give = (area, surveys, answers) => {
    if (surveys > 0) plan.push({ area, surveys, answers });
  };
  let left = counted;
  if (outcome === 'qualified' || outcome === 'nearly') {
    const least = outcome === 'qualified' ? 200 : 212;
    if (counted < least)
      throw new Error(`${outcome} needs ${least} counted surveys, and these are ${counted}: ask for more rows`);
  }
  if (outcome === 'nearly') {
    for (const [area, surveys, answers] of [
      ['infrastructure', 212, GOOD],
      ['data_and_ai', 187, GOOD],
      [null, 4, FAIR],
      ['modern_work', 92, FAIR],
      ['business_applications', 14, GOOD],
      ['security', 204, POOR],
    ]) {
      const taken = Math.min(left, surveys);
      give(area, taken, answers);
      left -= taken;
    }
    give('infrastructure', left, GOOD);
    return plan;
  }
  if (outcome === 'qualified') {
    const first = Math.max(200, Math.floor(counted * 0.4));
    give('infrastructure', first, GOOD);
    left -= first;
  }
  const none = Math.floor(left * 0.01);
  give(null, none, FAIR);
  left -= none;
  const weights = Object.keys(AREAS).map((area) => ({ area, weight: 0.2 + rng.next() }));
  const all = weights.reduce((sum, { weight }) => sum + weight, 0);
  weights.forEach(({ area, weight }, i) => {
    const surveys = i === weights.length - 1 ? left : Math.min(left, Math.floor((counted * weight) / all));
    give(area, surveys, outcome === 'qualified' ? GOOD : rng.of([GOOD, FAIR, POOR]));
    left -= surveys;
  });
  return plan;
}

// ---------------------------------------------------------------------------------------------------------------
// Rows

/** Draws rows in random order until each sort has been drawn as often as planned. */
function lottery(sorts, rng) {
  let left = sorts.reduce((sum, sort) => sum + sort.count, 0);
  return (allowed) => {
    for (;;) {
      let ticket = rng.below(left);
      for (const sort of sorts) {
        if (ticket < sort.count) {
          if (!allowed(sort)) break;
          sort.count -= 1;
          left -= 1;
          return sort;
        }
        ticket -= sort.count;
      }
    }
  };
}

const zero = (kind) =>
  kind === 'surveys' ? { points: 0, answers: 0, surveys: 0, areas: {} } : { fundamental_and_others: 0, advanced: 0 };

/**
 * The file of a kind under a plan:
 *     name     of the file
 *     next()   the next piece of its text, all of it ASCII; empty after the last
 *     rows     how many there are, count, and do not for which reason
 *     sums     what counts, complete once all pieces were taken; `byOrg` the same for each organisation
 */
export function exportFile(kind, plan) {
  const { header, file } = KINDS[kind];
  const rows = plan.rows[kind];
  const rng = random(Math.imul(plan.seed, 2654435761) ^ (kind.charCodeAt(0) << 8) ^ kind.length);
  const { window, style } = plan;
  const daysOf = (from, to, wanted) => {
    const list = [];
    for (let day = from; day <= to; day++) if (wanted(day)) list.push(day);
    return list;
  };
  const inside = daysOf(Math.max(window.first, plan.from), Math.min(window.last, plan.to, plan.until), () => true);
  const outside = daysOf(plan.from, plan.to, (day) => day < window.first || day > window.last);
  const twoSided = inside.filter((day) => {
    const [, month, date] = isoDay(day).split('-');
    return Number(date) <= 12 && date !== month;
  });
  const { counted, reasons } = splitRows(kind, rows, plan);
  if (counted > 0 && inside.length === 0) throw new Error('no day between --from and --to lies inside the window');
  if (reasons.outside_window > 0 && outside.length === 0)
    throw new Error('no day between --from and --to lies outside the window');
  if (reasons.ambiguous_date > 0 && style !== 'iso')
    throw new Error('ambiguous_date needs --dates iso: other rows would settle the order');
  const written = inside.map((day) => writeDay(day, style));
  const writtenOutside = outside.map((day) => writeDay(day, style));
  const writtenTwoSided = twoSided.map((day) => writeDay(day, 'dmy'));
  const orgs = Array.from({ length: plan.orgs }, (_, i) => String(4012001 + i));
  const instructors = Array.from({ length: 12 }, (_, i) => String(990101 + i));
  const org = () => (orgs.length === 1 || rng.next() < 0.7 ? orgs[0] : orgs[rng.below(orgs.length)]);
  const sums = zero(kind);
  const byOrg = Object.fromEntries(orgs.map((id) => [id, zero(kind)]));
  const withStatus = kind === 'exams' && plan.shares.cancelled > 0;

  const sorts = Object.entries(reasons).map(([reason, count]) => ({ reason, count }));
  let halves = 0;
  let examRows = 0;
  if (kind === 'courseware') {
    const { fundamental, advanced } = planCourseware(counted, plan.outcome);
    sorts.push({ category: 'fundamental_and_others', count: fundamental }, { category: 'advanced', count: advanced });
  } else if (kind === 'exams') {
    halves = planExams(counted, plan.outcome);
    examRows = counted;
    sorts.push({ category: 'exams', count: counted });
  } else {
    for (const { area, surveys, answers } of planSurveys(counted, plan.outcome, rng)) {
      sorts.push({ area, place: area ? AREAS[area] : NO_AREA, sheets: answerSheets(answers, rng), count: surveys });
    }
  }
  const otherSheets = answerSheets(GOOD, rng);
  const unreadable = unreadableSheets(rng);
  const draw = lottery(sorts, rng);
  const last = []; // the last counted rows, for repeats: [day text, rest before the id, id, ...]
  let number = 0;

  const row = (sort) => {
    number += 1;
    const { reason } = sort;
    let day =
      written.length > 0 ? written[rng.below(written.length)] : writtenOutside[rng.below(writtenOutside.length)];
    if (reason === 'outside_window') day = rng.of(writtenOutside);
    else if (reason === 'unreadable_date') day = rng.of(UNREADABLE_DATES);
    else if (reason === 'ambiguous_date') day = rng.of(writtenTwoSided);
    if (reason === 'duplicate') {
      const again = rng.of(last);
      return again(rng.next() < 0.7 ? null : day); // the same row once more, or one that differs in its day
    }
    const text = ROWS[kind](sort, day, org());
    if (reason !== 'malformed_row') return text;
    return rng.next() < 0.5 ? `${text},surplus` : text.slice(0, text.lastIndexOf(','));
  };

  const count = (id, add) => {
    add(sums);
    add(byOrg[id]);
  };
  // A counted row now and then is enough to repeat from; remembering each would be half the work.
  const remembers = () => last.length < 16 || number % 32 === 0;
  const remember = (make) => {
    if (last.length < 64) last.push(make);
    else last[rng.below(64)] = make;
  };
  const ROWS = {
    courseware(sort, day, org) {
      const advanced = sort.category ? sort.category === 'advanced' : rng.next() < 0.5;
      const unknown = sort.reason === 'unknown_category';
      const course = unknown ? 'Custom workshop' : advanced ? rng.of(ADVANCED_COURSES) : rng.of(FUNDAMENTAL_COURSES);
      const type = unknown ? '' : advanced ? 'Advanced' : FUNDAMENTAL;
      const id = sort.reason === 'missing_id' ? '' : `AC${1000000 + number}`;
      // Eligibility is not asked of courseware unless a switch says so.
      const rest = `${org},${course},${type},${instructors[rng.below(12)]},${rng.next() < 0.97 ? 'yes' : 'no'},${id}`;
      if (!sort.reason) {
        count(org, (sum) => {
          sum[sort.category] += 1;
        });
        if (remembers()) remember((other) => `${other ?? day},${rest}`);
      }
      return `${day},${rest}`;
    },
    exams(sort, day, org) {
      let advanced = rng.next() < 0.5;
      let units = 1 + rng.below(8);
      if (!sort.reason) {
        // Spread what is left of the planned half points over the rows that are left; the last row takes the rest.
        examRows -= 1;
        if (examRows === 0) advanced = halves % 2 === 0;
        const weight = advanced ? 2 : 1;
        const most = Math.floor(halves / weight);
        units =
          examRows === 0
            ? most
            : Math.min(most, 1 + rng.below(Math.max(1, Math.floor((2 * halves) / (examRows + 1) / weight))));
        halves -= units * weight;
        count(org, (sum) => {
          sum[advanced ? 'advanced' : 'fundamental_and_others'] += units;
        });
      }
      if (sort.reason === 'unreadable_units') units = rng.of(UNREADABLE_UNITS);
      const unknown = sort.reason === 'unknown_category';
      const exam = unknown ? 'Practice test' : advanced ? rng.of(ADVANCED_EXAMS) : rng.of(FUNDAMENTAL_EXAMS);
      const status = !withStatus
        ? ''
        : sort.reason === 'cancelled'
          ? `,${rng.of(['Cancelled', 'Refunded', 'Returned'])}`
          : ',Completed';
      return `${day},${org},${exam},${unknown ? '' : advanced ? 'Advanced' : FUNDAMENTAL},${units}${status}`;
    },
    surveys(sort, day, org) {
      const place = sort.place ?? rng.of(Object.values(AREAS));
      const unknown = sort.reason === 'unknown_category';
      const fundamental = sort.reason === 'not_advanced';
      const course = unknown ? 'Custom workshop' : fundamental ? rng.of(FUNDAMENTAL_COURSES) : rng.of(place.courses);
      const sheet = (sort.reason === 'unreadable_response' ? unreadable : (sort.sheets ?? otherSheets))(
        rng.below(STOCK),
      );
      const id = sort.reason === 'missing_id' ? '' : `SV${1000000 + number}`;
      const eligible = sort.reason === 'ineligible_instructor' ? rng.of(['no', '']) : 'yes';
      const rest = `${org},${course},${unknown ? '' : fundamental ? FUNDAMENTAL : 'Advanced'},${place.name},${instructors[rng.below(12)]},${eligible}${sheet.text}`;
      if (!sort.reason) {
        count(org, (sum) => {
          const area = sort.area ? (sum.areas[sort.area] ??= { points: 0, answers: 0, surveys: 0 }) : null;
          for (const one of area ? [sum, area] : [sum]) {
            one.points += sheet.points;
            one.answers += sheet.answers;
            one.surveys += 1;
          }
        });
        if (remembers()) remember((other) => `${id},${other ?? day},${rest}`);
      }
      return `${id},${day},${rest}`;
    },
  };

  const repeatable = (sort) => sort.reason !== 'duplicate' || last.length > 0;
  if (reasons.duplicate > 0 && counted === 0) throw new Error('duplicate needs counted rows to repeat');
  let begun = false;
  const next = () => {
    let text = begun ? '' : `${header}${withStatus ? `,${STATUS}` : ''}\n`;
    begun = true;
    // Longer texts live long enough to cost the garbage collector more than the writing.
    while (number < rows && text.length <= 1 << 16) text += `${row(draw(repeatable))}\n`;
    return text;
  };
  return { name: file, next, rows: { in: rows, counted, reasons }, sums, byOrg };
}
