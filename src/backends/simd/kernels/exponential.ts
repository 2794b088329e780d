import { scaledExponential } from './scaledExponential';

/**
 * eˣ to within 2 units in the last place, exact zeros and infinities included.
 *
 * x = n · ln 2 + r, |r| ≤ ln 2 / 2; ln 2 in two parts so that r keeps its digits.
 */
@inline
export function exponential(x: v128): v128 {
  // Beyond these the result is 0 or ∞; NaN passes.
  const bounded = f32x4.max(f32x4.splat(-104.5), f32x4.min(f32x4.splat(89), x));
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(1.44269504088896341)));
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  return scaledExponential(n, r);
}
