/**
 * The page's side of the worker: starts it, asks it, and notices when it dies.
 *
 * A worker that is killed (memory used up, ended by the browser) raises no
 * event. So while an answer is due the worker has to be heard from; when it is
 * not, it is asked for a sign of life, and given up when that fails too.
 */

import type { CallName, Calls, FromWorker, ToWorker } from './messages';
import { CoreMissing, opener } from './script';

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
  private readonly due = new Map<number, Due>();
  private lastId = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = false;

  call<Name extends CallName>(
    call: Name,
    ask: Calls[Name]['ask'],
    progress?: Progress,
  ): Promise<Calls[Name]['answer']> {
    try {
      if (this.worker === null) this.start();
    } catch (problem) {
      return Promise.reject(problem instanceof CoreMissing ? problem : new CoreGone(String(problem)));
    }
    return this.send(call, ask, progress);
  }

  /** Ends the reading under way as soon as its current piece is done. */
  stop(): void {
    this.worker?.postMessage({ call: 'stop' } satisfies ToWorker);
  }

  private start(): void {
    const made = opener();
    const worker = made.first ?? made.open();
    made.first = null;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.heard(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.giveUp(event.message || 'The worker could not be started.');
    };
    this.worker = worker;
  }

  private send<Name extends CallName>(
    call: Name,
    ask: Calls[Name]['ask'],
    progress?: Progress,
  ): Promise<Calls[Name]['answer']> {
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
    const due = [...this.due.values()];
    this.due.clear();
    for (const { reject } of due) reject(new CoreGone(reason));
  }
}
