import { bytesPerSafetensorsDtype, type SafetensorsDtype } from './safetensorsDtype.js';

/**
 * How many bytes a tensor fills: infinite as soon as a product on the way is not exact, also when a size of 0 follows. No
 * file has that many, and readers that count in 64 bits come to something else.
 */
export function safetensorsByteLength(shape: readonly number[], dtype: SafetensorsDtype): number {
  const exact = (n: number): number => (Number.isSafeInteger(n) ? n : Infinity);
  return exact(shape.reduce((product, size) => exact(product * size), 1) * bytesPerSafetensorsDtype.get(dtype)!);
}
