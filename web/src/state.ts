/** Everything the page shows follows from this one value. */

import type { Choices } from './choices';
import type { Route } from './route';
import type { Details, Outlook, Problem, Score, ScoredFile } from './score';
import { EMPTY_FILTER, type Items, type ItemFilter } from './items';
import type { Remembered } from './remember';

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
  /** How many rows that was. */
  rowsRead: number;
  /** The fingerprint of its bytes for the report; null when it could not be made, undefined until it was asked for. */
  sha256: string | null | undefined;
  /** Its place among the files the core has read; null until it is one. */
  core: number | null;
  /** What the core made of it. */
  scored: ScoredFile | null;
  /** That is for the window on show: until the score is there, how many rows count is not known. */
  answered: boolean;
  /** Why it cannot be used. */
  problem: Problem | null;
}

/** Characters that turn the direction of text: in a file's name or a cell they would turn our sentences round. */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export function unturned(text: string): string {
  return text.replace(TURNS, '\ufffd');
}

/** A file as it is when the user gives it. */
export function fileEntry(key: number, file: File): FileEntry {
  return {
    key,
    file,
    name: unturned(file.name),
    size: file.size,
    progress: 'waiting',
    bytesRead: null,
    rowsRead: 0,
    sha256: undefined,
    core: null,
    scored: null,
    answered: false,
    problem: null,
  };
}

/** Screen and settings are those of the address: on and window are null until the user chooses. */
export interface State extends Route {
  files: readonly FileEntry[];
  /** True while the files are the built-in sample. */
  sample: boolean;
  /** What stands in the date field while it is not a date that can be used. */
  unusableOn: boolean;
  /** What the user decided about files and rows. */
  choices: Choices;
  /**
   * What was chosen before the last change: choices, and the settings that changed with them. It can be undone beside
   * the note of what was said of it.
   */
  undo: ({ choices: Choices; said: string } & Partial<Pick<Route, 'on' | 'window'>>) | null;
  /** Why a file of choices could not be used. */
  choicesProblem: string | null;
  /** In Match columns: facts of the file with that key given another column, by the column's place; null is none. */
  draft: { key: number; columns: Readonly<Record<string, number | null>> } | null;
  /** The mappings of columns that are remembered on this computer. */
  remembered: Remembered;
  /** The result on show. It stays until the next one is there. */
  score: Score | null;
  /** The files it was made of: others may be in the list by now. */
  scoredFiles: readonly FileEntry[];
  /** True when it is the sample's: it must not stand below files of the user's own. */
  ofSample: boolean;
  /** The details of every criterion, by its id. */
  details: Readonly<Record<string, Details>>;
  /** What the months to come take away. */
  outlook: Outlook | null;
  /** Which line items are asked for beyond what the address says, and which are shown. */
  filter: ItemFilter;
  items: Items | null;
  /** Line items are being looked for. */
  finding: boolean;
  /** Files are being dragged over the window. */
  dragging: boolean;
  /** Files are being read. */
  reading: boolean;
  /** The reading has taken long enough for its progress to be worth showing. */
  slow: boolean;
  /** Line items are being put together for a download. */
  downloading: boolean;
  /** The report is being made ready. */
  preparing: boolean;
  /** What went wrong, as sentences; the button beside it tries again. */
  trouble: string | null;
  /** Something worth telling that needs nothing done. */
  note: string | null;
  /** Numbers may be written by locale: from the second picture on, as the first time takes long. */
  localised: boolean;
  /** What the live region says. */
  announcement: string;
}

export const INITIAL: State = {
  screen: 'overview',
  sheet: null,
  place: 0,
  criterion: null,
  rowsCriterion: '',
  rowsReason: '',
  on: null,
  window: null,
  files: [],
  sample: false,
  unusableOn: false,
  choices: {},
  undo: null,
  choicesProblem: null,
  draft: null,
  remembered: {},
  score: null,
  scoredFiles: [],
  ofSample: false,
  details: {},
  outlook: null,
  filter: EMPTY_FILTER,
  items: null,
  finding: false,
  dragging: false,
  reading: false,
  slow: false,
  downloading: false,
  preparing: false,
  trouble: null,
  note: null,
  localised: false,
  announcement: '',
};

/** The details of a criterion; the id comes from the address and can be anything. */
export function detailsOf({ details }: State, criterion: string | null): Details | undefined {
  return criterion !== null && Object.hasOwn(details, criterion) ? details[criterion] : undefined;
}

/** What is there before so much time has passed counts as at once: nobody sees what would be drawn on the way to it. */
const AT_ONCE_MS = 100;

/** Holds the state and tells one listener, at most once a turn, that it changed. */
export class Store {
  private state = INITIAL;
  private due = false;
  private held: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly changed: (state: State) => void) {}

  get(): State {
    return this.state;
  }

  set(patch: Partial<State>): void {
    this.state = { ...this.state, ...patch };
    if (this.due) return;
    this.due = true;
    if (this.held === undefined) this.tell();
  }

  private tell(): void {
    queueMicrotask(() => {
      this.due = false;
      this.changed(this.state);
    });
  }

  /**
   * From now on the listener waits for release(), though no longer than is noticed: so a result that comes quickly is
   * drawn once, and not after its beginnings.
   */
  hold(): void {
    this.held ??= setTimeout(() => this.release(), AT_ONCE_MS);
  }

  release(): void {
    if (this.held === undefined) return;
    clearTimeout(this.held);
    this.held = undefined;
    if (this.due) this.tell();
  }

  /** Changes one file's entry, if it is still there. */
  setFile(key: number, patch: Partial<FileEntry>): void {
    this.set({ files: this.state.files.map((entry) => (entry.key === key ? { ...entry, ...patch } : entry)) });
  }
}
