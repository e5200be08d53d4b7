// PapaParse: the file in chunks (#chunk), or all of its text at once (#string).

import Papa from 'papaparse';
import { contestant } from './page.js';
import { tally } from './question.js';

contestant(null, async (file) => {
  const { add, areas } = tally();
  const take = ({ data }) => {
    for (const row of data) add(row);
  };
  if (location.hash === '#string') take(Papa.parse(await file.text()));
  else await new Promise((resolve, reject) => Papa.parse(file, { chunk: take, complete: resolve, error: reject }));
  return areas();
});
