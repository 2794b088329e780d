/**
 * The angles that turn positions into waves: `position / base^(2i / width)` for `i = 0 … ⌈width / 2⌉ − 1`
 * (arXiv:1706.03762, §3.5).
 *
 * In double precision: a float32 angle of 10⁵ is off by up to 0.004, and so would be its sine.
 *
 * @returns `[positions, ⌈width / 2⌉]`, row-major.
 */
export function positionAngles(positions: ArrayLike<number>, width: number, base: number): Float64Array {
  const numPairs = Math.ceil(width / 2);
  const frequencies = Array.from({ length: numPairs }, (_, i) => base ** ((-2 * i) / width));
  return Float64Array.from(
    { length: positions.length * numPairs },
    (_, at) => positions[Math.floor(at / numPairs)] * frequencies[at % numPairs],
  );
}
