/** Hands bytes to the browser to save: they never leave the machine. */

/** How long the browser is given to take the bytes over. */
const KEEP_MS = 60_000;

export function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
}
