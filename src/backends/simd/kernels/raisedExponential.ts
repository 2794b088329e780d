import { exponentialTail } from './exponentialTail';
import { multiplyAdd } from './multiplyAdd';

/** What {@link raisedExponential} is multiplied by to be no longer raised: 2⁻⁶⁴. */
export const LOWER: f32 = 5.421010862427522e-20;

/** 1.5 · 2²³: added to a number of few binary digits, it leaves it rounded to a whole number in the last bits. */
const MAGIC: f32 = 12582912;

/** Where the raised exponential is 0: its 2ⁿ has no float32 any more, and without the 2⁶⁴ it is 0 long before. */
export const RAISED_ZERO: f32 = -132.5;

/**
 * 2⁶⁴ · y · e^(x + rest) for x from −132.5, where it is 0 · y, to 0 and a rest that is small beside 1. NaN passes.
 *
 * Raised so that the exponential is never denormal: what it is multiplied by may bring it back among the normal numbers,
 * with all digits. The rest keeps what the argument would lose in float32: up to half a unit of 64. And y comes in before
 * the last sum, which then is the product: y + y · (eʳ − 1), rounded once. Otherwise as `exponential`.
 */
@inline
export function raisedExponential(y: v128, x: v128, rest: v128): v128 {
  return raise(y, restMinusOne(x, rest), x);
}

/** eʳ − 1 of {@link raisedExponential}, of which r is what n · ln 2 leaves. */
@inline
export function restMinusOne(x: v128, rest: v128): v128 {
  const n = f32x4.sub(shiftedPower(x), f32x4.splat(MAGIC));
  // Exact, and what is small first: r is rounded once.
  const most = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  const r = f32x4.add(most, f32x4.add(rest, f32x4.mul(n, f32x4.splat(2.12194440e-4))));
  return multiplyAdd(exponentialTail(r), f32x4.mul(r, r), r);
}

/** {@link raisedExponential} of a y, given {@link restMinusOne} of x. */
@inline
export function raise(y: v128, minusOne: v128, x: v128): v128 {
  // The last bits of MAGIC itself, less the 64 and the 127 of a float32's exponent.
  const power = i32x4.sub(shiftedPower(x), i32x4.splat(reinterpret<i32>(MAGIC) - 64 - 127));
  return f32x4.mul(multiplyAdd(y, minusOne, y), i32x4.shl(power, 23));
}

/** n, the power of two next to eˣ, in the last bits. */
@inline
function shiftedPower(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504088896341)), f32x4.splat(MAGIC));
}
