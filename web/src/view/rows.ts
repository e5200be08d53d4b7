/** Line items: the rows themselves, a page at a time, each with its verdict in a sentence. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import * as format from '../format';
import { PAGE_ROWS, type Item, type Items } from '../items';
import { detailsOf, type FileEntry, type State } from '../state';
import { categoryTitle, criterionOrder, criterionTitle } from '../words';
import type { Actions } from './actions';
import { icons } from './icons';

/** Longer cells are cut on the screen; downloads have them whole. */
const LONG = 240;

export function rowsScreen(state: State, actions: Actions): TemplateResult {
  const { items, finding, score } = state;
  const rowsCriterion = score && criterionOrder(score).includes(state.rowsCriterion) ? state.rowsCriterion : '';
  const title = rowsCriterion === '' ? 'Line items' : `Line items: ${criterionTitle(score, rowsCriterion)}`;
  return html`
    <section class="rows" aria-labelledby="rows-title" aria-busy=${finding || state.reading ? 'true' : 'false'} data-testid="rows">
      <div class="section-head">
        <button class="button plain" type="button" @click=${actions.closeRows}>${icons.previous()}Overview</button>
        <h2 id="rows-title" tabindex="-1">${title}</h2>
      </div>
      ${filters(state, actions)} ${items ? html`${chips(state, items, actions)} ${pager(items, actions, 'Pages of line items')} ${tables(state, items)}` : html`<p class="quiet">${finding || state.reading ? 'Looking for line items…' : 'These line items cannot be shown.'}</p>`}
      ${items && items.items.length > 0 ? html`${pager(items, actions, 'Pages of line items, below them')} ${download(state, actions)}` : nothing}
    </section>
  `;
}

/**
 * Whether there is no such criterion, or no row of it has the reason: both come from the address, and the reason stays
 * when criterion or files change.
 */
export function hasNoSuch(state: State): boolean {
  const all = Object.values(state.details);
  const those = state.rowsCriterion === '' ? all : [detailsOf(state, state.rowsCriterion)];
  return (
    all.length > 0 &&
    !those.some(
      (each) =>
        each && (['', 'counted'].includes(state.rowsReason) || each.reasons.some(({ id }) => id === state.rowsReason)),
    )
  );
}

function filters(state: State, actions: Actions): TemplateResult {
  const { filter, files, score, rowsCriterion, rowsReason } = state;
  const chosen = (event: Event): string => (event.target as HTMLSelectElement).value;
  const option = (value: string, title: string, now: string): TemplateResult =>
    html`<option value=${value} .selected=${value === now}>${title}</option>`;
  // Clearing the field by its cross or by Escape is a search to a browser, and no change.
  const look = (event: Event): void => {
    if (chosen(event) !== filter.text) actions.setFilter({ text: chosen(event) });
  };
  const file = filter.file === null ? '' : String(filter.file);
  return html`
    <form class="filters" role="search" aria-label="Line items" @submit=${(event: Event) => event.preventDefault()}>
      <div class="field">
        <label for="rows-criterion">Criterion</label>
        <select id="rows-criterion" @change=${(event: Event) => actions.showRows(chosen(event), rowsReason)}>
          ${option('', 'All', rowsCriterion)} ${(score ? criterionOrder(score) : []).map((id) => option(id, criterionTitle(score, id), rowsCriterion))}
        </select>
      </div>
      <div class="field">
        <label for="rows-file">File</label>
        <select id="rows-file" @change=${(event: Event) => actions.setFilter({ file: chosen(event) === '' ? null : Number(chosen(event)) })}>
          ${option('', 'All', file)} ${files.map(({ key, name }) => option(String(key), name, file))}
        </select>
      </div>
      <div class="field">
        <label for="rows-area">Solution area</label>
        <select id="rows-area" @change=${(event: Event) => actions.setFilter({ area: chosen(event) })}>
          ${option('', 'All', filter.area)} ${(score?.areas ?? []).map(({ id, title }) => option(id, title, filter.area))} ${option('none', 'None known', filter.area)}
        </select>
      </div>
      <div class="field">
        <label for="rows-category">Category</label>
        <select id="rows-category" @change=${(event: Event) => actions.setFilter({ category: chosen(event) })}>
          ${option('', 'All', filter.category)}
          ${['fundamental_and_others', 'advanced'].map((id) => option(id, categoryTitle(id), filter.category))} ${option('unknown', 'Unknown', filter.category)}
        </select>
      </div>
      <div class="field wide">
        <label for="rows-text">Text in a cell</label>
        <input
          id="rows-text"
          type="search"
          autocomplete="off"
          spellcheck="false"
          .value=${filter.text}
          @change=${look}
          @search=${look}
        />
      </div>
    </form>
  `;
}

function chips({ rowsReason, rowsCriterion, details }: State, { reasons }: Items, actions: Actions): TemplateResult {
  const titles = new Map(
    Object.values(details).flatMap(({ reasons: list }) => list.map(({ id, title }) => [id, title] as const)),
  );
  const sum = Object.values(reasons).reduce<number>((total, rows) => total + Number(rows), 0);
  const chip = (id: string, title: string, rows: string): TemplateResult => html`<button
    class="chip"
    type="button"
    aria-pressed=${rowsReason === id ? 'true' : 'false'}
    data-reason=${id}
    @click=${() => actions.showRows(rowsCriterion, id)}
  >
    ${title} <span class="chip-count">${rows}</span>
  </button>`;
  const others = Object.entries(reasons).filter(([id, rows]) => id !== 'counted' && String(rows) !== '0');
  return html`<div class="chips" role="group" aria-label="Verdict">
    ${chip('', 'All', format.count(sum))} ${chip('counted', 'Counted', format.count(reasons['counted'] ?? 0))}
    ${others.map(([id, rows]) => chip(id, titles.get(id) ?? id, format.count(rows)))}
  </div>`;
}

function pager({ total, from, items }: Items, actions: Actions, label: string): TemplateResult {
  if (total === 0) return html`<p class="quiet">No line items under these filters.</p>`;
  const go = (place: number): void => actions.setFilter({ from: place });
  const last = Math.floor((total - 1) / PAGE_ROWS) * PAGE_ROWS;
  const step = (label: string, place: number, usable: boolean, picture: TemplateResult): TemplateResult => html`<button
    class="icon-button"
    type="button"
    aria-label=${label}
    title=${label}
    aria-disabled=${usable ? 'false' : 'true'}
    @click=${() => usable && go(place)}
  >
    ${picture}
  </button>`;
  return html`<nav class="pager" aria-label=${label}>
    ${step('First page', 0, from > 0, icons.first())} ${step('Previous page', from - PAGE_ROWS, from > 0, icons.previous())}
    <span>${format.count(from + 1)} – ${format.count(from + items.length)} of ${format.count(total)}</span>
    ${step('Next page', from + PAGE_ROWS, from < last, icons.next())} ${step('Last page', last, from < last, icons.last())}
  </nav>`;
}

/** Rows stand in the order of the files; where the file changes, so do the headings. */
function tables({ files }: State, { items }: Items): TemplateResult[] {
  const runs: { file: number; items: Item[] }[] = [];
  for (const item of items) {
    const run = runs[runs.length - 1];
    if (run && run.file === item.file) run.items.push(item);
    else runs.push({ file: item.file, items: [item] });
  }
  return runs.map((run) =>
    table(
      run.items,
      files.find(({ core }) => core === run.file),
    ),
  );
}

function table(items: readonly Item[], entry: FileEntry | undefined): TemplateResult {
  const name = entry?.name ?? '';
  const header = entry?.scored?.header ?? [];
  return html`
    <div class="table-scroll" role="region" aria-label="Line items of ${name}" tabindex="0">
      <table class="items">
        <caption>
          <span>${name}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col" class="number">Row</th>
            <th scope="col">Verdict</th>
            <th scope="col">Why</th>
            <th scope="col" class="number">Adds</th>
            ${header.map((heading) => html`<th scope="col">${heading}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            items,
            ({ row }) => row,
            ({ row, verdict, why, points, cells, reason }) =>
              html`<tr class=${verdict === 'counted' ? 'is-counted' : 'is-left'} data-reason=${reason}>
                <th scope="row" class="number">${format.count(row)}</th>
                <td class="item-verdict">${VERDICTS[verdict]?.()}${format.sentenceCase(verdict)}</td>
                <td class="why">${why}</td>
                <td class="number">${format.decimal(points)}</td>
                ${cells.map((cell) => html`<td><span>${cell.length > LONG ? `${cell.slice(0, LONG)}…` : cell}</span></td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

const VERDICTS: Record<Item['verdict'], () => TemplateResult> = {
  counted: icons.check,
  'not counted': icons.hollow,
  'cannot say': icons.dashed,
};

function download({ rowsCriterion, rowsReason, filter, downloading }: State, actions: Actions): TemplateResult {
  return html`<div class="download">
    <button
      class="button plain"
      type="button"
      aria-disabled=${downloading ? 'true' : 'false'}
      @click=${() => !downloading && actions.download(rowsCriterion, 'all', rowsReason, filter)}
    >
      ${icons.download()}Download
    </button>
    <p class="quiet">
      ${
        downloading
          ? 'Putting the line items together…'
          : 'All rows under these filters as CSV, each with its verdict. A cell that begins like a formula gets an apostrophe in front.'
      }
    </p>
  </div>`;
}
