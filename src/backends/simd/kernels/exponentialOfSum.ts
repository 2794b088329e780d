import { scaledExponential } from './scaledExponential';

/**
 * e^(x + rest) for x from −174 to 88 and a rest that is small beside 1: to within 2 units in the last place of the exact sum,
 * where x alone, rounded, would be off by half a unit of 64 and its exponential by as much. NaN passes.
 */
@inline
export function exponentialOfSum(x: v128, rest: v128): v128 {
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504088896341)));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  return scaledExponential(n, f32x4.add(r, rest));
}
