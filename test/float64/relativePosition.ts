/**
 * The bucket of a relative position as T5's code defines it, in whole numbers: distance `d` of `n` buckets, `e = n / 2`
 * of them exact, is in bucket `e + r` for the largest `r` with `log(d / e) / log(max / e) · (n − e) ≥ r`, which is
 * `d^(n − e) · e^r ≥ max^r · e^(n − e)`.
 */
export function relativePosition(
  relative: number,
  numBuckets: number,
  maxDistance: number,
  bidirectional: boolean,
): number {
  if (bidirectional) {
    const half = numBuckets / 2;
    const alone = relativePosition(-Math.abs(relative), half, maxDistance, false);
    return relative > 0 ? half + alone : alone;
  }
  const distance = Math.max(0, -relative);
  const exact = Math.floor(numBuckets / 2);
  if (distance < exact) return distance;
  const [d, e, most, ranges] = [distance, exact, maxDistance, numBuckets - exact].map(BigInt);
  let r = 0n;
  while (r < ranges && d ** ranges * e ** (r + 1n) >= most ** (r + 1n) * e ** ranges) r++;
  return Math.min(exact + Number(r), numBuckets - 1);
}
