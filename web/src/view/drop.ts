/** The whole window is the drop target. */

import type { Store } from '../state';

/** Listens for files dragged onto the window and hands over those that are dropped. */
export function acceptDrops(store: Store, add: (files: readonly File[]) => void): void {
  let over: EventTarget | null = null; // Every element under the pointer sends its own enter and, unless it goes away meanwhile, leave.
  const carriesFiles = (event: DragEvent): boolean | undefined => event.dataTransfer?.types.includes('Files');
  const hover = (dragging: boolean): void => {
    if (store.get().dragging !== dragging) store.set({ dragging });
  };
  const held = (event: DragEvent): void => {
    if (!carriesFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    over = event.target;
    hover(true);
  };
  window.addEventListener('dragenter', held);
  window.addEventListener('dragover', held);
  window.addEventListener('dragleave', ({ target }) => {
    // The next one is entered before this one is left.
    if (target === over) hover(false);
  });
  // While something is dragged the pointer itself is not heard of.
  window.addEventListener('pointermove', () => hover(false));
  window.addEventListener('drop', (event) => {
    if (!carriesFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    store.hold();
    hover(false);
    void filesOf(event.dataTransfer).then(({ files, unreadable }) => {
      add(files);
      if (unreadable > 0)
        store.set({ note: 'A folder could not be opened from here. Open it and drop the files in it instead.' });
    });
  });
}

/**
 * The files of a drop, folders opened. The list must be taken before the event is over; reading folders may take
 * longer.
 */
async function filesOf(transfer: DataTransfer): Promise<{ files: File[]; unreadable: number }> {
  const found: Promise<File[]>[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    if (entry?.isDirectory) {
      found.push(filesIn(entry as FileSystemDirectoryEntry));
    } else {
      const file = item.getAsFile();
      if (file) found.push(Promise.resolve([file]));
    }
  }
  const opened = await Promise.allSettled(found);
  return {
    files: opened.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])),
    unreadable: opened.filter(({ status }) => status === 'rejected').length,
  };
}

/** Files systems put into folders for themselves. */
const NOT_THE_USERS = new Set(['desktop.ini', 'Thumbs.db']);

export function isTheUsers(name: string): boolean {
  return !name.startsWith('.') && !NOT_THE_USERS.has(name);
}

async function filesIn(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const reader = folder.createReader();
  const files: File[] = [];
  for (;;) {
    // A folder comes in portions; an empty one ends it.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) break;
    for (const entry of entries) {
      if (!isTheUsers(entry.name)) continue;
      if (entry.isDirectory) files.push(...(await filesIn(entry as FileSystemDirectoryEntry)));
      else
        files.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
    }
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}
