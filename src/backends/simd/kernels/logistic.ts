import { exponential } from './exponential';

/** 1 / (1 + e⁻ˣ) to within 4 units in the last place: e⁻|ˣ| does not overflow, and below 0 it is e^x / (1 + e^x). */
@inline
export function logistic(x: v128): v128 {
  const one = f32x4.splat(1);
  const e = exponential(f32x4.neg(f32x4.abs(x)));
  const above = v128.bitselect(e, one, f32x4.lt(x, f32x4.splat(0)));
  return f32x4.div(above, f32x4.add(one, e));
}
