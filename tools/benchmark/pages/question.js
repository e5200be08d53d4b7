// What everybody is asked: of all answers to one of the nine questions, from Advanced surveys with an eligible
// instructor and a date in the window, by solution area, the points, the number of answers and the number of different
// surveys.

export const FIRST = '2025-12-01';
export const LAST = '2026-11-30';
export const KPI_QUESTIONS = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7', 'Q8', 'Q9'];
export const COLUMNS = [
  'Survey ID',
  'Question ID',
  'Score',
  'Completion Date',
  'V ORG ID',
  'Course Number',
  'Course Title',
  'Course Type',
  'Solution Area',
  'MCT ID',
  'MCT Eligible',
  'Class ID',
  'Delivery',
];
const [ID, QUESTION, SCORE, DATE, TYPE, AREA, ELIGIBLE] = [
  'Survey ID',
  'Question ID',
  'Score',
  'Completion Date',
  'Course Type',
  'Solution Area',
  'MCT Eligible',
].map((name) => COLUMNS.indexOf(name));

/** The question in SQL, over something that can stand after FROM. */
export const sql = (source) => `
  SELECT "Solution Area" AS area, sum(TRY_CAST("Score" AS INTEGER)) AS points, count(TRY_CAST("Score" AS INTEGER)) AS answers, count(DISTINCT "Survey ID") AS surveys
  FROM ${source}
  WHERE "Course Type" = 'Advanced' AND "MCT Eligible" = 'yes' AND "Completion Date" BETWEEN '${FIRST}' AND '${LAST}' AND "Question ID" IN (${KPI_QUESTIONS.map((name) => `'${name}'`)})
  GROUP BY "Solution Area"`;

/**
 * The file as a source for DuckDB, tuned: all columns are named and stay text, so that nothing is guessed from the
 * first rows.
 */
export const csvSource = (name, more = '') =>
  `read_csv('${name}', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${COLUMNS.map((column) => `'${column}': 'VARCHAR'`)}}${more})`;

/** The same in plain JavaScript, for readers that give rows as arrays of text. */
export function tally() {
  const kpi = new Set(KPI_QUESTIONS);
  const areas = new Map();
  return {
    add(row) {
      if (row[TYPE] !== 'Advanced' || row[ELIGIBLE] !== 'yes' || !kpi.has(row[QUESTION])) return;
      const date = row[DATE];
      if (date < FIRST || date > LAST) return;
      let area = areas.get(row[AREA]);
      if (area === undefined) areas.set(row[AREA], (area = { points: 0, answers: 0, surveys: new Set() }));
      area.surveys.add(row[ID]);
      const score = Number(row[SCORE]);
      if (!(score >= 1 && score <= 5)) return;
      area.points += score;
      area.answers += 1;
    },
    areas: () =>
      Object.fromEntries(
        [...areas].map(([name, { points, answers, surveys }]) => [name, { points, answers, surveys: surveys.size }]),
      ),
  };
}
