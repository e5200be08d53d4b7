/** Small pictures beside words; never instead of them. */

import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit/html.js';

function icon(name: string, shape: SVGTemplateResult): TemplateResult {
  return html`<svg class="icon icon-${name}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">${shape}</svg>`;
}

export const icons = {
  hollow: () => icon('hollow', svg`<circle cx="10" cy="10" r="7.25" />`),
  clock: () => icon('clock', svg`<circle cx="10" cy="10" r="7.25" /><path d="M10 5.75V10l2.75 1.75" />`),
  check: () =>
    icon(
      'check',
      svg`<circle class="solid" cx="10" cy="10" r="8" /><path class="on-solid" d="M6.5 10.25l2.4 2.4 4.7-5" />`,
    ),
  dashed: () => icon('dashed', svg`<circle cx="10" cy="10" r="7.25" stroke-dasharray="3 2.7" />`),
  triangle: () => icon('triangle', svg`<path d="M10 3.25l7.25 13H2.75z" /><path d="M10 8.25v3.75M10 14.1v.2" />`),
  info: () => icon('info', svg`<circle cx="10" cy="10" r="7.25" /><path d="M10 9.25v4.25M10 6.4v.2" />`),
  file: () =>
    icon(
      'file',
      svg`<path d="M5.25 2.75h6l3.5 3.5v11h-9.5z" /><path d="M11 2.75v3.75h3.75M7.75 10h4.5M7.75 13h4.5" />`,
    ),
  close: () => icon('close', svg`<path d="M5 5l10 10M15 5L5 15" />`),
  previous: () => icon('previous', svg`<path d="M12 4.75L6.75 10 12 15.25" />`),
  next: () => icon('next', svg`<path d="M8 4.75L13.25 10 8 15.25" />`),
  first: () => icon('first', svg`<path d="M14 4.75L8.75 10 14 15.25M5.5 5v10" />`),
  last: () => icon('last', svg`<path d="M6 4.75L11.25 10 6 15.25M14.5 5v10" />`),
  download: () => icon('download', svg`<path d="M10 3.25v9M6.25 8.75L10 12.5l3.75-3.75M4 16.25h12" />`),
  print: () =>
    icon(
      'print',
      svg`<path d="M5.75 7.25v-4.5h8.5v4.5M5.75 14.25h-3v-7h14.5v7h-3" /><path d="M5.75 11.75h8.5v5.5h-8.5z" />`,
    ),
  undo: () => icon('undo', svg`<path d="M4 8h8.25a4 4 0 0 1 0 8H8M4 8l3.5-3.5M4 8l3.5 3.5" />`),
  drop: () =>
    icon('drop', svg`<path d="M10 2.75v8.5M6.75 8L10 11.25 13.25 8" /><path d="M3.25 11.5v4.75h13.5V11.5" />`),
};
