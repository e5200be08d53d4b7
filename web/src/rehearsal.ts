/**
 * Does what the first file will need, before there is one, where nobody sees
 * it: a browser's first date by locale takes 20 ms, as does the first drawing of
 * a result. Each part when the page is idle.
 */

import { render } from 'lit/html.js';
import type { CoreClient } from './core/client';
import * as format from './format';
import { fileEntry, INITIAL, type FileEntry, type Store } from './state';
import type { Actions } from './view/actions';
import { page } from './view/page';

export async function rehearse(store: Store, core: CoreClient, actions: Actions): Promise<void> {
  await idle();
  format.date('2000-01-01');
  const found = await core.call('warm', null);
  await idle();
  // The real thing is better than any rehearsal, and must not be drawn over.
  if (found === null || store.get().files.length > 0) return;
  const files = found.rehearsed.score.files.map((scored, key): FileEntry => ({
    ...fileEntry(key, new File([], '')),
    progress: 'read',
    core: key,
    scored,
    answered: true,
  }));
  render(page({ ...INITIAL, ...found.rehearsed, files }, actions), document.createElement('div'));
}

function idle(): Promise<unknown> {
  // Safari has no such callback.
  return new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve));
}
