/** Choices: everything the user decided, to look at, take back, save and bring back. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { eachChoice, type Choice } from '../choices';
import * as format from '../format';
import type { DateOrder, FileKind } from '../score';
import { unturned, type State } from '../state';
import { areaTitle, categoryTitle, DATE_ORDER_WORDS, KIND_WORDS } from '../words';
import type { Actions } from './actions';
import { icons } from './icons';

export function choicesSheet(state: State, actions: Actions): TemplateResult {
  const kept = Object.keys(state.remembered).length;
  const list = eachChoice(state.choices).filter(
    ({ path }) => path[0] !== 'org_ids' && path[0] !== 'require_eligible_mct',
  );
  return html`
    <section aria-label="About choices">
      <p>What you decide about files and rows is kept here until you close the page. It holds none of your rows. Applying it never changes a file.</p>
      <div class="row-of-buttons">
        <button class="button plain" type="button" @click=${actions.exportChoices}>${icons.download()}Save as a file</button>
        <label class="button plain"
          ><input class="visually-hidden" type="file" accept=".json,application/json" @change=${(event: Event) => chosen(event, actions)} />Open a file of
          choices…</label
        >
      </div>
      ${state.choicesProblem ? html`<p class="field-help">${state.choicesProblem}</p>` : nothing}
    </section>
    <section aria-labelledby="choices-count">
      <h3 id="choices-count">What counts</h3>
      <div class="field">
        <label for="org-ids">Organisation ids that count, with commas between</label>
        <input
          id="org-ids"
          type="text"
          autocomplete="off"
          spellcheck="false"
          placeholder="All of them"
          .value=${(state.choices.org_ids ?? []).join(', ')}
          @change=${(event: Event) => chooseOrgs(event, actions)}
        />
      </div>
      <label class="tick"
        ><input
          type="checkbox"
          .checked=${state.choices.require_eligible_mct?.includes('courseware') ?? false}
          @change=${(event: Event) =>
            actions.choose(
              ['require_eligible_mct'],
              (event.target as HTMLInputElement).checked ? ['courseware'] : undefined,
              (event.target as HTMLInputElement).checked
                ? 'Courseware now asks for an eligible trainer.'
                : 'Courseware no longer asks for an eligible trainer.',
            )}
        /><span>Courseware completions count only with an eligible trainer, as surveys do</span></label
      >
    </section>
    <section aria-labelledby="choices-made">
      <h3 id="choices-made">Decided by you</h3>
      ${
        list.length === 0
          ? html`<p class="quiet">Nothing yet. Where a row could not be understood and you can settle it, the page asks below the files.</p>`
          : html`<ul class="decided">
            ${list.map((choice) => item(choice, state, actions))}
          </ul>`
      }
    </section>
    ${
      kept > 0
        ? html`<section aria-labelledby="choices-remembered">
          <h3 id="choices-remembered">Remembered on this computer</h3>
          <p>The columns of ${format.counted(kept, 'kind of file', 'kinds of file')}, because you ticked it. Nothing else is stored.</p>
          <div class="row-of-buttons"><button class="button plain" type="button" @click=${actions.forget}>Forget</button></div>
        </section>`
        : nothing
    }
  `;
}

function chosen(event: Event, actions: Actions): void {
  const input = event.target as HTMLInputElement;
  const file = input.files?.[0];
  if (file) actions.importChoices(new File([file], unturned(file.name)));
  input.value = '';
}

function chooseOrgs(event: Event, actions: Actions): void {
  const ids = (event.target as HTMLInputElement).value
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  actions.choose(
    ['org_ids'],
    ids.length > 0 ? ids : undefined,
    ids.length > 0
      ? `Only rows of ${format.counted(ids.length, 'organisation', 'organisations')} count now.`
      : 'Rows of all organisations count now.',
  );
}

function item(choice: Choice, state: State, actions: Actions): TemplateResult {
  const words = inWords(choice, state);
  const what = unturned(words.what);
  const used = state.score?.choices_used.find(({ path }) => path === choice.path.join('.'));
  return html`<li>
    <p>
      <strong>${what}</strong>: ${unturned(words.how)}
      ${used ? html`<span class="quiet">· ${format.counted(used.rows, 'row', 'rows')}</span>` : nothing}
    </p>
    <button class="link-button" type="button" aria-label="Take back: ${what}" @click=${() => actions.choose(choice.path, undefined, 'Your choice is taken back.')}>Take back</button>
  </li>`;
}

function inWords({ path, value }: Choice, state: State): { what: string; how: string } {
  const [kind, key = '', inner = ''] = path;
  switch (kind) {
    case 'date_order':
      return {
        what: key === '*' ? 'Dates in all other files' : `Dates in ${key}`,
        how: DATE_ORDER_WORDS[value as DateOrder] ?? String(value),
      };
    case 'kind':
      return { what: key, how: KIND_WORDS[value as FileKind] ?? String(value) };
    case 'categories':
      return { what: key, how: categoryTitle(String(value)) };
    case 'areas':
      return { what: key, how: areaTitle(state.score, String(value)) };
    case 'cells':
      return {
        what: `“${inner}”`,
        how: key === 'areas' ? areaTitle(state.score, String(value)) : categoryTitle(String(value)),
      };
    case 'columns': {
      const names = state.files.filter(({ scored }) => scored?.fingerprint === key).map(({ name }) => name);
      const { kind: _, ...columns } = value as Record<string, string | null>;
      const set = Object.values(columns)
        .flat()
        .filter((heading) => heading !== null);
      return {
        what: names.length > 0 ? `Columns of ${names.join(', ')}` : 'Columns of files with certain headings',
        how: set.join(', ') || 'as recognised',
      };
    }
    default:
      return { what: path.join(' '), how: String(value) };
  }
}
