/** Waits for the scripts that bring the core and its worker. */

import type { Opener } from './opener';

/** Such a script did not come, which no other worker would mend; the message is a sentence for the user. */
export class CoreMissing extends Error {}

export const coreHasArrived = (): boolean =>
  globalThis.tspqOpener !== undefined && globalThis.tspqCoreWasm !== undefined;

export function opener(): Opener {
  if (globalThis.tspqOpener !== undefined && globalThis.tspqCoreWasm !== undefined) return globalThis.tspqOpener;
  const name = globalThis.tspqOpener ? 'tspq-core-wasm.js' : 'tspq-worker.js';
  throw new CoreMissing(
    `A part of this page did not arrive: ${name}. Reload the page. If that does not help, that file is missing where the page is kept.`,
  );
}

/** Resolves when they have run and a worker has its core, or all of the page is there without them. */
export async function coreIsThere(): Promise<void> {
  const there = globalThis.tspqOpener?.there;
  if (document.readyState !== 'complete')
    await Promise.race([
      new Promise((resolve) => window.addEventListener('load', resolve, { once: true })),
      ...(there ? [there] : []),
    ]);
  if (coreHasArrived()) await there;
}
