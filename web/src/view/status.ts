/** A status is always shape, word and colour together. */

import { html, type TemplateResult } from 'lit/html.js';
import type { Status } from '../score';
import { STATUS_WORDS } from '../words';
import { icons } from './icons';

const SHAPES: Record<Status, () => TemplateResult> = {
  'not-started': icons.hollow,
  'in-progress': icons.clock,
  completed: icons.check,
};

/** The status of something whose files have been read. */
export function statusOf(status: Status): TemplateResult {
  return html`<span class="status is-${status}">${SHAPES[status]()}${STATUS_WORDS[status]}</span>`;
}

/** Stands where a status would, until a file of the kind has been read: quite another thing than "Not started". */
export function noFileYet(): TemplateResult {
  return html`<span class="status is-no-file">${icons.dashed()}No file yet</span>`;
}

export function statusOrNoFile(status: Status, hasData: boolean): TemplateResult {
  return hasData ? statusOf(status) : noFileYet();
}
