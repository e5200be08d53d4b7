// No work at all but to bring the file's bytes into WebAssembly memory: what no reader in a browser can go below.
// How many workers there are and how many streams each reads stands in the address: #workers=4&streams=1. No streams
// means slices.

import { contestant } from './page.js';

const settings = new URLSearchParams(location.hash.slice(1));
const count = Number(settings.get('workers'));
const streams = Number(settings.get('streams'));
const workers = Array.from({ length: count }, () => new Worker('copy-worker.js'));
const answer = (worker) =>
  new Promise((resolve) => worker.addEventListener('message', ({ data }) => resolve(data), { once: true }));

contestant(Promise.all(workers.map(answer)), async (file) => {
  const part = Math.ceil(file.size / count);
  const bytes = await Promise.all(
    workers.map((worker, index) => {
      worker.postMessage({ file, from: index * part, to: Math.min(file.size, (index + 1) * part), streams });
      return answer(worker);
    }),
  );
  return { bytes: bytes.reduce((sum, one) => sum + one, 0) };
});
