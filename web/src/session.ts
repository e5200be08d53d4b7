/**
 * What happens between the user's wishes and the core: files are read, the
 * score is asked for again, and a core that died is started anew.
 *
 * The page keeps the list of files that are wanted; the core has read a list
 * of files. `reconcile` makes the second equal to the first: it reads what is
 * missing at the end, and starts afresh when anything else differs. So adding,
 * removing and recovering are the same few lines.
 */

import { CoreClient, CoreGone } from './core/client';
import type { Which } from './core/messages';
import { save } from './download';
import * as format from './format';
import { sample } from './sample';
import type { DateOrder, DateText, FileKind, Score, WindowMode } from './score';
import type { FileEntry, State, Store } from './state';
import { verdict } from './verdict';
import { kindOf } from './words';

/** Readings shorter than this show no progress. */
const SLOW_MS = 300;
/** A core that dies this often over the same files is not started again by itself. */
const PATIENCE = 2;

/** The date the result is for. */
export function anniversaryOf(state: State): DateText {
  return state.on ?? (state.sample ? sample()?.anniversary : undefined) ?? format.today();
}

/** The window mode the result is for. */
export function windowOf(state: State): WindowMode {
  return state.window ?? 'completed-months';
}

export class Session {
  /** Keys of the files the core has read, in its order; null when it must start afresh. */
  private inCore: number[] | null = [];
  private lastKey = 0;
  private readingKey: number | null = null;
  private running: Promise<void> | null = null;
  private question = 0;
  /** The settings have changed since the score was last asked for. */
  private stale = false;
  /** What has been read was read by choices that no longer hold. */
  private rereadAll = false;

  constructor(
    private readonly store: Store,
    private readonly core: CoreClient,
  ) {}

  /** Adds files to those already there. The sample gives way to files of the user's own. */
  add(files: readonly File[], fromSample = false): void {
    if (files.length === 0) return;
    const { files: present, sample: wasSample } = this.store.get();
    const entries = files.map(
      (file): FileEntry => ({
        key: ++this.lastKey,
        file,
        name: file.name,
        size: file.size,
        progress: 'waiting',
        bytesRead: null,
        scored: null,
        problem: null,
      }),
    );
    const kept = wasSample || fromSample ? [] : present;
    this.store.set({ files: [...kept, ...entries], sample: fromSample, note: null });
    void this.reconcile();
  }

  remove(key: number): void {
    const { files, sample: isSample } = this.store.get();
    const left = files.filter((entry) => entry.key !== key);
    const gone = files.find((entry) => entry.key === key);
    this.store.set({ files: left, sample: isSample && left.length > 0, note: null, announcement: gone ? `${gone.name} removed.` : '' });
    if (this.readingKey === key) this.core.stop();
    void this.reconcile();
  }

  removeAll(): void {
    this.store.set({ files: [], sample: false, note: null, trouble: null, announcement: 'All files removed.' });
    if (this.readingKey !== null) this.core.stop();
    void this.reconcile();
  }

  /** The settings changed: answers from what has been read, no file is read again. */
  refresh(): void {
    this.stale = true;
    if (this.running === null) this.ask().catch(() => this.recover());
  }

  /** The choice changes what the file's rows mean: everything is read again. */
  setDateOrder(name: string, order: DateOrder): void {
    const { dateOrders } = this.store.get();
    this.store.set({ dateOrders: { ...dateOrders, [name]: order }, announcement: 'Reading the files again.' });
    this.rereadAll = true;
    void this.reconcile();
  }

  /** After trouble: once more from the start. */
  tryAgain(): void {
    this.inCore = null;
    this.store.set({ trouble: null });
    void this.reconcile();
  }

  /** The core died while no file was being read. */
  private async recover(): Promise<void> {
    if (this.running === null) this.inCore = null;
    await this.reconcile(1);
  }

  /** Makes what the core has read equal to what is wanted, then asks for the score. */
  reconcile(deaths = 0): Promise<void> {
    this.running ??= this.readAll(deaths).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async readAll(deaths: number): Promise<void> {
    this.store.set({ trouble: null });
    for (;;) {
      try {
        await this.readMissing();
        if (deaths > 0 && this.store.get().files.length > 0) this.store.set({ note: 'The calculation had stopped. It was started again and has read your files once more.' });
        await this.ask();
        // A file may have been dropped, or a setting changed, while the score was asked for.
        if (this.isCurrent() && !this.stale) return;
      } catch (problem) {
        this.inCore = null;
        if (!(problem instanceof CoreGone) || ++deaths > PATIENCE) {
          this.store.set({ reading: false, trouble: this.troubleSentence() });
          return;
        }
      }
    }
  }

  private troubleSentence(): string {
    const entry = this.store.get().files.find(({ key }) => key === this.readingKey);
    this.readingKey = null;
    return entry
      ? `The calculation stopped while reading ${entry.name}. Your files are untouched. Remove that file, or close other tabs to free memory and try again.`
      : 'The calculation could not be started. It needs a current browser with WebAssembly switched on.';
  }

  private isCurrent(): boolean {
    const { files } = this.store.get();
    return !this.rereadAll && this.inCore !== null && this.inCore.length === files.length && files.every((entry, index) => entry.key === this.inCore?.[index]);
  }

  private async readMissing(): Promise<void> {
    while (!this.isCurrent()) {
      const { files } = this.store.get();
      if (this.rereadAll) this.inCore = null;
      this.rereadAll = false;
      this.store.set({ reading: files.length > 0 });
      if (this.inCore === null || this.inCore.some((key, index) => files[index]?.key !== key)) {
        await this.core.call('reset', { choices: { date_order: this.store.get().dateOrders } });
        this.inCore = [];
        for (const { key } of files) this.store.setFile(key, { progress: 'waiting', bytesRead: null });
        continue;
      }
      const next = files[this.inCore.length];
      if (next) await this.readOne(next);
    }
    this.store.set({ reading: false });
  }

  private async readOne({ key, file, size }: FileEntry): Promise<void> {
    const begun = performance.now();
    this.readingKey = key;
    this.store.setFile(key, { progress: 'reading', bytesRead: null });
    const { stopped, reading } = await this.core.call('read', { known: this.inCore?.length ?? 0, file, size }, (bytes) => {
      if (performance.now() - begun > SLOW_MS) this.store.setFile(key, { bytesRead: bytes });
    });
    this.readingKey = null;
    if (stopped) {
      this.inCore = null;
      return;
    }
    this.inCore?.push(key);
    this.store.setFile(key, { progress: 'read', bytesRead: null, scored: reading?.file ?? null, problem: reading?.problem ?? null });
  }

  /** Asks for the score as the settings are now. */
  private async ask(): Promise<void> {
    const question = ++this.question;
    this.stale = false;
    const before = this.store.get();
    const answer = await this.core.call('answer', { known: this.inCore?.length ?? 0, on: anniversaryOf(before), window: windowOf(before) });
    // A later question is on its way: its answer is the one to show.
    if (question !== this.question) return;
    const { score, details } = answer;
    const after = this.store.get();
    const files = after.files.map((entry) => {
      const index = this.inCore?.indexOf(entry.key) ?? -1;
      const scored = score.files[index];
      return scored ? { ...entry, scored: { ...entry.scored, ...scored } } : entry;
    });
    this.store.set({ score, details, files, announcement: this.announcementOf(score, after) });
  }

  private announcementOf(score: Score, { files, announcement }: State): string {
    if (files.length === 0) return announcement;
    return `${format.counted(files.length, 'file', 'files')} read. ${verdict(score).sentence}`;
  }

  /** Puts together the line items of a criterion, with their verdicts, and hands them to the browser to save. */
  async download(criterion: string, which: Which): Promise<void> {
    const state = this.store.get();
    const kind: FileKind = kindOf(criterion);
    const files = state.files.flatMap(({ key, file, size, scored, problem }) =>
      scored?.kind === kind && problem === null ? [{ index: this.inCore?.indexOf(key) ?? -1, file, size }] : [],
    );
    if (files.length === 0 || files.some(({ index }) => index < 0)) return;
    this.store.set({ downloading: true, announcement: 'Putting the line items together.' });
    const on = anniversaryOf(state);
    try {
      const blob = await this.core.call('rows', { known: this.inCore?.length ?? 0, on, window: windowOf(state), criterion, which, files });
      save(blob, `${criterion.replaceAll('_', '-').replace('/', '-')}-${which}-${on}.csv`);
      this.store.set({ downloading: false, announcement: 'The line items have been downloaded.' });
    } catch (problem) {
      this.store.set({ downloading: false, announcement: '' });
      if (problem instanceof CoreGone) {
        await this.recover();
        this.store.set({ note: 'The calculation had stopped, and was started again. Choose Download once more.' });
      } else {
        this.store.set({ note: problem instanceof Error ? problem.message : String(problem) });
      }
    }
  }
}
