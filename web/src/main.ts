/**
 * The page. The whole flow in one screenful:
 *
 *     a drop, a choice or the sample ──▶ session ──▶ core (worker) ──▶ score ──▶ store ──▶ views
 *     a setting, a criterion         ──▶ address ─▶ session ──▶ core, from what it has read ──▶ …
 *
 * The views are functions of the state; all they can do is in `actions`.
 */

import { render } from 'lit/html.js';
import { CoreClient } from './core/client';
import { coreBytes } from './core/bytes';
import * as format from './format';
import { canGoBack, parseRoute, pushRoute, replaceRoute, type Route } from './route';
import { sampleFiles } from './sample';
import { Session } from './session';
import { Store, type State } from './state';
import type { Actions } from './view/actions';
import { acceptDrops } from './view/drop';
import { flyout, showFlyout } from './view/flyout';
import { page } from './view/page';

const part = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

const store = new Store(show);
const session = new Session(store, new CoreClient(coreBytes));

const actions: Actions = {
  add: (files) => keepingFocus(() => session.add(files)),
  trySample: () => keepingFocus(() => session.add(sampleFiles(), true)),
  remove: (key) => keepingFocus(() => session.remove(key)),
  removeAll: () => keepingFocus(() => session.removeAll()),
  tryAgain: () => session.tryAgain(),
  setDateOrder: (name, order) => session.setDateOrder(name, order),
  setAnniversary(on) {
    store.set({ unusableOn: on === null });
    if (on !== null) go({ ...route(), on }, replaceRoute);
  },
  setWindow: (window) => go({ ...route(), window }, replaceRoute),
  openDetails: (criterion) => go({ ...route(), criterion }, pushRoute),
  showDetails: (criterion) => go({ ...route(), criterion }, replaceRoute),
  closeDetails() {
    if (store.get().criterion === null) return;
    // Closing is the same as Back, so that the history does not fill with screens already left.
    if (canGoBack()) history.back();
    else go({ ...route(), criterion: null }, replaceRoute);
  },
  download: (criterion, which) => void session.download(criterion, which),
  dismissNote: () => store.set({ note: null }),
};

/** When what had the focus goes away with the change, the focus moves to the heading of what is there instead. */
function keepingFocus(change: () => void): void {
  change();
  queueMicrotask(() => {
    if (document.activeElement === document.body || document.activeElement === null) {
      (document.getElementById('files-title') ?? document.getElementById('welcome-title'))?.focus({ preventScroll: true });
    }
  });
}

function route(): Route {
  const { criterion, on, window } = store.get();
  return { criterion, on, window };
}

/** Puts a route into the address and follows it. */
function go(next: Route, put: (route: Route) => void): void {
  put(next);
  follow();
}

/** The address is the one source of screen and settings: this also runs on Back, Forward and a link opened. */
function follow(): void {
  const { on, window } = store.get();
  const next = parseRoute(location.hash);
  store.set(next);
  if (next.on !== on || next.window !== window) session.refresh();
}

function show(state: State): void {
  render(page(state, actions), part('page'));
  render(flyout(state, actions), part('flyout'));
  showFlyout(part('flyout'), openCriterion(state));
  part('rulebook').textContent = state.score ? ` · Rulebook of ${format.date(state.score.rulebook)}` : '';
  if (part('announcement').textContent !== state.announcement) part('announcement').textContent = state.announcement;
}

/** The criterion whose details are shown: the one in the address, once there are files to tell of. */
function openCriterion({ criterion, files, details }: State): string | null {
  return criterion !== null && files.length > 0 && details[criterion] ? criterion : null;
}

window.addEventListener('popstate', follow);
acceptDrops(store, actions.add);
show(store.get());
store.set(parseRoute(location.hash));
// The first picture does not wait for the core: its bytes are in a script that runs after this one.
if (document.readyState === 'complete') void session.reconcile();
else window.addEventListener('load', () => void session.reconcile(), { once: true });
