/**
 * The page. The whole flow in one screenful:
 *
 *     a drop, a choice or the sample ──▶ session ──▶ core (worker) ──▶ score ──▶ store ──▶ views
 *     a setting, a criterion         ──▶ address ─▶ session ──▶ core, from what it has read ──▶ …
 *
 * The views are functions of the state; all they can do is in `actions`.
 */

import { nothing, render } from 'lit/html.js';
import { choicesText } from './choices';
import { CoreClient } from './core/client';
import { coreIsThere } from './core/script';
import { save } from './download';
import * as format from './format';
import { EMPTY_FILTER } from './items';
import { acceptPastes } from './paste';
import { rehearse } from './rehearsal';
import { forget, remember, remembered } from './remember';
import { canGoBack, isBehind, parseRoute, pushRoute, replaceRoute, settingChanged, type Route } from './route';
import { sampleFiles } from './sample';
import { Session, type Settings } from './session';
import { detailsOf, Store, type State } from './state';
import type { Actions } from './view/actions';
import { acceptDrops } from './view/drop';
import { flyout } from './view/flyout';
import { page } from './view/page';
import { report } from './view/report';
import { hasNoSuch } from './view/rows';
import { sheet } from './view/sheet';
import { showDialog } from './view/dialog';
import { criterionTitle } from './words';

const part = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

const store = new Store(show);
const core = new CoreClient();
const session = new Session(store, core);

const actions: Actions = {
  add: (files) => session.add(files),
  trySample: () => session.add(sampleFiles(), true),
  remove(key) {
    session.remove(key);
    backWhenEmpty();
  },
  removeAll() {
    session.removeAll();
    backWhenEmpty();
  },
  cancel: () => putBack(session.cancel()),
  tryAgain: () => session.tryAgain(),
  choose: (...choice) => unlearning(() => session.choose(...choice)),
  undo: () => unlearning(() => putBack(session.undo())),
  settle(decision, kind) {
    // The order of day and month is asked on the files, everything else below them.
    const show = (): void => {
      const asks =
        decision === 'date_order' &&
        store
          .get()
          .files.find(({ scored }) => scored?.kind === kind && scored.decisions?.some(({ id }) => id === decision));
      const place = document.querySelector<HTMLElement>(asks ? `#order-${asks.key}` : '.decisions summary');
      place?.closest('details')?.setAttribute('open', '');
      place?.focus({ preventScroll: true });
      place?.scrollIntoView({ block: 'center' });
    };
    if (store.get().criterion === null) return show();
    // After the dialog has closed and given the focus back.
    window.addEventListener('popstate', () => setTimeout(show), { once: true });
    actions.closeDetails();
    if (!canGoBack()) setTimeout(show);
  },
  exportChoices() {
    const { on, window, choices } = store.get();
    save(
      new Blob([choicesText({ ...(on && { anniversary: on }), ...(window && { window }), ...choices })], {
        type: 'application/json',
      }),
      'choices.json',
    );
  },
  importChoices: (file) =>
    void session.importChoices(file).then((settings) => {
      if (!settings) return;
      // The settings belong to the step in the history that the sheet was opened from.
      if (canGoBack()) window.addEventListener('popstate', () => changeSettings(settings), { once: true });
      leave({ sheet: null, ...settings });
    }),
  setDraft: (draft) => store.set({ draft, choicesProblem: null }),
  matchColumns(fingerprint, columns, keep) {
    const kept = remember(fingerprint, keep ? columns : undefined);
    store.set({ draft: null, remembered: remembered() });
    actions.closeSheet();
    session.choose(
      ['columns', fingerprint],
      columns,
      `Your matches are applied${!keep ? '' : kept ? ', and remembered on this computer' : '. This browser does not allow to remember them'}.`,
    );
  },
  say: (choicesProblem) => store.set({ choicesProblem, announcement: choicesProblem }),
  forget() {
    forget();
    store.set({ remembered: {}, announcement: 'Nothing is remembered on this computer any more.' });
  },
  setAnniversary(on) {
    store.set({ unusableOn: on === null });
    if (on !== null) changeSettings({ on });
  },
  setWindow: (window) => changeSettings({ window }),
  openDetails: (criterion) => go({ ...route(), screen: 'overview', criterion }, pushRoute),
  showDetails(criterion) {
    go({ ...route(), criterion }, replaceRoute);
    // The focus stays on the button.
    store.set({ announcement: criterionTitle(store.get().score, criterion) });
  },
  closeDetails() {
    if (store.get().criterion !== null) leave({ criterion: null });
  },
  openSheet: (name, place = 0) => go({ ...route(), sheet: name, place }, pushRoute),
  closeSheet() {
    if (store.get().sheet !== null) leave({ sheet: null });
  },
  openRows(rowsCriterion, rowsReason) {
    store.set({ filter: EMPTY_FILTER });
    // From a flyout: the step it made becomes this screen's, and Back leads to the overview.
    const put = store.get().criterion !== null && canGoBack() ? replaceRoute : pushRoute;
    go({ ...route(), screen: 'rows', criterion: null, rowsCriterion, rowsReason }, put);
    queueMicrotask(() => document.querySelector('.rows')?.scrollIntoView());
  },
  showRows(rowsCriterion, rowsReason) {
    go({ ...route(), rowsCriterion, rowsReason }, replaceRoute);
  },
  closeRows() {
    if (store.get().screen === 'rows') leave({ screen: 'overview', rowsCriterion: '', rowsReason: '' });
  },
  setFilter(patch) {
    store.set({ filter: { ...store.get().filter, from: 0, ...patch } });
    session.findItems();
  },
  download: (...wanted) => void session.download(...wanted),
  print: () => void print(),
  dismissNote: () => store.set({ note: null }),
};

function route(): Route {
  const { screen, sheet: name, place, criterion, rowsCriterion, rowsReason, on, window } = store.get();
  return { screen, sheet: name, place, criterion, rowsCriterion, rowsReason, on, window };
}

/** Puts a route into the address and follows it. */
function go(next: Route, put: (route: Route) => void): void {
  put(next);
  follow();
}

/** The next files are to be seen by their overview, not by the line items of those that were there. */
function backWhenEmpty(): void {
  if (store.get().files.length === 0) actions.closeRows();
}

/** Settings that are taken back, if any are. */
function putBack(settings: Partial<Settings> | null): void {
  if (settings && Object.keys(settings).length > 0) changeSettings(settings);
}

/** Columns whose matching a change takes back must not come again with the next visit. */
function unlearning(change: () => void): void {
  const before = store.get().choices.columns;
  change();
  const { columns } = store.get().choices;
  for (const fingerprint in before) if (!columns?.[fingerprint]) remember(fingerprint);
  store.set({ remembered: remembered() });
}

function changeSettings(settings: Partial<Settings>): void {
  settingChanged();
  go({ ...route(), ...settings }, replaceRoute);
}

/** From a step back in the history until the page hears of it. */
let leaving = false;

/** Closing is the same as Back, so that the history does not fill with screens already left. */
function leave(change: Partial<Route>): void {
  if (canGoBack()) {
    leaving = true;
    history.back();
  } else go({ ...route(), ...change }, replaceRoute);
}

/** The address is the one source of screen and settings: this also runs on Back, Forward and a link opened. */
function follow(): void {
  const before = route();
  const next = parseRoute(location.hash, before);
  store.set(
    next.sheet === before.sheet && next.place === before.place ? next : { ...next, draft: null, choicesProblem: null },
  );
  const otherRows = next.rowsCriterion !== before.rowsCriterion || next.rowsReason !== before.rowsReason;
  // A page of other rows begins at their first, whatever led there.
  if (otherRows) store.set({ filter: { ...store.get().filter, from: 0 } });
  if (next.on !== before.on || next.window !== before.window) session.refresh();
  else if (next.screen === 'rows' && (next.screen !== before.screen || otherRows)) {
    store.set({ items: next.screen === before.screen ? store.get().items : null });
    session.findItems();
  }
}

/** Whether the page shown last was the empty one. */
let empty = true;

/** The one live region: nothing beside an open dialog is heard, so it goes along into it. */
const region = part('announcement');
let told: (string | null)[] = [];

/** Says what is new, once: a note is most often the announcement as well. */
function say(state: State): void {
  // What is said while a dialog is about to close would be gone with it.
  if (leaving) return;
  const now = [state.note, state.announcement];
  const words = new Set(now.filter((words, at) => words && words !== told[at]));
  told = now;
  if (words.size > 0) region.textContent = [...words].join(' ');
}

function show(state: State): void {
  if (state.screen === 'rows' && hasNoSuch(state)) {
    // The core has said so; what is shown instead says it better.
    if (!state.items) actions.dismissNote();
    return actions.showRows(detailsOf(state, state.rowsCriterion) ? state.rowsCriterion : '', '');
  }
  const focused = document.activeElement;
  render(page(state, actions), part('page'));
  render(flyout(state, actions), part('flyout'));
  showDialog(part('flyout'), openCriterion(state));
  render(sheet(state, actions), part('sheet'));
  showDialog(part('sheet'), state.sheet === null ? null : `${state.sheet} ${state.place}`);
  const place = document.querySelector('dialog[open]') ?? part('aloud');
  if (region.parentNode !== place) {
    region.textContent = '';
    place.prepend(region);
  }
  part('rulebook').textContent = state.score ? ` · Rulebook of ${format.plainDate(state.score.rulebook)}` : '';
  const turned = empty !== (state.files.length === 0);
  empty = state.files.length === 0;
  // Giving the focus makes the browser lay out the whole page, 20 ms for new cards: that is left to the next task. It
  // comes before what is said, which it would cut short.
  setTimeout(() => {
    // A dialog that closes has given the focus back by now.
    if (document.activeElement === document.body && (turned || !focused?.isConnected)) keepFocus(focused);
    say(state);
  });
}

/**
 * When what had the focus is gone, or the page is another one, the focus moves to what is nearest, or else to the
 * heading of what is shown now.
 */
function keepFocus(before: Element | null): void {
  const places = [
    'dialog[open] h2',
    before?.closest('.decision') && '.decisions summary',
    before?.closest('.rows') && '.accounting summary',
    '#rows-title',
    '#files-title',
    '#welcome-title',
  ];
  places
    .map((place) => (place ? document.querySelector<HTMLElement>(place) : null))
    .find((found) => found !== null)
    ?.focus({ preventScroll: true });
}

/** The criterion whose details are shown: the one in the address, once there are files to tell of. */
function openCriterion(state: State): string | null {
  return state.files.length > 0 && detailsOf(state, state.criterion) ? state.criterion : null;
}

/**
 * The report is in the document only while it is printed: by the button, which first works out what is not known yet,
 * or by the browser's own command.
 */
async function print(): Promise<void> {
  if (store.get().preparing) return;
  store.set({ preparing: true, announcement: 'Making the report ready.' });
  await session.fingerprintFiles();
  store.set({ preparing: false, announcement: '' });
  // After the drawing, so that no button on the page still says it is busy.
  setTimeout(() => window.print());
}

async function begin(): Promise<void> {
  window.addEventListener('popstate', () => {
    leaving = false;
    const { on, window: mode } = store.get();
    if (isBehind()) replaceRoute({ ...parseRoute(location.hash, route()), on, window: mode });
    follow();
  });
  window.addEventListener('beforeprint', () =>
    render(report(store.get(), part('version').textContent ?? ''), part('report')),
  );
  window.addEventListener('afterprint', () => render(nothing, part('report')));
  part('help').addEventListener('click', () => actions.openSheet('help'));
  acceptDrops(store, actions.add);
  acceptPastes(
    (files) => {
      actions.closeSheet();
      actions.add(files);
    },
    (note) => store.set({ note, announcement: note }),
  );
  store.set(parseRoute(location.hash, store.get()));
  // The first picture does not wait for the core: on a slow way its script comes late.
  await coreIsThere();
  const ready = session.reconcile();
  // While the core starts, on another processor, what is slow here: opening the browser's storage, and the first number
  // by locale. No file is read before.
  const columns = remembered();
  session.startWith(Object.keys(columns).length > 0 ? { columns } : {});
  store.set({ remembered: columns });
  await new Promise((resolve) => setTimeout(resolve));
  format.count(0);
  store.set({ localised: true });
  await ready;
  await rehearse(store, core, actions);
}

// Hosts that send no headers cannot forbid a frame around the page, which could lead a user to click what is not seen.
if (window.top === window.self) begin().catch(() => undefined);
else
  part('page').textContent =
    'This page does not run inside another page, so that nobody can lead you by what you do not see. Open it in a tab of its own.';
