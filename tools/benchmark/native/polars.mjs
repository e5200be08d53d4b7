// polars in a process of its own:  node polars.mjs FILE  prints the answer and the milliseconds it took inside, without
// the start of the process.

import pl from 'nodejs-polars';
import { COLUMNS, FIRST, KPI_QUESTIONS, LAST } from '../pages/question.js';

const began = performance.now();
const schema = Object.fromEntries(COLUMNS.map((name) => [name, pl.Utf8]));
const score = pl.col('Score').cast(pl.Int32, false);
const frame = await pl
  .scanCSV(process.argv[2], { schema, inferSchemaLength: 0 })
  .filter(
    pl
      .col('Course Type')
      .eq(pl.lit('Advanced'))
      .and(pl.col('MCT Eligible').eq(pl.lit('yes')))
      .and(pl.col('Completion Date').gtEq(pl.lit(FIRST)))
      .and(pl.col('Completion Date').ltEq(pl.lit(LAST)))
      .and(pl.col('Question ID').isIn(KPI_QUESTIONS)),
  )
  .groupBy('Solution Area')
  .agg(score.sum().alias('points'), score.count().alias('answers'), pl.col('Survey ID').nUnique().alias('surveys'))
  .collect({ streaming: true });
const areas = Object.fromEntries(
  frame
    .toRecords()
    .map(({ 'Solution Area': area, points, answers, surveys }) => [
      area,
      { points: Number(points), answers: Number(answers), surveys: Number(surveys) },
    ]),
);
console.log(JSON.stringify({ areas, inside: performance.now() - began }));
