// Waiting for what must come true. The limit is only there so that a broken page ends the test at all.

import assert from 'node:assert/strict';

const PATIENCE = 30_000;
const PAUSE = 40;

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** Asks again and again until the answer is not false, null or undefined, and returns it. */
export async function until(ask, what) {
  for (const end = Date.now() + PATIENCE; ; await pause(PAUSE)) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`It did not come about in ${PATIENCE / 1000} seconds: ${what}`);
  }
}

/**
 * Reads again and again until it is deeply equal to what is expected; if it never is, says what was different at last.
 */
export async function becomes(read, expected, message) {
  for (const end = Date.now() + PATIENCE; ; await pause(PAUSE)) {
    const found = await read();
    try {
      assert.deepEqual(found, expected, message);
      return found;
    } catch (difference) {
      if (Date.now() > end) throw difference;
    }
  }
}

/** Time for something unwanted to show itself. Nothing is ever expected to be ready after it. */
export const grace = (time = 300) => pause(time);
