import { raise, restMinusOne } from './raisedExponential';

/** From here on it is 0 · y: half the square is that of `RAISED_ZERO`. Few digits, so that nothing is left of them. */
export const GAUSSIAN_ZERO: f32 = 16.28125;

/**
 * What {@link raiseByGaussian} needs besides, the same for every y.
 *
 * The square is exact in two parts: that of the upper half of a's digits, and what is left.
 */
@inline
export function gaussianRest(a: v128): v128 {
  const upper = upperHalf(a);
  const left = f32x4.mul(f32x4.sub(a, upper), f32x4.add(a, upper));
  const minusHalf = f32x4.splat(-0.5);
  return restMinusOne(f32x4.mul(f32x4.mul(upper, upper), minusHalf), f32x4.mul(left, minusHalf));
}

/** 2⁶⁴ · y · exp(−a² / 2) for a from 0 to 16.28125, given {@link gaussianRest} of a. */
@inline
export function raiseByGaussian(y: v128, rest: v128, a: v128): v128 {
  const upper = upperHalf(a);
  return raise(y, rest, f32x4.mul(f32x4.mul(upper, upper), f32x4.splat(-0.5)));
}

@inline
function upperHalf(a: v128): v128 {
  return v128.and(a, i32x4.splat(0xfffff000));
}
