// The bench. One round is every contestant once, each in a process of its own; there are as many rounds as --runs says.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dropOnce } from './browser.mjs';
import { differs, scoreDiffers } from './check.mjs';
import { chosen, inBrowser } from './contestants.mjs';
import { folder, longFile, repository } from './data.mjs';
import { probe } from './probe.mjs';
import { serveAll } from './site.mjs';

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, rows: { type: 'string', default: '1M' }, runs: { type: 'string', default: '5' }, page: { type: 'string' } },
});
const count = (text) => Number(text.replace(/k$/, '000').replace(/M$/, '000000'));
const median = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

mkdirSync(folder, { recursive: true });
const places = await serveAll(resolve(options.page ?? join(repository, 'build/web')));
try {
  for (const rows of options.rows.split(',').map(count)) {
    const data = longFile(rows);
    const list = chosen(inBrowser, options.only).filter(({ most }) => !most || rows <= most);
    const runs = new Map(list.map(({ id }) => [id, []]));
    for (let round = 0; round < Number(options.runs); round++)
      for (const one of list) {
        const run = await dropOnce({ url: one.url(places), probe, about: { ours: one.ours === true }, path: data.path });
        run.wrong = one.ours ? scoreDiffers(run.score, data) : one.exact ? (run.answer.failed ?? differs(run.answer, data)) : run.answer.bytes === data.bytes ? null : JSON.stringify(run.answer);
        runs.get(one.id).push(run);
        console.error(`${round + 1} ${one.id} ${run.ms.toFixed(0)} ms${run.wrong ? ` WRONG ${run.wrong}` : ''}`);
      }
    console.log(`\n${data.name}.csv, ${data.bytes.toLocaleString('en')} bytes, median of ${options.runs} (least, most)`);
    for (const one of list) {
      const done = runs.get(one.id);
      const ms = done.map((run) => run.ms);
      const half = median(ms);
      console.log(
        [
          one.title.padEnd(34),
          `${half.toFixed(0)} ms (${Math.min(...ms).toFixed(0)}, ${Math.max(...ms).toFixed(0)})`.padEnd(26),
          `${(data.bytes / half / 1000).toFixed(0)} MB/s`.padStart(10),
          `${one.ours ? `wasm ${(median(done.map(({ wasm }) => wasm)) / 2 ** 20).toFixed(1)} MiB` : ''}`.padStart(14),
          `growth ${(median(done.map(({ growth }) => growth)) / 2 ** 20).toFixed(0)} MiB`.padStart(16),
          one.ours ? `read ${median(done.map(({ read, dropped }) => read - dropped)).toFixed(0)} ms, answer ${median(done.map(({ answered, read }) => answered - read)).toFixed(0)}, shown ${median(done.map(({ shown, answered }) => shown - answered)).toFixed(0)}` : '',
          done.find(({ wrong }) => wrong)?.wrong ?? '',
        ].join('  '),
      );
    }
  }
} finally {
  await places.close();
}
