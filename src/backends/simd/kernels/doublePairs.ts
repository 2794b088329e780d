/** The last two numbers of a vector as doubles; the first two are those of `f64x2.promote_low_f32x4`. */
@inline
export function promoteHigh(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(v, v, 1, 1));
}

/** Two pairs of doubles as four floats. */
@inline
export function demotePairs(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

/** {@link demotePairs} of quotients. */
@inline
export function demoteQuotients(low: v128, high: v128, divisor: f64): v128 {
  if (divisor == 1) return demotePairs(low, high);
  const by = f64x2.splat(divisor);
  return demotePairs(f64x2.div(low, by), f64x2.div(high, by));
}

/** The sum of four doubles. */
@inline
export function sumOfPairs(low: v128, high: v128): f64 {
  const both = f64x2.add(low, high);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}
