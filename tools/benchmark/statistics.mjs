export function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** {median, least, most} */
export const spread = (list) =>
  list.length === 0 ? null : { median: median(list), least: Math.min(...list), most: Math.max(...list) };

/**
 * How much one takes for each unit of another, round by round: in one round both met the same machine.
 * Rounds in which either failed are left out.
 */
export function ratio(above, below) {
  const pairs = above.flatMap((one, round) => (one?.ms && below[round]?.ms ? [one.ms / below[round].ms] : []));
  return spread(pairs);
}
