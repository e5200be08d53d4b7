/**
 * What every dialog of the page has in common. They are always in the document; the browser shows one only while it is
 * open.
 */

const shown = new WeakMap<Element, string | null>();

/**
 * Brings the dialog in a part of the page into the state the last rendering asked for: open with that content, or
 * closed (null).
 */
export function showDialog(root: ParentNode, content: string | null): void {
  const dialog = root.querySelector('dialog');
  if (!dialog) return;
  if (content !== null && !dialog.open) dialog.showModal();
  if (content === null && dialog.open) dialog.close();
  // Other content begins at its top.
  if (content !== (shown.get(dialog) ?? null)) dialog.scrollTop = 0;
  shown.set(dialog, content);
}

/** Where the pointer went down last: a text selected from inside a dialog may end beside it. */
let pressed: EventTarget | null = null;
window.addEventListener('pointerdown', ({ target }) => {
  pressed = target;
});

/** Escape, and a click on the dimmed page beside the dialog, are for `close` to follow. */
export function closing(close: () => void): {
  cancelled(event: Event): void;
  closed(event: Event): void;
  clicked(event: MouseEvent): void;
} {
  return {
    cancelled(event) {
      // The cancel event of a file input inside bubbles up to here.
      if (event.target !== event.currentTarget) return;
      event.preventDefault();
      close();
    },
    closed({ currentTarget }) {
      // The event comes with the next frame: by then Forward, or another card, may have opened it again.
      if (!(currentTarget as HTMLDialogElement).open) close();
    },
    clicked(event) {
      // The second click of two belongs to what opened the dialog with the first.
      if (event.target === event.currentTarget && event.target === pressed && event.detail < 2) close();
    },
  };
}
