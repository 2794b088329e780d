import { exponentialTail } from './exponentialTail';

/**
 * eˣ to within 2 units in the last place, exact zeros and infinities included.
 *
 * x = n · ln 2 + r, |r| ≤ ln 2 / 2; ln 2 in two parts so that r keeps its digits. 2ⁿ is multiplied
 * in two steps, since it has no float32 of its own where the result is denormal or n is 128.
 */
@inline
export function exponential(x: v128): v128 {
  // Beyond these the result is 0 or ∞; NaN passes.
  const bounded = f32x4.pmax(f32x4.pmin(x, f32x4.splat(89)), f32x4.splat(-104.5));
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(1.44269504088896341)));
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  const p = f32x4.add(f32x4.add(f32x4.mul(exponentialTail(r), f32x4.mul(r, r)), r), f32x4.splat(1));
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}
