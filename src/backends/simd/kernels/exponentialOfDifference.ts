import { exponentialTail } from './exponentialTail';
import { LOWER } from './raisedExponential';

/** Adding it to numbers of less than 2²² rounds them to whole ones; then the low bits are the exponent of 2ⁿ⁺⁶⁴. */
const ROUNDING: f32 = 12582912 + 64 + 127;

/**
 * exp(x − most) for x ≤ most to within 2 units in the last place of that of the exact difference, whose rounding would cost up
 * to half a unit of 64: Knuth's two-sum finds what it took off. NaN for −∞ − −∞ and ∞ − ∞.
 *
 * As in `exponential`, x − most = n · ln 2 + r; without large results there is less to do.
 */
@inline
export function exponentialOfDifference(x: v128, most: v128): v128 {
  const rounded = f32x4.sub(x, most);
  const ofMost = f32x4.sub(rounded, x);
  const lost = f32x4.sub(f32x4.sub(x, f32x4.sub(rounded, ofMost)), f32x4.add(most, ofMost));
  // What was lost of −∞ is NaN, and products that underflow take a hundred times as long.
  const isZero = f32x4.lt(rounded, f32x4.splat(-104));
  const difference = v128.andnot(rounded, isZero);
  const shifted = f32x4.add(f32x4.mul(difference, f32x4.splat(1.44269504088896341)), f32x4.splat(ROUNDING));
  const n = f32x4.sub(shifted, f32x4.splat(ROUNDING));
  let r = f32x4.sub(difference, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  r = f32x4.add(r, v128.andnot(lost, isZero));
  const power = f32x4.add(f32x4.add(f32x4.mul(exponentialTail(r), f32x4.mul(r, r)), r), f32x4.splat(1));
  // In two steps, since 2ⁿ has no float32 of its own where the result is denormal.
  return v128.andnot(f32x4.mul(f32x4.mul(power, i32x4.shl(shifted, 23)), f32x4.splat(LOWER)), isZero);
}
