/** Everything the page shows follows from this one value. */

import type { DateOrder, DateText, Details, Problem, Score, ScoredFile, WindowMode } from './score';

/** One file the user gave, in the order given. */
export interface FileEntry {
  /** Tells it from every other file of this visit, names being free to repeat. */
  key: number;
  file: File;
  name: string;
  /** As it was at the drop: a different number of bytes later means the file changed. */
  size: number;
  progress: 'waiting' | 'reading' | 'read';
  /** How far the reading has come; null until it has taken long enough to be worth showing. */
  bytesRead: number | null;
  /** What the core made of it, for the window on show. */
  scored: ScoredFile | null;
  /** Why it cannot be used. */
  problem: Problem | null;
}

export interface State {
  files: readonly FileEntry[];
  /** True while the files are the built-in sample. */
  sample: boolean;
  /** The anniversary the user chose; without one it is today, or the sample's own. */
  on: DateText | null;
  /** What stands in the date field while it is not a date that can be used. */
  unusableOn: boolean;
  /** The window mode the user chose. */
  window: WindowMode | null;
  /** How dates are to be read in files whose rows do not settle it, by file name. */
  dateOrders: Readonly<Record<string, DateOrder>>;
  /** The result on show. It stays until the next one is there. */
  score: Score | null;
  /** The details of every criterion, by its id. */
  details: Readonly<Record<string, Details>>;
  /** The criterion whose flyout is open. */
  criterion: string | null;
  /** Files are being dragged over the window. */
  dragging: boolean;
  /** Files are being read. */
  reading: boolean;
  /** The criterion whose line items are being put together. */
  downloading: boolean;
  /** What went wrong, as sentences; the button beside it tries again. */
  trouble: string | null;
  /** Something worth telling that needs nothing done. */
  note: string | null;
  /** What the live region says. */
  announcement: string;
}

export const INITIAL: State = {
  files: [],
  sample: false,
  on: null,
  unusableOn: false,
  window: null,
  dateOrders: {},
  score: null,
  details: {},
  criterion: null,
  dragging: false,
  reading: false,
  downloading: false,
  trouble: null,
  note: null,
  announcement: '',
};

/** Holds the state and tells one listener, at most once a turn, that it changed. */
export class Store {
  private state = INITIAL;
  private due = false;

  constructor(private readonly changed: (state: State) => void) {}

  get(): State {
    return this.state;
  }

  set(patch: Partial<State>): void {
    this.state = { ...this.state, ...patch };
    if (this.due) return;
    this.due = true;
    queueMicrotask(() => {
      this.due = false;
      this.changed(this.state);
    });
  }

  /** Changes one file's entry, if it is still there. */
  setFile(key: number, patch: Partial<FileEntry>): void {
    this.set({ files: this.state.files.map((entry) => (entry.key === key ? { ...entry, ...patch } : entry)) });
  }
}
