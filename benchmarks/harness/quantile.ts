/**
 * The value below which that part of the values lies, between neighbours in proportion.
 *
 * @param sorted At least one value, in ascending order.
 * @param part From 0 to 1: 0.5 for the median.
 */
export function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}
