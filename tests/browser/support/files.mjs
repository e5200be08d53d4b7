// Files that tests give to the page, made here row by row.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from './scratch.mjs';

export const COURSEWARE = 'Redemption date,V ORG ID,Course number,Course type,MCT ID,MCT eligible,Achievement code';
export const EXAMS = 'Purchase date,ORG ID,Exam number,Exam type,Units';
export const SURVEYS = 'Survey ID,Completion date,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9';

/** Puts files, {name: text or bytes}, into a new folder and gives their paths. */
export function put(files) {
  const folder = scratch();
  return Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
}

export const table = (header, ...rows) => [header, ...rows, ''].join('\n');
const rows = (count, row) => Array.from({ length: count }, (_, n) => row(n));
const day = (n) => `2026-0${1 + (n % 9)}-15`;

/** The date the files below are made for. */
export const DATE = '2026-12-01';

/** A partner that qualifies, designated in Security. */
export const qualified = () =>
  put({
    'Courseware.csv': table(
      'Redemption date,Course type,Achievement code',
      ...rows(1000, (n) => `${day(n)},Advanced,A${n}`),
    ),
    'Exams.csv': table('Purchase date,Exam type,Units', ...rows(40, (n) => `${day(n)},Advanced,5`)),
    'Surveys.csv': table(SURVEYS, ...rows(200, (n) => `S${n},${day(n)},Advanced,Security,5,5,5,5,5,5,5,5,4`)),
  });

/** All three kinds, and nothing that counts: every row is outside the window. */
export const outside = () =>
  put({
    'Courseware 2019.csv': table(
      'Redemption date,Course type,Achievement code',
      '2019-06-03,Advanced,A1',
      '2019-06-04,Advanced,A2',
    ),
    'Exams 2019.csv': table('Purchase date,Exam type,Units', '2019-06-03,Advanced,5'),
    'Surveys 2019.csv': table(SURVEYS, 'S1,2019-06-03,Advanced,Security,5,5,5,5,5,5,5,5,5'),
  });

/** Files that cannot be used, each for a reason of its own, and one that can. */
export const leftOut = () =>
  put({
    'Screenshot.png': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    'Lunch.csv': table('Day,Soup,Main course', 'Monday,Leek,Pie'),
    'Undated.csv': table('V ORG ID,Course number,Course type,Achievement code', '1,AZ-104T00,Advanced,A1'),
    'Exams.csv': table(EXAMS, '2026-06-03,1001,AZ-104,Advanced,5'),
  });

/** Courseware whose courses no list knows and whose dates can be read in two ways. */
export const undecided = () =>
  put({
    'Courseware.csv': table(
      COURSEWARE,
      ...rows(12, (n) => `2026-06-0${1 + (n % 9)},1001,ZZ-100T00,,7,yes,Z${n}`),
      ...rows(3, (n) => `2026-05-0${1 + n},1001,ZZ-200T00,,7,yes,Y${n}`),
      ...rows(5, (n) => `2026-05-0${1 + n},1001,AZ-104T00,Advanced,7,yes,A${n}`),
      ...rows(4, (n) => `0${3 + n}/04/2026,1001,AZ-104T00,Advanced,7,yes,B${n}`),
    ),
    'Surveys.csv': table(SURVEYS, ...rows(6, (n) => `S${n},2026-06-0${1 + n},Advanced,,5,5,4,5,5,5,5,5,4`)),
  });

/** Courseware whose date column has a heading nobody knows. */
export const unmatched = () =>
  put({
    'Unmatched.csv': table(
      'When it was,Course type,Achievement code',
      '2026-06-03,Advanced,A1',
      '2026-06-04,Advanced,A2',
      '2026-06-05,Fundamentals,A3',
    ),
  });

/** Courseware large enough for many readings of 1 MiB. */
export const large = (count = 200_000) =>
  `${COURSEWARE}\n${rows(count, (n) => `2026-06-03,4012001,AZ-104T00,Advanced,7,yes,A${n}\n`).join('')}`;

/** Texts as long as people write them, and cells that hold more than a screen. */
export const wordy = () =>
  put({
    'A file name as long as the ones that come out of systems which put date, time, report and partner into it 2026-10-31T23-59-59Z (1).csv':
      table(
        `${COURSEWARE},Remark`,
        `2026-06-03,1001,AZ-104T00,Advanced,7,yes,A1,${'A remark that goes on and on. '.repeat(20)}`,
        `2026-06-04,1001,AZ-104T00,Advanced,7,yes,A2,${'Onelongword'.repeat(40)}`,
      ),
  });
