// The score of a set of files as the few lines a case expects. Used on the core's JSON and on the oracle's, so that a
// difference between them is a difference of readable lines. What is not printed has its resting value: an area without
// surveys, a file without notices.

import { REASONS } from './oracle.mjs';

const onePlace = (text) => {
  const m = /^(\d+)(?:\.(\d)0?)?$/.exec(String(text));
  if (!m) throw new Error(`not points in halves: ${text}`);
  return `${m[1]}.${m[2] ?? '0'}`;
};
const whole = (text) => onePlace(text).replace(/\.0$/, '');
const toGo = (remaining) => (whole(remaining) === '0' ? '' : `, ${remaining} to go`);

export function rowsText(rows) {
  const known = Object.keys(rows.reasons).sort((a, b) => REASONS.indexOf(a) - REASONS.indexOf(b));
  return [
    `${number(rows.in, 'row')} = ${rows.counted} counted`,
    ...known.map((id) => `${rows.reasons[id]} ${id}`),
  ].join(' + ');
}

const TERM = { fundamental_and_others: 'Fundamental', advanced: 'Advanced' };

function pointsText(card) {
  const terms = card.terms.map((term) => {
    const limit = term.limited ? ` limited to ${whole(term.limit)}` : '';
    return `${term.units} ${TERM[term.id]} x ${term.weight} = ${onePlace(term.points)}${limit}`;
  });
  return `${card.status}, ${onePlace(card.score)} of ${whole(card.target)}${toGo(onePlace(card.remaining))} (${terms.join('; ')})`;
}

const number = (n, word) => `${n} ${word}${String(n) === '1' ? '' : 's'}`;

function averageText(card) {
  if (String(card.answers) === '0') return `${card.status}, no answers`;
  return `${card.status}, ${card.shown} of ${card.target} (${number(card.points, 'point')} over ${number(card.answers, 'answer')})`;
}

function baseCard(name, card, text) {
  return card.has_data ? `${name}: ${text(card)}` : `${name}: no file`;
}

/**
 * Lines for `score`, the parsed JSON of `tspq score --json` or the oracle's answer. With `codes` false the problem and
 * notice codes are left out, which is what the oracle can be compared with.
 */
export function render(score, { exit, codes = true } = {}) {
  const lines = [];
  const { overall, base } = score;
  if (exit !== undefined) lines.push(`exit ${exit}`);
  lines.push(`window: ${score.window.first} to ${score.window.last}`);
  lines.push(
    `overall: ${overall.status}, ${overall.qualified ? 'qualified' : 'not qualified'}${overall.certain ? '' : ', cannot tell yet'}`,
  );
  if (overall.designated_areas.length > 0) lines.push(`designated: ${overall.designated_areas.join(', ')}`);
  lines.push(`base: ${base.status}`);
  lines.push(baseCard('courseware', base.courseware_completions, pointsText));
  lines.push(baseCard('exams', base.exam_unit_purchases, pointsText));
  lines.push(
    baseCard(
      'response score',
      base.average_response_score,
      (card) => `${averageText(card)} in ${number(card.surveys, 'survey')}`,
    ),
  );
  for (const area of score.areas) {
    const { survey_completions: surveys, average_response_score: average } = area;
    if (area.status === 'not-started' && String(surveys.score) === '0' && String(average.answers) === '0') continue;
    lines.push(
      `${area.id}: ${area.status}; surveys ${surveys.status}, ${whole(surveys.score)} of ${whole(surveys.target)}${toGo(whole(surveys.remaining))}; average ${averageText(average)}`,
    );
  }
  const problems = [...(score.problems ?? [])];
  for (const file of score.files) {
    const at = problems.findIndex((problem) => problem.file === file.name);
    const problem = at >= 0 ? problems.splice(at, 1)[0] : null;
    if (file.kind === null || problem)
      lines.push(`${file.name}: cannot be used${codes && problem ? `, ${problemText(problem)}` : ''}`);
    else lines.push(`${file.name}: ${file.kind}, ${rowsText(file.rows)}`);
    if (codes) for (const notice of file.notices ?? []) lines.push(`${file.name}: notice ${notice.code}`);
  }
  if (codes) for (const problem of problems) lines.push(`problem: ${problem.file ?? ''} ${problemText(problem)}`);
  return lines;
}

const problemText = (problem) => `${problem.code}${problem.line ? ` in line ${problem.line}` : ''}`;

/** A readable difference of two lists of lines, empty when they are equal: `-` expected, `+` found. */
export function difference(expected, found) {
  if (expected.length === found.length && expected.every((line, i) => line === found[i])) return '';
  // Longest common subsequence: the lists are a dozen lines long.
  const longest = Array.from({ length: expected.length + 1 }, () => new Array(found.length + 1).fill(0));
  for (let i = expected.length - 1; i >= 0; i--) {
    for (let j = found.length - 1; j >= 0; j--) {
      longest[i][j] =
        expected[i] === found[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  const out = [];
  let i = 0;
  let j = 0;
  while (i < expected.length || j < found.length) {
    if (i < expected.length && j < found.length && expected[i] === found[j]) {
      out.push(`  ${expected[i]}`);
      i += 1;
      j += 1;
    } else if (i < expected.length && (j === found.length || longest[i + 1][j] >= longest[i][j + 1]))
      out.push(`- ${expected[i++]}`);
    else out.push(`+ ${found[j++]}`);
  }
  return out.join('\n');
}
