/** A bar with a tick at the target. Only a picture: the numbers stand beside it in words. */

import { html, type TemplateResult } from 'lit/html.js';
import type { Criterion, Status } from '../score';
import { isAverage } from '../score';

/** Where the tick stands, as long as the value leaves it there: room to the right shows that more is possible. */
const TICK = 80;

export function bar(criterion: Criterion, shownAs: Status | 'no-file'): TemplateResult {
  const target = Number(criterion.target);
  const value = Number(isAverage(criterion) ? (criterion.shown ?? 0) : criterion.score) || 0;
  const whole = Math.max((target * 100) / TICK, value) || 1;
  const at = (amount: number): string => `${((amount / whole) * 100).toFixed(2)}%`;
  return html`<svg class="bar is-${shownAs}" width="100%" height="16" aria-hidden="true" focusable="false">
    <rect class="track" y="4" width="100%" height="8" rx="4" />
    <rect class="fill" y="4" width=${at(value)} height="8" rx="4" />
    <rect class="tick" x=${at(target)} width="2" height="16" />
  </svg>`;
}
