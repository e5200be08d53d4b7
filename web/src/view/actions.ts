/** What the user can do. The views know nothing beyond this and the state. */

import type { ChoicePath, Columns } from '../choices';
import type { ItemFilter, Which } from '../items';
import type { SheetName } from '../route';
import type { DateText, Decision, FileKind, WindowMode } from '../score';
import type { State } from '../state';

export interface Actions {
  /** Files were chosen. Dropped ones arrive by the same path. */
  add(files: readonly File[]): void;
  trySample(): void;
  remove(key: number): void;
  removeAll(): void;
  /** Ends the reading under way; the last result stays. */
  cancel(): void;
  tryAgain(): void;
  /** Decides something about files or rows; undefined takes a decision back. Everything is read again by it. */
  choose(path: ChoicePath, value: unknown, said: string): void;
  /** Leads to where such a question is asked of files of that kind. */
  settle(decision: Decision['id'], kind: FileKind): void;
  undo(): void;
  exportChoices(): void;
  importChoices(file: File): void;
  setDraft(draft: NonNullable<State['draft']>): void;
  /** For all files with that header. */
  matchColumns(fingerprint: string, columns: Columns, remember: boolean): void;
  /** Why what was asked for cannot be done, in the open sheet. */
  say(why: string): void;
  /** Everything that was remembered on this computer. */
  forget(): void;
  /** The anniversary; null while the field holds no usable date. */
  setAnniversary(date: DateText | null): void;
  setWindow(mode: WindowMode): void;
  openDetails(criterion: string): void;
  /** To the criterion before or after the open one. */
  showDetails(criterion: string): void;
  closeDetails(): void;
  /** place: for "match", the file's place in the strip, from 1. */
  openSheet(sheet: SheetName, place?: number): void;
  closeSheet(): void;
  /** The line items of a criterion ('' is any) with a reason ('' is any). */
  openRows(criterion: string, reason: string): void;
  /** Other line items on the same screen. */
  showRows(criterion: string, reason: string): void;
  closeRows(): void;
  setFilter(patch: Partial<ItemFilter>): void;
  /** All line items of a criterion, or of a reason and what the filter leaves. */
  download(criterion: string, which: Which, reason?: string, filter?: ItemFilter): void;
  print(): void;
  dismissNote(): void;
}
