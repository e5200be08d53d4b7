/**
 * Screen and settings in the address, after the #: never data.
 *
 *     #/                                        the overview
 *     #/?on=2026-12-01&window=exact-days        with an anniversary and window mode of the user's own choice
 *     #/details/security/survey_completions     the details of one criterion
 */

import type { DateText, WindowMode } from './score';

export interface Route {
  /** The criterion whose details are open, or null. */
  criterion: string | null;
  /** The anniversary, when the user chose one. */
  on: DateText | null;
  /** The window mode, when it is not the default. */
  window: WindowMode | null;
}

/** The dates the core takes for an anniversary. */
export const FIRST_ANNIVERSARY = '2001-01-01';
export const LAST_ANNIVERSARY = '2100-12-31';

/** Whether a text is a date the core can take: well formed, in range and in the calendar. */
export function isAnniversary(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST_ANNIVERSARY || text > LAST_ANNIVERSARY) return false;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const settings = new URLSearchParams(query);
  const details = /^\/details\/([a-z_]+(?:\/[a-z_]+)?)$/.exec(path);
  const on = settings.get('on');
  const window = settings.get('window');
  return {
    criterion: details?.[1] ?? null,
    on: on !== null && isAnniversary(on) ? on : null,
    window: window === 'completed-months' || window === 'exact-days' ? window : null,
  };
}

export function routeText(route: Route): string {
  const settings = new URLSearchParams();
  if (route.on) settings.set('on', route.on);
  if (route.window) settings.set('window', route.window);
  const query = settings.toString();
  return `#/${route.criterion ? `details/${route.criterion}` : ''}${query ? `?${query}` : ''}`;
}

/** Puts the route into the address without a new step in the history: a setting is not a place to go back to. */
export function replaceRoute(route: Route): void {
  history.replaceState(history.state, '', routeText(route));
}

/** Goes to a screen: a new step in the history, marked as ours so that closing it can step back. */
export function pushRoute(route: Route): void {
  history.pushState({ opened: true }, '', routeText(route));
}

/** Whether the current step was made by pushRoute, so that going back stays on the page. */
export function canGoBack(): boolean {
  return (history.state as { opened?: boolean } | null)?.opened === true;
}
