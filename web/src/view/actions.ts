/** What the user can do. The views know nothing beyond this and the state. */

import type { Which } from '../core/messages';
import type { DateOrder, DateText, WindowMode } from '../score';

export interface Actions {
  /** Files were chosen. Dropped ones arrive by the same path. */
  add(files: readonly File[]): void;
  trySample(): void;
  remove(key: number): void;
  removeAll(): void;
  tryAgain(): void;
  /** Which part of an ambiguous date comes first in the files of that name. */
  setDateOrder(name: string, order: DateOrder): void;
  /** The anniversary; null while the field holds no usable date. */
  setAnniversary(date: DateText | null): void;
  setWindow(mode: WindowMode): void;
  openDetails(criterion: string): void;
  /** To the criterion before or after the open one. */
  showDetails(criterion: string): void;
  closeDetails(): void;
  download(criterion: string, which: Which): void;
  dismissNote(): void;
}
