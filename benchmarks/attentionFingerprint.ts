/**
 * One number that changes with each of several results: the geometric mean of a sum of each, so that a small one counts as much
 * as a large one. In a sum nothing cancels, which would leave rounding alone: positive numbers count three times, negative ones
 * once, each by its size.
 *
 * @param results The output, and where gradients are taken those by value, second mix and query, in that order.
 */
export function attentionFingerprint(results: readonly ArrayLike<number>[]): number {
  const logarithms = results.map((values) => Math.log(weigh(values)));
  return Math.exp(logarithms.reduce((sum, one) => sum + one, 0) / results.length);
}

function weigh(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (2 * Math.abs(values[i]) + values[i]) * (1 + (i % 13));
  return sum / values.length;
}
