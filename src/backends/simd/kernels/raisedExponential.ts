import { multiplyAdd } from './multiplyAdd';

/** What {@link raisedExponential} is multiplied by to give the exponential itself: 2⁻⁶⁴. */
export const LOWER: f32 = 5.421010862427522e-20;

/** 1.5 · 2²³: added to a number of few binary digits, it leaves it rounded to a whole number in the last bits. */
const MAGIC: f32 = 12582912;

/**
 * 2⁶⁴ · e^(x + rest) for x from −131 to 0 and a rest that is small beside 1, to within 2 units in the last place of the exact
 * sum. NaN passes.
 *
 * Raised so that it is never denormal: what it is multiplied by may bring it back among the normal numbers, with all digits,
 * and 2ⁿ is added to its bits. The rest keeps what the argument would lose in float32: up to half a unit of 64.
 * Otherwise as `exponential`.
 */
@inline
export function raisedExponential(x: v128, rest: v128): v128 {
  const shifted = f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504088896341)), f32x4.splat(MAGIC));
  const n = f32x4.sub(shifted, f32x4.splat(MAGIC));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4))), rest);
  let p = f32x4.splat(1.9875691500e-4);
  p = multiplyAdd(p, r, f32x4.splat(1.3981999507e-3));
  p = multiplyAdd(p, r, f32x4.splat(8.3334519073e-3));
  p = multiplyAdd(p, r, f32x4.splat(4.1665795894e-2));
  p = multiplyAdd(p, r, f32x4.splat(1.6666665459e-1));
  p = multiplyAdd(p, r, f32x4.splat(5.0000001201e-1));
  p = f32x4.add(multiplyAdd(p, f32x4.mul(r, r), r), f32x4.splat(1));
  // The last bits of MAGIC itself, less the 64.
  const power = i32x4.sub(shifted, i32x4.splat(reinterpret<i32>(MAGIC) - 64));
  return i32x4.add(p, i32x4.shl(power, 23));
}
