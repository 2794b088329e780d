/** `m · −|q − k|` for a query at `offset + q` (arXiv:2108.12409), `[h, q, k]` row-major, of slopes given. */
export function alibi(slopes: readonly number[], queryLength: number, keyLength: number, offset = 0): number[] {
  return slopes.flatMap((slope) =>
    Array.from({ length: queryLength }, (_, q) =>
      Array.from({ length: keyLength }, (_, k) => -slope * Math.abs(offset + q - k) + 0),
    ).flat(),
  );
}
