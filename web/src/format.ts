/**
 * Numbers and dates as the user's own locale writes them.
 *
 * Intl can be missing or refuse a locale (stripped-down browsers, odd
 * language settings), so every call is guarded and falls back to plain text.
 */

import type { Count, DateText, DecimalText } from './score';

const formats = new Map<number, Intl.NumberFormat | null>();

function numberFormat(decimals: number): Intl.NumberFormat | null {
  let format = formats.get(decimals);
  if (format === undefined) {
    try {
      format = new Intl.NumberFormat(undefined, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    } catch {
      format = null;
    }
    formats.set(decimals, format);
  }
  return format;
}

function withDecimals(text: string, decimals: number): string {
  try {
    // Engines from 2023 on take decimal text as it is, older ones by way of a number: exact enough below 2^53
    // hundredths.
    const shown = numberFormat(decimals)?.format(text as unknown as number);
    if (shown !== undefined) return shown;
  } catch {
    // Falls through to the plain text.
  }
  return text;
}

function decimalsOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

/** A count of things: 1,299. */
export function count(value: Count): string {
  return withDecimals(String(value), 0);
}

/** Points, which always show one decimal (846.0), or both when there are two. */
export function points(value: DecimalText): string {
  return withDecimals(value, Math.max(1, decimalsOf(value)));
}

/** A decimal with just the digits it comes with: weights, limits, targets, averages. */
export function decimal(value: DecimalText): string {
  return withDecimals(value, decimalsOf(value));
}

/** "1 row", "2 rows". */
export function counted(value: Count, one: string, many: string): string {
  return `${count(value)} ${String(value) === '1' ? one : many}`;
}

/** The same words at the beginning of a sentence. */
export function sentenceCase(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

const dateFormats = new Map<object, Intl.DateTimeFormat | null>();
const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' };
const WHOLE_MONTH: Intl.DateTimeFormatOptions = { month: 'short', year: 'numeric', timeZone: 'UTC' };
const MONTH: Intl.DateTimeFormatOptions = { month: 'short', timeZone: 'UTC' };

function dateAs(options: Intl.DateTimeFormatOptions, value: DateText, plain: string): string {
  try {
    let format = dateFormats.get(options);
    if (format === undefined) {
      dateFormats.set(options, null);
      format = new Intl.DateTimeFormat(undefined, options);
      dateFormats.set(options, format);
    }
    const time = Date.parse(`${value}T00:00:00Z`);
    if (format && !Number.isNaN(time)) return format.format(time);
  } catch {
    // Falls through to the plain text.
  }
  return plain;
}

/** A date with its month in letters, so that day and month cannot be mistaken. */
export function date(value: DateText): string {
  return dateAs(DAY, value, value);
}

/**
 * The same in English: "18 Sep 2023". For what is shown first, as the first writing by locale takes a browser 30 ms and
 * more.
 */
export function plainDate(value: DateText): string {
  return new Date(value).toUTCString().slice(5, 16);
}

/** The month a date lies in, in a few letters: "Dec". */
export function monthName(value: DateText): string {
  return dateAs(MONTH, value, value.slice(5, 7));
}

/** Days from first to last: a whole month by its name. */
export function days(first: DateText, last: DateText): string {
  const whole =
    first.endsWith('-01') &&
    first.slice(0, 7) === last.slice(0, 7) &&
    new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000).getUTCDate() === 1;
  return whole ? dateAs(WHOLE_MONTH, first, first.slice(0, 7)) : `${date(first)} – ${date(last)}`;
}

/** Today in the user's own calendar, as YYYY-MM-DD. */
export function today(now = new Date()): DateText {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A size in the unit that reads best: 3.1 MB. */
export function bytes(size: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  let unit = 0;
  let value = size;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const decimals = unit === 0 || value >= 100 ? 0 : 1;
  return `${withDecimals(value.toFixed(decimals), decimals)} ${units[unit]}`;
}
