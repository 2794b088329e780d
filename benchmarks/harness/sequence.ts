/**
 * Numbers that every contestant makes for itself, in [0, 1): the same in any language, and no two rows alike.
 *
 * @param seed Other numbers for each seed.
 */
export function sequence(size: number, seed: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => ((i * 7919 + seed * 104729) % 1999) / 1999);
}
