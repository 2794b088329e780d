/** How relative positions are put into buckets. */
export interface RelativePositionBuckets {
  numBuckets: number;
  /** From here on all distances share the last bucket. */
  maxDistance: number;
  /** Whether keys after the query have half of the buckets; without, they share bucket 0 with the query's own. */
  bidirectional: boolean;
}

/**
 * Which bucket a relative position is in (T5, arXiv:1910.10683, §2.1, and its code): half of the buckets of a direction
 * hold one distance each, the other half hold ranges that grow by the same factor, up to `maxDistance`.
 *
 * @param relativePosition Position of the key minus that of the query.
 */
export function relativePositionBucket(
  relativePosition: number,
  { numBuckets, maxDistance, bidirectional }: RelativePositionBuckets,
): number {
  const count = bidirectional ? numBuckets / 2 : numBuckets;
  const first = bidirectional && relativePosition > 0 ? count : 0;
  const distance = bidirectional ? Math.abs(relativePosition) : Math.max(0, -relativePosition);
  const numExact = Math.floor(count / 2);
  if (distance < numExact) return first + distance;
  const share = Math.log(distance / numExact) / Math.log(maxDistance / numExact);
  // A range begins at a whole number, which the logarithms may miss from below: log 1000 / log 10 = 2.9999999999999996.
  const range = Math.floor(share * (count - numExact) + 1e-9);
  return first + Math.min(numExact + range, count - 1);
}
