// The page's script with the sample: what makes the files, and the plan they are made by. They are made when somebody
// asks for them.

import { exportFile } from './exports.mjs';

/** Put in by build.mjs, from sample.json. */
const plan = SAMPLE_PLAN;

function whole(file) {
  let text = '';
  for (let piece; (piece = file.next()) !== '';) text += piece;
  return text;
}

const files = () =>
  Object.keys(plan.rows).map((kind) => {
    const file = exportFile(kind, plan);
    return { name: file.name, text: whole(file) };
  });

globalThis.tspqSample = { anniversary: plan.anniversary, files };
