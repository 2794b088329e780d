import { raisedExponential } from './raisedExponential';

/** From here on the exponential is zero in float32. */
export const GAUSSIAN_ZERO: f32 = 14.5;

/**
 * 2⁶⁴ · y · exp(−a² / 2) for a from 0 to 14.5, where it is zero.
 *
 * The square is exact in two parts: that of the upper half of a's digits, and what is left.
 */
@inline
export function raisedGaussian(y: v128, a: v128): v128 {
  const upper = v128.and(a, i32x4.splat(0xfffff000));
  const left = f32x4.mul(f32x4.sub(a, upper), f32x4.add(a, upper));
  const minusHalf = f32x4.splat(-0.5);
  const product = raisedExponential(y, f32x4.mul(f32x4.mul(upper, upper), minusHalf), f32x4.mul(left, minusHalf));
  return v128.andnot(product, f32x4.eq(a, f32x4.splat(GAUSSIAN_ZERO)));
}
