/**
 * Cells pasted from a spreadsheet become a file like any other: a spreadsheet puts them on the clipboard as text with
 * tabs.
 */

/** Listens for pasting anywhere but into a field that takes text. */
export function acceptPastes(add: (files: readonly File[]) => void, refuse: (why: string) => void): void {
  document.addEventListener('paste', (event) => {
    const target = event.target as Element | null;
    if (target?.closest('input, textarea:not([data-paste])') || !event.clipboardData) return;
    event.preventDefault();
    const files = [...event.clipboardData.files];
    const text = event.clipboardData.getData('text/plain');
    // A spreadsheet also offers a picture of the cells, as a file: the text is what is wanted.
    if (isTable(text)) add([fileOf(text)]);
    else if (files.length > 0) add(files);
    else
      refuse(
        'There are no cells on the clipboard. In Excel, select the cells with their headings, press Ctrl+C, and paste again.',
      );
  });
}

function isTable(text: string): boolean {
  return text.includes('\t') || text.trimEnd().includes('\n');
}

let pasted = 0;

function fileOf(text: string): File {
  pasted++;
  return new File([text], pasted === 1 ? 'Pasted cells.tsv' : `Pasted cells ${pasted}.tsv`, {
    type: 'text/tab-separated-values',
  });
}
