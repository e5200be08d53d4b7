// What is put into every page that is measured, before any script of its own: the same stop-watch for all.
//
// It leaves in `bench`, times in milliseconds since the navigation began:
//     ready     true once a file may be dropped
//     readyAt   when that was
//     dropped   when the drop event came
//     shown     when the result stood in the page
//     painted   when it was on the screen
//     tasks     tasks of the main thread over 50 ms: {start, ms}

/**
 * Runs in a page. `ours` is the real page; the others say themselves that they are ready and put their answer into
 * <output>.
 */
export function probe({ ours }) {
  const bench = { ready: false, tasks: [], answers: 0 };
  globalThis.bench = bench;
  new PerformanceObserver((list) => {
    for (const { startTime: start, duration: ms } of list.getEntries()) bench.tasks.push({ start, ms });
  }).observe({ type: 'longtask', buffered: true });
  addEventListener('drop', () => (bench.dropped ??= performance.now()), { capture: true });

  let answered = false;
  if (ours) {
    // The page's own worker, listened to: its messages tell when the answer has come, and what it was to the last
    // digit.
    const Original = globalThis.Worker;
    globalThis.Worker = class extends Original {
      constructor(...args) {
        super(...args);
        this.addEventListener('message', ({ data }) => {
          const now = performance.now();
          if (data.answer?.reading) bench.read ??= now;
          if (data.answer?.score) {
            bench.answers += 1;
            bench.answered = now;
            bench.score = data.answer.score;
            answered ||= data.answer.score.files.length > 0;
          }
        });
      }
    };
  }
  const isReady = () =>
    ours
      ? document.querySelector('#rulebook')?.textContent !== '' && document.querySelector('#rulebook') !== null
      : document.querySelector('output[data-ready]') !== null;
  const isDone = () =>
    ours
      ? answered && document.querySelector('.overview[aria-busy="false"]') !== null
      : document.querySelector('output')?.textContent !== '';
  const look = () => {
    const now = performance.now();
    if (!bench.ready && isReady()) {
      bench.ready = true;
      bench.readyAt = now;
    }
    if (bench.ready && bench.dropped !== undefined && bench.shown === undefined && isDone()) {
      bench.shown = now;
      if (!ours) bench.answer = JSON.parse(document.querySelector('output').textContent);
      requestAnimationFrame(() => setTimeout(() => (bench.painted = performance.now())));
    }
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
}
