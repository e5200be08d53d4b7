// DuckDB-Wasm, as its makers mean it to be used: in its worker, reading the dropped file by itself (#eh), or, where the
// page is isolated from other origins and so has threads, from a buffer that holds the whole file (#coi).

import * as duckdb from '@duckdb/duckdb-wasm';
import { contestant } from './page.js';
import { csvSource, sql } from './question.js';

const kind = location.hash.slice(1);
const here = (name) => new URL(name, location.href).href;
const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(here(`duckdb-browser-${kind}.worker.js`)));
let connection;

async function start() {
  await db.instantiate(
    here(`duckdb-${kind}.wasm`),
    kind === 'coi' ? here('duckdb-browser-coi.pthread.worker.js') : undefined,
  );
  await db.open({
    path: ':memory:',
    maximumThreads: kind === 'coi' ? navigator.hardwareConcurrency : undefined,
    query: { castBigIntToDouble: true, castDecimalToDouble: true },
  });
  connection = await db.connect();
  await connection.query('SET preserve_insertion_order = false');
}

contestant(start(), async (file) => {
  if (kind === 'coi') await db.registerFileBuffer('file.csv', new Uint8Array(await file.arrayBuffer()));
  else await db.registerFileHandle('file.csv', file, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
  const table = await connection.query(sql(csvSource('file.csv', kind === 'coi' ? '' : ', parallel = false')));
  return Object.fromEntries(
    table
      .toArray()
      .map(({ area, points, answers, surveys }) => [
        area,
        { points: Number(points), answers: Number(answers), surveys: Number(surveys) },
      ]),
  );
});
