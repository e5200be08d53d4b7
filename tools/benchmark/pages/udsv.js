// uDSV over the file's stream, piece by piece, as its manual shows.

import { inferSchema, initParser } from 'udsv';
import { contestant } from './page.js';
import { tally } from './question.js';

contestant(null, async (file) => {
  const { add, areas } = tally();
  const text = file.stream().pipeThrough(new TextDecoderStream());
  let parser = null;
  const reader = text.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parser ??= initParser(inferSchema(value));
    parser.chunk(value, parser.stringArrs, add);
  }
  parser?.end();
  return areas();
});
