// Whether an answer is the generator's, to the last survey: a fast wrong answer is a wrong one.

const AREA_IDS = {
  'Business Applications': 'business_applications',
  'Data & AI': 'data_and_ai',
  'Digital & App Innovation': 'digital_and_app_innovation',
  Infrastructure: 'infrastructure',
  Security: 'security',
  'Modern Work': 'modern_work',
};

/**
 * What differs, or null. `areas` is {area as written: {points, answers, surveys}}, the area no rulebook knows included.
 */
export function differs(areas, { sums }) {
  for (const name of new Set([...Object.keys(sums.areas), ...Object.keys(areas ?? {})]))
    for (const what of ['points', 'answers', 'surveys']) {
      const [found, expected] = [areas?.[name]?.[what] ?? 0, sums.areas[name]?.[what] ?? 0];
      if (Number(found) !== expected) return `${name}: ${found} ${what}, not ${expected}`;
    }
  return null;
}

/**
 * The same for a score as tspq has it, whose base average also holds the surveys of no known area, and whose row
 * accounting must add up.
 */
export function scoreDiffers(score, data) {
  const { sums } = data;
  const whole = { points: 0, answers: 0, surveys: 0 };
  for (const one of Object.values(sums.areas)) for (const what of Object.keys(whole)) whole[what] += one[what];
  const base = score?.base?.average_response_score;
  for (const [what, expected] of Object.entries(whole))
    if (Number(base?.[what]) !== expected) return `base average: ${base?.[what]} ${what}, not ${expected}`;
  for (const [name, id] of Object.entries(AREA_IDS)) {
    const area = score.areas.find((one) => one.id === id);
    const { points, answers } = area.average_response_score;
    const found = { points, answers, surveys: area.survey_completions.score };
    for (const what of Object.keys(found))
      if (Number(found[what]) !== (sums.areas[name]?.[what] ?? 0))
        return `${name}: ${found[what]} ${what}, not ${sums.areas[name]?.[what] ?? 0}`;
  }
  const rows = JSON.stringify(sorted(base.rows));
  const expected = JSON.stringify(sorted(sums.rows));
  return rows === expected ? null : `rows: ${rows}, not ${expected}`;
}

const sorted = ({ in: all, counted, reasons }) => ({
  in: all,
  counted,
  reasons: Object.fromEntries(Object.entries(reasons).sort(([a], [b]) => (a < b ? -1 : 1))),
});

/** The same for a file of the tests' generator: {report} as tools/make-exports prints it. */
export function exportDiffers(score, { kind, report }) {
  const sums = report[kind];
  const expected = [];
  if (kind === 'surveys') {
    const { average_response_score: base } = score.base;
    expected.push([
      'base average',
      [base.points, base.answers, base.surveys],
      [sums.points, sums.answers, sums.surveys],
    ]);
    for (const { id, survey_completions, average_response_score } of score.areas) {
      const area = sums.areas[id] ?? { points: 0, answers: 0, surveys: 0 };
      expected.push([
        id,
        [average_response_score.points, average_response_score.answers, survey_completions.score],
        [area.points, area.answers, area.surveys],
      ]);
    }
  } else {
    for (const { id, units } of score.base.courseware_completions.terms) expected.push([id, [units], [sums[id]]]);
  }
  const base = kind === 'surveys' ? score.base.average_response_score : score.base.courseware_completions;
  expected.push(['rows', [JSON.stringify(sorted(base.rows))], [JSON.stringify(sorted(report.files[0].rows))]]);
  const wrong = expected.find(([, found, sum]) => found.some((value, place) => String(value) !== String(sum[place])));
  return wrong ? `${wrong[0]}: ${wrong[1]}, not ${wrong[2]}` : null;
}
