/**
 * How fast the attention of each head falls with distance (ALiBi, arXiv:2108.12409, §3).
 *
 * Of `n` heads, `n` a power of two, head `i = 1 … n` has the slope `2^(−8i / n)`. Of other numbers the largest power of
 * two below has its slopes, and the other heads have every second one of twice that power (the rule of the authors'
 * code): they lie between.
 */
export function alibiSlopes(numHeads: number): number[] {
  const power = 2 ** Math.floor(Math.log2(numHeads));
  const between = Array.from({ length: numHeads - power }, (_, i) => 2 ** ((-8 * (2 * i + 1)) / (2 * power)));
  return [...Array.from({ length: power }, (_, i) => 2 ** ((-8 * (i + 1)) / power)), ...between];
}
