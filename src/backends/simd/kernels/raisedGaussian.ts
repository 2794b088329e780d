import { raisedExponential } from './raisedExponential';

/** From here on it is 0 · y: half the square is that of `RAISED_ZERO`. Few digits, so that nothing is left of them. */
export const GAUSSIAN_ZERO: f32 = 16.28125;

/**
 * 2⁶⁴ · y · exp(−a² / 2) for a from 0 to 16.28125.
 *
 * The square is exact in two parts: that of the upper half of a's digits, and what is left.
 */
@inline
export function raisedGaussian(y: v128, a: v128): v128 {
  const upper = v128.and(a, i32x4.splat(0xfffff000));
  const left = f32x4.mul(f32x4.sub(a, upper), f32x4.add(a, upper));
  const minusHalf = f32x4.splat(-0.5);
  return raisedExponential(y, f32x4.mul(f32x4.mul(upper, upper), minusHalf), f32x4.mul(left, minusHalf));
}
