import { multiplyAdd, subtractProduct } from './multiplyAdd';

/** Adding it to numbers of less than 2²² rounds them to whole ones; then the low bits are the exponent of 2ⁿ. */
const ROUNDING: f32 = 12582912 + 127;

/**
 * eˣ for x ≤ 0 and −∞, 1 of 0 and 0 of what is below −87, to within 2 units in the last place and |x| halves of one: two fifths of
 * the work of `exponentialOfDifference`, for sums in which what is far below the largest counts little. NaN passes.
 *
 * x · log₂ e = n − g, |g| ≤ ½; 2⁻ᵍ is a polynomial whose largest relative error is least (Lawson's iteration).
 */
@inline
export function exponentialBelow(x: v128): v128 {
  const scale = f32x4.splat(1.44269504088896341);
  const shifted = multiplyAdd(x, scale, f32x4.splat(ROUNDING));
  const g = subtractProduct(f32x4.sub(shifted, f32x4.splat(ROUNDING)), x, scale);
  let p = f32x4.splat(-0.00132647238931);
  p = multiplyAdd(p, g, f32x4.splat(0.00967151286955));
  p = multiplyAdd(p, g, f32x4.splat(-0.0555073375425));
  p = multiplyAdd(p, g, f32x4.splat(0.240222420804));
  p = multiplyAdd(p, g, f32x4.splat(-0.693146977591));
  p = multiplyAdd(p, g, f32x4.splat(1));
  return v128.andnot(f32x4.mul(p, i32x4.shl(shifted, 23)), f32x4.lt(x, f32x4.splat(-87)));
}
