import { LOWER, RAISED_ZERO, raisedExponential } from './raisedExponential';

/**
 * x · σ(v), where v has the sign of x and |v| = size + rest, the rest being a rounding error of the size.
 *
 * Below 0 it is x · e⁻ᵃ / (1 + e⁻ᵃ), a = |v|: digits are there for as long as the result is a float32.
 */
@inline
export function sigmoidGate(x: v128, size: v128, rest: v128): v128 {
  const power = raisedPower(size, rest);
  const lower = f32x4.splat(LOWER);
  const whole = f32x4.add(f32x4.splat(1), f32x4.mul(power, lower));
  const negative = f32x4.lt(x, f32x4.splat(0));
  const quotient = f32x4.div(v128.bitselect(f32x4.mul(x, power), x, negative), whole);
  return v128.bitselect(f32x4.mul(quotient, lower), quotient, negative);
}

/** Its derivative, σ + x · σ · (1 − σ) · v′, for the v of {@link sigmoidGate}. */
@inline
export function sigmoidGateSlope(x: v128, size: v128, rest: v128, slope: v128): v128 {
  const power = raisedPower(size, rest);
  const lower = f32x4.splat(LOWER);
  const one = f32x4.splat(1);
  const larger = f32x4.div(one, f32x4.add(one, f32x4.mul(power, lower)));
  const smaller = f32x4.mul(power, larger);
  const negative = f32x4.lt(x, f32x4.splat(0));
  const gate = v128.bitselect(smaller, larger, negative);
  const other = v128.bitselect(larger, smaller, negative);
  // The gate comes first: it is 0 where x, or x · v′, may be more than float32 holds.
  const bend = f32x4.mul(f32x4.mul(f32x4.mul(x, gate), other), slope);
  // The smaller sigmoid is raised: it is the gate, or stands in the bend alone.
  const lowered = f32x4.mul(f32x4.add(gate, bend), lower);
  return v128.bitselect(lowered, f32x4.add(gate, f32x4.mul(bend, lower)), negative);
}

/** 2⁶⁴ · e^−(size + rest). */
@inline
function raisedPower(size: v128, rest: v128): v128 {
  const bounded = f32x4.pmin(size, f32x4.splat(-RAISED_ZERO));
  return raisedExponential(f32x4.splat(1), f32x4.neg(bounded), f32x4.neg(rest));
}
