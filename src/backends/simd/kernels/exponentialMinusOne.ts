import { exponentialTail } from './exponentialTail';

/**
 * eˣ − 1 to within 3 units in the last place, near 0 as well.
 *
 * x = n · ln 2 + r as in the exponential, and eˣ − 1 = 2ⁿ · (eʳ − 1) + (2ⁿ − 1). It is computed by halves, since 2¹²⁸ has no
 * float32; for n = 0 it is eʳ − 1 itself, of which half can be denormal. The sign comes last, for −0.
 */
@inline
export function exponentialMinusOne(x: v128): v128 {
  // Beyond these the result is −1 or ∞; NaN passes.
  const bounded = f32x4.pmax(f32x4.pmin(x, f32x4.splat(89)), f32x4.splat(-20));
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(1.44269504088896341)));
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  const near = f32x4.add(f32x4.mul(exponentialTail(r), f32x4.mul(r, r)), r);
  // 2ⁿ⁻¹
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(126)), 23);
  const half = f32x4.add(f32x4.mul(scale, near), f32x4.sub(scale, f32x4.splat(0.5)));
  const size = v128.bitselect(near, f32x4.add(half, half), f32x4.eq(n, f32x4.splat(0)));
  return v128.bitselect(x, size, i32x4.splat(0x80000000));
}
