/**
 * The verdict in a sentence, put together from the score's own values: what
 * is short, by how much, and which area is nearest.
 */

import * as format from './format';
import type { Area, Criterion, FileKind, Outlook, Score } from './score';
import { isAverage } from './score';
import { BASE_CRITERIA, FILE_WORDS, KINDS, listed } from './words';

export interface Verdict {
  /** The answer in a word or two. */
  headline: string;
  sentence: string;
}

/** Which kinds of file have not been read yet. */
export function missingKinds(score: Score): FileKind[] {
  const read = new Set<FileKind>(BASE_CRITERIA.filter(({ id }) => score.base[id].has_data).map(({ kind }) => kind));
  return KINDS.filter((kind) => !read.has(kind));
}

export function verdict(score: Score, outlook: Outlook | null = null): Verdict {
  const designated = score.areas
    .filter(({ id }) => score.overall.designated_areas.includes(id))
    .map(({ title }) => title);
  const day = format.date(score.anniversary);
  if (score.overall.qualified) {
    return {
      headline: 'Qualified',
      sentence: `Qualified for Training Services on ${day}: the base criteria are completed, and so ${designated.length === 1 ? 'is the solution area' : 'are the solution areas'} ${listed(designated)}.`,
    };
  }
  const parts = shortfalls(score, outlook);
  const missing = missingKinds(score);
  if (missing.length > 0) {
    const files = listed(
      missing.map((kind) => FILE_WORDS[kind]),
      'or',
    );
    const known =
      parts.length > 0 && missing.length < KINDS.length ? ` In the files read so far: ${parts.join('; ')}.` : '';
    return {
      headline: 'Cannot tell yet',
      sentence: `Cannot tell yet: there is no file of ${files}.${known}${nothingCounted(score)}`,
    };
  }
  return {
    headline: 'Not qualified yet',
    sentence: `Not qualified on ${day}: ${parts.join('; ')}.${completedAreas(score)}${nothingCounted(score)}`,
  };
}

/** Most often a matter of the date, which is said then, where the date is. */
function nothingCounted({ rows, window }: Score): string {
  if (String(rows.in) === '0' || String(rows.counted) !== '0') return '';
  const isMatterOfDate = 2 * Number(rows.reasons.outside_window ?? 0) > Number(rows.in);
  const none =
    String(rows.in) === '1' ? 'The only row does not count' : `Not one of the ${format.count(rows.in)} rows counts`;
  return ` ${none} from ${format.date(window.first)} to ${format.date(window.last)}: ${isMatterOfDate ? 'check the anniversary date, or ' : ''}see why below.`;
}

function completedAreas({ areas }: Score): string {
  const titles = areas.filter(({ status }) => status === 'completed').map(({ title }) => title);
  return titles.length > 0
    ? ` ${listed(titles)} ${titles.length === 1 ? 'is' : 'are'} completed, so the solution areas are met.`
    : '';
}

/** What is short, in the order of the page; criteria without a file are left out. */
function shortfalls(score: Score, outlook: Outlook | null): string[] {
  const parts: string[] = [];
  for (const { id, title, unit } of BASE_CRITERIA) {
    const criterion = score.base[id];
    if (criterion.has_data && criterion.status !== 'completed') {
      const needed = outlook?.criteria[id]?.needed;
      // What an average without answers needs would read, in brackets, as what answers that count are.
      const apart = isAverage(criterion) && !criterion.shown;
      parts.push(
        `${title} ${shortfall(criterion, unit)}${needed ? (apart ? `, and needs ${needed}` : ` (${needed})`) : ''}`,
      );
    }
  }
  const withSurveys = score.areas.filter((area) => area.survey_completions.has_data);
  if (withSurveys.length > 0 && !score.areas.some((area) => area.status === 'completed')) {
    const nearest = nearestArea(withSurveys);
    parts.push(
      nearest
        ? `no solution area is completed, the nearest is ${nearest.title} (${areaShortfall(nearest)})`
        : 'no solution area has surveys that count',
    );
  }
  return parts;
}

function shortfall(criterion: Criterion, unit: string): string {
  if (isAverage(criterion)) {
    return criterion.shown
      ? `is ${format.decimal(criterion.shown)}, the target ${format.decimal(criterion.target)}`
      : 'has no answers that count';
  }
  return `${unit === 'points' ? 'lack' : 'lacks'} ${amount(criterion.remaining, unit)}`;
}

function areaShortfall(area: Area): string {
  const parts: string[] = [];
  if (area.survey_completions.status !== 'completed')
    parts.push(`${amount(area.survey_completions.remaining, 'surveys')} to go`);
  if (area.average_response_score.status !== 'completed')
    parts.push(`average ${shortfall(area.average_response_score, '')}`);
  return parts.join(', ');
}

/** "154.5 points", "1 survey". */
export function amount(value: string, unit: string): string {
  const one = value === '1' ? unit.slice(0, -1) : unit;
  return `${unit === 'points' ? format.decimal(value) : format.count(value)} ${one}`;
}

/** The area with the fewest things to do, and among those the fewest surveys to go. */
function nearestArea(areas: readonly Area[]): Area | null {
  const started = areas.filter((area) => area.status !== 'not-started');
  const open = (area: Area): number =>
    [area.survey_completions, area.average_response_score].filter(({ status }) => status !== 'completed').length;
  const sorted = [...started].sort(
    (a, b) => open(a) - open(b) || Number(a.survey_completions.remaining) - Number(b.survey_completions.remaining),
  );
  return sorted[0] ?? null;
}
