/**
 * Opens the worker, compiles the core and hands it over. It is the page's first
 * script and a small one: so the worker starts while the others are on the way,
 * and the core while the page draws itself.
 */

import source from 'core-worker-source';
import { unpack, type PackedCore } from './bytes';
import type { ToWorker } from './messages';

/** What this script leaves for the others. */
export interface Opener {
  /** Starts a worker and gives it its core, which has to be there. */
  open(): Worker;
  /** The one that was started at once, until the page takes it; null when it could not be. */
  first: Worker | null;
  /** For a script that has brought a core: it is in tspqCoreWasm. */
  arrived(): void;
  /** Resolves when the core that this browser can run is there, and the first worker has been given it. */
  there: Promise<void>;
}

declare global {
  var tspqOpener: Opener | undefined;
  var tspqCoreWasm: PackedCore | undefined;
}

type TrustedScriptUrl = { readonly trustedScriptUrl: unique symbol };
interface Policy {
  createScriptURL(url: string): TrustedScriptUrl;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

/** The address of the script with the core for browsers without SIMD instructions, put in by build.mjs. */
declare const SCALAR_CORE: string;
/** The worker's own script as an address. No other text can pass for a script. */
const SOURCE = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));

/** Made at once: the name can be given to nobody else then. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('core-worker', {
  createScriptURL(url) {
    if (url !== SOURCE && url !== SCALAR_CORE) throw new TypeError('Only the core and its worker may be started.');
    return url;
  },
});
const trusted = (url: string): string => (policy ? policy.createScriptURL(url) : url) as string;

/** The core, once it is compiled; every worker gets the same one. */
let core: WebAssembly.Module | null = null;

/** Its failure reaches the page by way of the call that follows: the core is not started then. */
const start = (worker: Worker | null): void =>
  worker?.postMessage({ id: 0, call: 'start', ask: { core } } satisfies ToWorker);

function open(): Worker {
  const worker = new Worker(trusted(SOURCE));
  start(worker);
  return worker;
}

/** A worker that has said nothing for so long is left to the page to judge. */
const SILENCE_MS = 2500;

/** Opens a worker before there is a core for it. */
function openFirst(): Worker | null {
  if (window.top !== window.self) return null; // See main.ts: in a frame nothing of the page runs.
  try {
    const worker = new Worker(trusted(SOURCE));
    // Both are heard until the page listens itself. The worker says that it is alive as soon as it is.
    worker.onmessage = () => up();
    setTimeout(() => up(), SILENCE_MS);
    worker.onerror = (event) => {
      event.preventDefault();
      opener.first = null;
      up();
    };
    return worker;
  } catch {
    up();
    return null; // Without workers there is no calculation either: the page's first call says so.
  }
}

/**
 * A module with nothing but a SIMD instruction in it (i8x16.splat), which only a browser that has them takes for valid.
 */
// prettier-ignore
const SIMD = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11);

/**
 * Old processors have none, nor has a browser with its optimisations switched off: then another core takes the first
 * one's place, if it can be loaded.
 */
let takesFirst = !('WebAssembly' in globalThis) || WebAssembly.validate(SIMD);

function arrived(): void {
  if (takesFirst) return void compile();
  takesFirst = true; // and the next to arrive, or what is there when nothing does
  const script = document.createElement('script');
  script.src = trusted(SCALAR_CORE);
  script.onerror = arrived;
  document.head.append(script);
}

/** Here rather than in the worker: it takes as long as the worker to start. */
async function compile(): Promise<void> {
  try {
    core = await WebAssembly.compile(unpack(globalThis.tspqCoreWasm as PackedCore));
  } catch {
    // The worker says so in its turn, and the page when it asks it.
  }
  come();
}

let up: () => void;
let come: () => void;
const isUp = new Promise<void>((resolve) => (up = resolve));
const hasCome = new Promise<void>((resolve) => (come = resolve));
// What is sent to a worker before it is up reaches it only once the page has nothing else to do, which was after 40 ms
// of drawing: so its first sign of life is waited for.
const there = Promise.all([hasCome, isUp]).then(() => start(opener.first));
const opener: Opener = { open, first: openFirst(), arrived, there };
globalThis.tspqOpener = opener;
// The core asks for random bytes as soon as it runs, for the key of its sets of ids. Firefox was seen to stop for ever
// (1 start in some hundred) where a worker is the first of a page to ask: worker and page each wait for the other to
// make the source ready. Here nobody waits.
crypto.getRandomValues(new Uint8Array(1));
if (globalThis.tspqCoreWasm) arrived();
