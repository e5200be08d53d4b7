/**
 * The page's side of the worker: starts it, asks it, and notices when it dies.
 *
 * A worker that is killed (memory used up, ended by the browser) raises no
 * event. So while an answer is due the worker has to be heard from; when it is
 * not, it is asked for a sign of life, and given up when that fails too.
 */

import source from 'core-worker-source';
import { CoreMissing, type PackedCore } from './bytes';
import type { CallName, Calls, FromWorker, ToWorker } from './messages';

/** Silence after which the worker is asked whether it is there, and again until it is given up. */
const SILENCE_MS = 2500;

/** The worker is gone, and with it everything it had read. The next call starts another. */
export class CoreGone extends Error {}

/** The core could not do what was asked; the message is a sentence for the user. */
export class CoreRefused extends Error {}

/** How far a reading has come. */
export type Progress = (bytes: number, rows: number) => void;

interface Due {
  resolve(answer: unknown): void;
  reject(problem: Error): void;
  progress: Progress | undefined;
}

export class CoreClient {
  private worker: Worker | null = null;
  /** The worker has been given its core. */
  private started = false;
  private readonly due = new Map<number, Due>();
  private lastId = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = false;

  /** @param packed gives the core; called once for every worker started. */
  constructor(private readonly packed: () => PackedCore) {}

  call<Name extends CallName>(call: Name, ask: Calls[Name]['ask'], progress?: Progress): Promise<Calls[Name]['answer']> {
    try {
      if (!this.started) this.start();
    } catch (problem) {
      return Promise.reject(problem instanceof CoreMissing ? problem : new CoreGone(String(problem)));
    }
    return this.send(call, ask, progress);
  }

  /** Ends the reading under way as soon as its current piece is done. */
  stop(): void {
    this.worker?.postMessage({ call: 'stop' } satisfies ToWorker);
  }

  /** Opens the worker ahead of the first call, which would wait 30 ms for it: the page draws itself meanwhile, and its core is still on the way. */
  open(): void {
    const worker = new Worker(workerUrl() as string);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.heard(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.giveUp(event.message || 'The worker could not be started.');
    };
    this.worker = worker;
  }

  private start(): void {
    const packed = this.packed();
    if (this.worker === null) this.open();
    this.started = true;
    // Its failure reaches the caller by way of the call that follows: the core is not started then, which is fatal too.
    this.send('start', { packed }).catch(() => undefined);
  }

  private send<Name extends CallName>(call: Name, ask: Calls[Name]['ask'], progress?: Progress): Promise<Calls[Name]['answer']> {
    return new Promise((resolve, reject) => {
      const id = ++this.lastId;
      this.due.set(id, { resolve: resolve as (answer: unknown) => void, reject, progress });
      this.worker?.postMessage({ id, call, ask });
      if (this.due.size === 1) this.watch();
    });
  }

  private heard(message: FromWorker): void {
    if ('id' in message) {
      const due = this.due.get(message.id);
      if (due && 'bytes' in message) due.progress?.(message.bytes, message.rows);
      else if (due && 'answer' in message) {
        this.due.delete(message.id);
        due.resolve(message.answer);
      } else if (due && 'failed' in message) {
        this.due.delete(message.id);
        due.reject(message.fatal ? new CoreGone(message.failed) : new CoreRefused(message.failed));
        if (message.fatal) return this.giveUp(message.failed);
      }
    }
    this.watch();
  }

  private watch(): void {
    clearTimeout(this.timer);
    this.asked = false;
    if (this.due.size > 0) this.timer = setTimeout(() => this.silent(), SILENCE_MS);
  }

  private silent(): void {
    // The page itself may have been asleep: only an unanswered question, asked while awake, counts.
    if (this.asked) return this.giveUp('The worker stopped answering.');
    this.asked = true;
    this.worker?.postMessage({ call: 'ping' } satisfies ToWorker);
    this.timer = setTimeout(() => this.silent(), SILENCE_MS);
  }

  private giveUp(reason: string): void {
    clearTimeout(this.timer);
    this.worker?.terminate();
    this.worker = null;
    this.started = false;
    const due = [...this.due.values()];
    this.due.clear();
    for (const { reject } of due) reject(new CoreGone(reason));
  }
}

let madeUrl: string | undefined;

/** The worker's own script as an address. Made once; no other text can pass for a script. */
function workerUrl(): string | TrustedScriptUrl {
  madeUrl ??= URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  return policy ? policy.createScriptURL(madeUrl) : madeUrl;
}

const SCALAR = 'tspq-core-wasm-scalar.js';

/** The address of the script with the core for browsers without SIMD instructions. */
export const scalarScriptUrl = (): string => (policy ? policy.createScriptURL(SCALAR) : SCALAR) as string;

type TrustedScriptUrl = { readonly trustedScriptUrl: unique symbol };
interface Policy {
  createScriptURL(url: string): TrustedScriptUrl;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

/** Made at once: the name can be given to nobody else then. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('core-worker', {
  createScriptURL(url) {
    if (url !== madeUrl && url !== SCALAR) throw new TypeError('Only the core and its worker may be started.');
    return url;
  },
});
