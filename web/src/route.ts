/**
 * Screen and settings in the address, after the #: never data.
 *
 *     #/                                        the overview
 *     #/?on=2026-12-01&window=exact-days        with an anniversary and window mode of the user's own choice
 *     #/details/security/survey_completions     the details of one criterion
 *     #/rows?criterion=…&reason=…               the line items, those of a criterion and with a reason
 *     #/help  #/choices  #/paste  #/match/2     a sheet over the screen it was opened from; 2: the second file in the strip
 */

import type { DateText, WindowMode } from './score';

/** What lies under any sheet. */
export type Screen = 'overview' | 'rows';
export type SheetName = 'help' | 'choices' | 'paste' | 'match';

export interface Route {
  screen: Screen;
  /** The sheet over it, or null. */
  sheet: SheetName | null;
  /** For "match": the file's place in the strip, from 1. */
  place: number;
  /** The criterion whose details are open, or null. */
  criterion: string | null;
  /** Which line items are shown; '' is any. Ids only: a file's name or a text looked for would be data. */
  rowsCriterion: string;
  rowsReason: string;
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

/** @param under what a sheet in the address lies over: the screen that was shown before. */
export function parseRoute(hash: string, under: Pick<Route, 'screen' | 'rowsCriterion' | 'rowsReason'>): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const settings = new URLSearchParams(query);
  const details = /^\/details\/([a-z_]+(?:\/[a-z_]+)?)$/.exec(path);
  const sheet = /^\/(?:(help|choices|paste)|(match)\/([1-9]\d{0,3}))$/.exec(path);
  const rows = path === '/rows';
  const on = settings.get('on');
  const window = settings.get('window');
  const id = (name: string): string =>
    /^[a-z_]+(\/[a-z_]+)?$/.exec(settings.get(name) ?? '') ? (settings.get(name) ?? '') : '';
  return {
    screen: sheet ? under.screen : rows ? 'rows' : 'overview',
    sheet: ((sheet?.[1] ?? sheet?.[2]) as SheetName | undefined) ?? null,
    place: Number(sheet?.[3] ?? 0),
    criterion: details?.[1] ?? null,
    rowsCriterion: rows ? id('criterion') : sheet ? under.rowsCriterion : '',
    rowsReason: rows ? id('reason') : sheet ? under.rowsReason : '',
    on: on !== null && isAnniversary(on) ? on : null,
    window: window === 'completed-months' || window === 'exact-days' ? window : null,
  };
}

export function routeText({ screen, sheet, place, criterion, rowsCriterion, rowsReason, on, window }: Route): string {
  const path = sheet
    ? sheet === 'match'
      ? `match/${place}`
      : sheet
    : criterion
      ? `details/${criterion}`
      : screen === 'rows'
        ? 'rows'
        : '';
  const settings = new URLSearchParams();
  if (path === 'rows' && rowsCriterion) settings.set('criterion', rowsCriterion);
  if (path === 'rows' && rowsReason) settings.set('reason', rowsReason);
  if (on) settings.set('on', on);
  if (window) settings.set('window', window);
  // A slash stays as it is in the part after the question mark, and reads better.
  const query = settings.toString().replaceAll('%2F', '/');
  return `#/${path}${query ? `?${query}` : ''}`;
}

/**
 * How often the user has changed a setting. Each step of the history knows how often that was when it was last seen.
 */
let changes = (history.state as { changes?: number } | null)?.changes ?? 0;

export function settingChanged(): void {
  changes++;
}

/**
 * Whether a setting was changed after the current step was left: going back changes the screen, not the settings. An
 * address that was typed is no such step.
 */
export function isBehind(): boolean {
  const seen = (history.state as { changes?: number } | null)?.changes;
  return seen !== undefined && seen < changes;
}

/** Puts the route into the address without a new step in the history: a setting is not a place to go back to. */
export function replaceRoute(route: Route): void {
  history.replaceState({ ...history.state, changes }, '', routeText(route));
}

/** Goes to a screen: a new step in the history, marked as ours so that closing it can step back. */
export function pushRoute(route: Route): void {
  history.replaceState({ ...history.state, changes }, ''); // the step that is left
  history.pushState({ opened: true, changes }, '', routeText(route));
}

/** Whether the current step was made by pushRoute, so that going back stays on the page. */
export function canGoBack(): boolean {
  return (history.state as { opened?: boolean } | null)?.opened === true;
}
