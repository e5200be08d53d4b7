/**
 * What happens between the user's wishes and the core: files are read, the
 * score is asked for again, and a core that died is started anew.
 *
 * The page keeps the list of files that are wanted; the core has read a list
 * of files. `reconcile` makes the second equal to the first: it reads what is
 * missing at the end, and starts afresh when anything else differs. So adding,
 * removing, choosing and recovering are the same few lines.
 */

import { isEmpty, withChoice, type ChoicePath, type Choices } from './choices';
import { CoreClient, CoreGone } from './core/client';
import type { FileInCore, Result, When } from './core/messages';
import { coreHasArrived, CoreMissing } from './core/script';
import { save } from './download';
import * as format from './format';
import { EMPTY_FILTER, narrows, PAGE_ROWS, type CoreFilter, type ItemFilter, type Which } from './items';
import { sample } from './sample';
import type { DateText, FileKind, WindowMode } from './score';
import { fileEntry, INITIAL, type FileEntry, type State, type Store } from './state';
import { verdict } from './verdict';
import { criterionOrder, kindOf } from './words';

/** Readings shorter than this show no progress. */
const SLOW_MS = 300;
/** A core that dies this often over the same files is not started again by itself. */
const PATIENCE = 2;
/** The place of a file whose reading was stopped: the core keeps the place, with nothing in it. */
const STOPPED = 0;

/** The settings as they stand in the address. */
export type Settings = Pick<State, 'on' | 'window'>;

/** The date the result is for. */
export function anniversaryOf(state: State): DateText {
  return state.on ?? (state.sample ? sample()?.anniversary : undefined) ?? format.today();
}

/** The window mode the result is for. */
export function windowOf(state: State): WindowMode {
  return state.window ?? 'completed-months';
}

/** Whether these files are all among those. */
function holdsAll(those: readonly FileEntry[], these: readonly FileEntry[]): boolean {
  return these.every(({ key }) => those.some((entry) => entry.key === key));
}

export class Session {
  /** Keys of the files the core has read, in its order; null when it must start afresh. */
  private inCore: number[] | null = [];
  private lastKey = STOPPED;
  private readingKey: number | null = null;
  private running: Promise<void> | null = null;
  private question = 0;
  private itemsQuestion = 0;
  /** The settings have changed since the score was last asked for. */
  private stale = false;
  /** What has been read was read by choices that no longer hold. */
  private rereadAll = false;
  /** The user cancelled, and what is on show stays: reading goes on only when something new is wanted. */
  private halted = false;
  /** The core has answered before. */
  private answered = false;
  /** A result that came with the last file, until it is asked for. */
  private early: ({ known: number } & When & Result) | null = null;
  /** What the result on show was made of, and for. */
  private shown: Pick<State, 'files' | 'sample' | 'choices' | 'on' | 'window'> = INITIAL;

  constructor(
    private readonly store: Store,
    private readonly core: CoreClient,
  ) {}

  /** Adds files to those already there. The sample gives way to files of the user's own. */
  add(files: readonly File[], fromSample = false): void {
    if (files.length === 0) {
      const note = 'There was no file in what you gave.';
      return this.store.set({ note, announcement: note });
    }
    const { files: present, sample: wasSample } = this.store.get();
    const entries = files.map((file) => fileEntry(++this.lastKey, file));
    const kept = wasSample || fromSample ? [] : present;
    this.store.hold();
    const again = entries.find(({ name }, index) =>
      [...kept, ...entries.slice(0, index)].some((other) => other.name === name),
    )?.name;
    // What a file's notice asks for, to correct it and drop it again, leaves the older one there.
    const note =
      again === undefined
        ? null
        : `There is more than one ${again} now. Where one is a corrected copy of another, remove the older one.`;
    this.store.set({ files: [...kept, ...entries], sample: fromSample, note, ...(note && { announcement: note }) });
    void this.reconcile();
  }

  remove(key: number): void {
    const { files, sample: isSample } = this.store.get();
    const left = files.filter((entry) => entry.key !== key);
    const gone = files.find((entry) => entry.key === key);
    this.store.set({
      files: left,
      sample: isSample && left.length > 0,
      note: null,
      announcement: gone ? `${gone.name} removed.` : '',
    });
    if (this.readingKey === key) this.core.stop();
    void this.reconcile();
  }

  removeAll(): void {
    this.store.set({ files: [], sample: false, note: null, trouble: null, announcement: 'All files removed.' });
    if (this.readingKey !== null) this.core.stop();
    void this.reconcile();
  }

  /**
   * Ends the reading. Where the files read to their end are those of the result on show and more, they count, and only
   * the rest leaves the list. Where they are fewer (choices changed or a file was removed, so that all are read again),
   * files and choices go back to what that result was made of, and its settings are handed back.
   */
  cancel(): Settings | null {
    const { files, reading, choices, sample: isSample, on, window } = this.store.get();
    if (!reading) return null;
    const { shown } = this;
    const read = this.rereadAll ? [] : this.read();
    const finished = files.filter(({ key }) => read.includes(key));
    // Files of the user's own are not more of the sample.
    const before = shown.sample && !isSample ? [] : shown.files;
    const isMore = before.length > 0 ? choices === shown.choices && holdsAll(finished, before) : finished.length > 0;
    const sameSettings = on === shown.on && window === shown.window;
    const left = isMore ? finished : shown.files;
    // With nothing more in it and for the same settings, the result on show is the one that is wanted.
    this.halted = !isMore || (sameSettings && left.every(({ answered }) => answered));
    // The result on show was not made of what has been read since.
    this.rereadAll = !isMore;
    const gone = files.filter((entry) => !holdsAll(left, [entry])).length;
    const stays =
      this.halted && left.length > 0
        ? ` The result is the one before${choices === shown.choices || isMore ? '' : ', and so are your choices'}.`
        : '';
    const note = `Reading was cancelled${gone > 0 ? `: ${format.counted(gone, 'file was', 'files were')} not added` : ''}.${stays}`;
    this.store.set({
      files: left,
      ...(!isMore && { sample: shown.sample, choices: shown.choices }),
      reading: false,
      slow: false,
      note,
      announcement: note,
    });
    this.core.stop();
    return isMore || sameSettings ? null : { on: shown.on, window: shown.window };
  }

  /** The settings changed: answers from what has been read, no file is read again. */
  refresh(): void {
    this.stale = true;
    if (this.running !== null) return;
    if (this.isCurrent()) this.ask().catch(() => this.recover());
    else void this.reconcile();
  }

  /** One choice more, changed or (undefined) fewer. It changes what rows mean: everything is read again. */
  choose(path: ChoicePath, value: unknown, said: string): void {
    this.setChoices(withChoice(this.store.get().choices, path, value), said);
  }

  setChoices(choices: Choices, said: string, settings: Partial<Settings> = {}): void {
    const before = this.store.get().choices;
    this.store.set({ choices, undo: { choices: before, said, ...settings }, note: said, announcement: said });
    this.readAgain();
  }

  /** Choices out of a file. The core says whether they can be used. */
  async importChoices(file: File): Promise<{ on?: DateText; window?: WindowMode } | null> {
    const refuse = (why: string): null => {
      this.store.set({ choicesProblem: why, announcement: why });
      return null;
    };
    let found: unknown;
    try {
      found = JSON.parse(await file.text());
    } catch {
      return refuse(
        `${file.name} is not a file of choices: it holds no JSON. Choose a file that was saved here or written for the command line's --choices.`,
      );
    }
    try {
      const problem = await this.core.call('check', { choices: found as object });
      if (problem) return refuse(`${file.name} cannot be used. ${problem.message}`);
    } catch (problem) {
      return refuse(problem instanceof Error ? problem.message : String(problem));
    }
    const { anniversary, window, ...choices } = found as Choices & { anniversary?: DateText; window?: WindowMode };
    const before = this.store.get();
    this.store.set({ choicesProblem: null });
    this.setChoices(choices, `The choices in ${file.name} are applied.`, {
      ...(anniversary && { on: before.on }),
      ...(window && { window: before.window }),
    });
    return { ...(anniversary && { on: anniversary }), ...(window && { window }) };
  }

  /** Takes the last change back, and hands back the settings that came with it. */
  undo(): Partial<Settings> | null {
    const { undo } = this.store.get();
    if (undo === null) return null;
    const { choices, said: _, ...settings } = undo;
    this.store.set({ choices, note: null, announcement: 'Your last choice is undone.' });
    this.readAgain();
    return settings;
  }

  /** Choices that were remembered hold before anything is read. */
  startWith(choices: Choices): void {
    this.store.set({ choices });
    this.rereadAll = !isEmpty(choices);
  }

  private readAgain(): void {
    this.rereadAll = true;
    if (this.readingKey !== null) this.core.stop();
    void this.reconcile();
  }

  /** After trouble: once more from the start. */
  tryAgain(): void {
    if (!coreHasArrived()) return location.reload();
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
    this.halted = false;
    this.running ??= this.readAll(deaths).finally(() => {
      this.running = null;
      this.store.release();
    });
    return this.running;
  }

  private async readAll(deaths: number): Promise<void> {
    this.store.set({ trouble: null });
    for (;;) {
      try {
        await this.readMissing();
        // Other line items may have been asked for meanwhile.
        if (this.halted) return this.findItems();
        if (deaths > 0 && this.store.get().files.length > 0)
          this.store.set({
            note: 'The calculation had stopped. It was started again and has read your files once more.',
          });
        await this.ask();
        // A file may have been dropped, or a setting changed, while the score was asked for.
        if (this.isCurrent() && !this.stale) return;
      } catch (problem) {
        this.inCore = null;
        if (this.halted) return;
        if (!(problem instanceof CoreGone) || ++deaths > PATIENCE) {
          this.store.set({
            reading: false,
            slow: false,
            trouble: problem instanceof CoreMissing ? problem.message : this.troubleSentence(),
          });
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
      : this.answered
        ? 'The calculation stopped, and could not be started again. Close other tabs to free memory and try again.'
        : 'The calculation could not be started. It needs a current browser with WebAssembly switched on.';
  }

  /** The files the core has read to their end, in its order. */
  private read(): number[] {
    return this.inCore?.filter((key) => key !== STOPPED) ?? [];
  }

  private isCurrent(): boolean {
    const { files } = this.store.get();
    const read = this.read();
    return (
      !this.rereadAll &&
      this.inCore !== null &&
      read.length === files.length &&
      files.every((entry, index) => entry.key === read[index])
    );
  }

  private async readMissing(): Promise<void> {
    const timer = setTimeout(() => this.store.set({ slow: this.store.get().reading }), SLOW_MS);
    try {
      while (!this.halted && !this.isCurrent()) {
        const { files, choices } = this.store.get();
        if (this.rereadAll) this.inCore = null;
        this.rereadAll = false;
        this.store.set({ reading: files.length > 0 });
        if (this.inCore === null || this.read().some((key, index) => files[index]?.key !== key)) {
          for (const { key } of files) this.store.setFile(key, { progress: 'waiting', bytesRead: null, rowsRead: 0 });
          await this.reset(choices);
          continue;
        }
        const next = files[this.read().length];
        if (next) await this.readOne(next, next === files.at(-1));
      }
    } finally {
      clearTimeout(timer);
    }
    this.store.set({ reading: false, slow: false });
  }

  /** What the result is wanted for as the settings are now. */
  private when(): When {
    const state = this.store.get();
    return { on: anniversaryOf(state), window: windowOf(state) };
  }

  private async reset(choices: Choices): Promise<void> {
    this.early = null;
    const problem = await this.core.call('reset', { choices });
    this.inCore = [];
    // The page makes none that the core refuses; ones remembered long ago may be.
    if (problem)
      this.store.set({ choices: {}, note: `Your choices could not be used, so none is in force. ${problem.message}` });
  }

  private async readOne({ key, file, name, size }: FileEntry, last: boolean): Promise<void> {
    this.readingKey = key;
    this.early = null;
    this.store.setFile(key, { progress: 'reading', bytesRead: null, rowsRead: 0 });
    const known = this.inCore?.length ?? 0;
    const when = last ? this.when() : null;
    const {
      stopped,
      reading,
      score,
      outlook = null,
    } = await this.core.call('read', { known, file, name, size, when }, (bytesRead, rowsRead) => {
      if (this.store.get().slow) this.store.setFile(key, { bytesRead, rowsRead });
    });
    this.readingKey = null;
    this.inCore?.push(stopped ? STOPPED : key);
    if (when && score) {
      this.early = { known: known + 1, ...when, score, outlook };
      this.store.hold();
    }
    // What other choices made of it is not wanted any more.
    if (!stopped && !this.rereadAll)
      this.store.setFile(key, {
        progress: 'read',
        bytesRead: null,
        rowsRead: 0,
        scored: reading?.file ?? null,
        answered: false,
        problem: reading?.problem ?? null,
      });
  }

  /** Asks for the score as the settings are now. */
  private async ask(): Promise<void> {
    const question = ++this.question;
    this.stale = false;
    const before = this.store.get();
    const asked = { known: this.inCore?.length ?? 0, ...this.when() };
    const { early } = this;
    this.early = null;
    const fits = early?.known === asked.known && early.on === asked.on && early.window === asked.window;
    const { score, outlook } = fits ? early : await this.core.call('answer', asked);
    const detailed = (): Promise<State['details']> =>
      this.core.call('details', { ...asked, criteria: criterionOrder(score) });
    // Open details change together with the cards; otherwise the cards do not wait for them.
    const together = this.store.get().criterion === null ? null : await detailed();
    // A later question is on its way: its answer is the one to show.
    if (question !== this.question) return;
    const after = this.store.get();
    const answered = (entry: FileEntry): FileEntry => {
      const index = this.inCore?.indexOf(entry.key) ?? -1;
      const scored = score.files[index];
      return scored ? { ...entry, core: index, scored: { ...entry.scored, ...scored }, answered: true } : entry;
    };
    const files = after.files.map(answered);
    this.answered = true;
    const { sample, choices, on, window } = before;
    this.shown = { files: before.files.map(answered), sample, choices, on, window };
    this.store.set({
      score,
      ofSample: sample,
      scoredFiles: this.shown.files,
      ...(together && { details: together }),
      ...(files.length === 0 && { details: {} }),
      outlook,
      files,
      announcement: this.announcementOf({ ...after, score, outlook }),
    });
    this.store.release();
    this.findItems();
    if (together || files.length === 0) return;
    // Without an answer none are shown rather than those of another result.
    const details = await detailed().catch((problem: unknown) => {
      this.store.set({ details: {} });
      throw problem;
    });
    if (question === this.question) this.store.set({ details });
  }

  private announcementOf({ files, score, outlook, announcement }: State): string {
    if (files.length === 0 || score === null) return announcement;
    const left = files.filter(({ problem }) => problem !== null).length;
    return `${format.counted(files.length - left, 'file', 'files')} read${left > 0 ? `, ${format.count(left)} left out` : ''}. ${verdict(score, outlook).sentence}`;
  }

  /** The files that can be read again for their rows. */
  private filesInCore(kind: FileKind | null = null): FileInCore[] {
    return this.store
      .get()
      .files.flatMap(({ key, file, size, scored, problem }) =>
        scored?.kind && (kind === null || scored.kind === kind) && problem === null
          ? [{ index: this.inCore?.indexOf(key) ?? -1, file, size }]
          : [],
      );
  }

  private filterOf(
    criterion: string,
    which: Which,
    reason: string,
    { file, area, category, text }: ItemFilter,
  ): CoreFilter {
    return {
      criterion,
      reason,
      which,
      file: file === null ? -1 : (this.inCore?.indexOf(file) ?? -1),
      area,
      category,
      text,
    };
  }

  /**
   * Puts line items together, with their verdicts, and hands them to the browser to save. criterion '' is every one,
   * reason '' any.
   */
  async download(criterion: string, which: Which, reason = '', filter = EMPTY_FILTER): Promise<void> {
    if (!this.isCurrent()) await this.reconcile();
    const state = this.store.get();
    const files = this.filesInCore(criterion === '' ? null : kindOf(criterion));
    if (files.length === 0 || files.some(({ index }) => index < 0)) return;
    this.store.set({ downloading: true, announcement: 'Putting the line items together.' });
    const on = anniversaryOf(state);
    try {
      const blob = await this.core.call('rows', {
        known: this.inCore?.length ?? 0,
        on,
        window: windowOf(state),
        filter: this.filterOf(criterion, which, reason, filter),
        files,
      });
      const named = [criterion || 'line-items', reason || which, ...(narrows(filter) ? ['selection'] : [])].join('-');
      save(blob, `${named.replaceAll('_', '-').replace('/', '-')}-${on}.csv`);
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

  /** Looks for the line items the screen asks for, as far as the screen shows any. */
  findItems(): void {
    const { screen, files } = this.store.get();
    if (screen !== 'rows' || files.length === 0) return;
    if (this.isCurrent()) void this.find();
    else if (this.running === null) void this.reconcile();
  }

  private async find(): Promise<void> {
    const question = ++this.itemsQuestion;
    const state = this.store.get();
    const { rowsCriterion: criterion, rowsReason: reason, filter } = state;
    this.store.set({ finding: true });
    try {
      const items = await this.core.call('items', {
        known: this.inCore?.length ?? 0,
        on: anniversaryOf(state),
        window: windowOf(state),
        filter: this.filterOf(criterion, 'all', reason, filter),
        from: filter.from,
        count: PAGE_ROWS,
        files: this.filesInCore(),
      });
      if (question === this.itemsQuestion)
        this.store.set({
          items,
          finding: false,
          announcement: `${format.counted(items.total, 'line item', 'line items')} found${items.from ? `, from ${format.count(items.from + 1)}` : ''}.`,
        });
    } catch (problem) {
      if (question !== this.itemsQuestion) return;
      this.store.set({ finding: false, items: null });
      if (problem instanceof CoreGone) await this.recover();
      else {
        const note = problem instanceof Error ? problem.message : String(problem);
        this.store.set({ note, announcement: note });
      }
    }
  }

  /** Works out the fingerprint of every file that has none yet. */
  async fingerprintFiles(): Promise<void> {
    for (const { key, file, size, sha256 } of this.store.get().files) {
      if (sha256 !== undefined) continue;
      const made = await this.core.call('fingerprint', { file, size }).catch(() => null);
      this.store.setFile(key, { sha256: made });
    }
  }
}
