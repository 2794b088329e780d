/** One number that changes with the values of a result and with their places: what contestants are compared by. */
export function fingerprint(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * (1 + (i % 13));
  return sum / values.length;
}
