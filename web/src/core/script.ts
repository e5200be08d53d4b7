/** Waits for the script with the core's bytes, and gets another one for machines that cannot run the first. */

import { scalarScriptUrl } from './client';

/** A module with nothing but a SIMD instruction in it (i8x16.splat), which only a browser that has them takes for valid. */
const SIMD = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11);

/**
 * Resolves when the page's scripts have run. Where the browser has no SIMD instructions, as on old processors or with its
 * optimisations switched off, the core without them has taken the other's place then, if it could be loaded.
 */
export async function coreIsThere(): Promise<void> {
  if (document.readyState !== 'complete') await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }));
  if (!('WebAssembly' in globalThis) || WebAssembly.validate(SIMD)) return;
  const script = document.createElement('script');
  script.charset = 'utf-8';
  script.src = scalarScriptUrl();
  // A core that cannot be loaded is noticed when the one that is there does not start.
  await new Promise((resolve) => {
    script.onload = script.onerror = resolve;
    document.head.append(script);
  });
}
