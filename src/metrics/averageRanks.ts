/** The place of each number in ascending order, from 1; equal numbers share the mean of their places. NaN for a NaN. */
export function averageRanks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).filter((i) => !Number.isNaN(values[i]));
  order.sort((a, b) => values[a] - values[b] || a - b);
  const ranks = values.map(() => NaN);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    // Places start + 1 to end.
    for (const i of order.slice(start, end)) ranks[i] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
