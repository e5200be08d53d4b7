// DuckDB in a process of its own:  node duckdb.mjs FILE  prints the answer and the milliseconds it took inside, without
// the start of the process.

import { availableParallelism } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';
import { csvSource, sql } from '../pages/question.js';

const began = performance.now();
const instance = await DuckDBInstance.create(':memory:', { threads: String(availableParallelism()) });
const connection = await instance.connect();
await connection.run('SET preserve_insertion_order = false');
const reader = await connection.runAndReadAll(sql(csvSource(process.argv[2])));
const areas = Object.fromEntries(
  reader
    .getRowObjects()
    .map(({ area, points, answers, surveys }) => [
      area,
      { points: Number(points), answers: Number(answers), surveys: Number(surveys) },
    ]),
);
console.log(JSON.stringify({ areas, inside: performance.now() - began }));
