import { exponentialOfSum } from './exponentialOfSum';

/** From here on e⁻ᵃ is computed as e^(64 − a) · e⁻⁶⁴: it is denormal before x times it is. */
const FAR: f32 = 32;
const SHIFT: f32 = 64;
const UNSHIFT: f32 = 1.6038108905486378e-28;

/** σ is 0 or 1 in float32 from here on, and so is what is multiplied by it. */
const SATURATED: f32 = 200;

/**
 * x · σ(v), where v has the sign of x and |v| = size + rest, the rest being a rounding error of the size.
 *
 * Below 0 it is x · e⁻ᵃ / (1 + e⁻ᵃ), a = |v|: digits are there for as long as the result is a float32.
 */
@inline
export function sigmoidGate(x: v128, size: v128, rest: v128): v128 {
  const far = f32x4.gt(size, f32x4.splat(FAR));
  const power = shiftedPower(size, rest, far);
  const unshift = v128.bitselect(f32x4.splat(UNSHIFT), f32x4.splat(1), far);
  const whole = f32x4.add(f32x4.splat(1), f32x4.mul(power, unshift));
  const below = f32x4.mul(f32x4.div(f32x4.mul(x, power), whole), unshift);
  return v128.bitselect(below, f32x4.div(x, whole), f32x4.lt(x, f32x4.splat(0)));
}

/** Its derivative, σ + x · σ · (1 − σ) · v′, for the v of {@link sigmoidGate}. */
@inline
export function sigmoidGateSlope(x: v128, size: v128, rest: v128, slope: v128): v128 {
  const far = f32x4.gt(size, f32x4.splat(FAR));
  const power = shiftedPower(size, rest, far);
  const unshift = v128.bitselect(f32x4.splat(UNSHIFT), f32x4.splat(1), far);
  const larger = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), f32x4.mul(power, unshift)));
  const smaller = f32x4.mul(power, larger);
  const negative = f32x4.lt(x, f32x4.splat(0));
  const gate = v128.bitselect(smaller, larger, negative);
  const other = v128.bitselect(larger, smaller, negative);
  // The gate comes first: it is 0 where x, or x · v′, may be more than float32 holds.
  const bend = f32x4.mul(f32x4.mul(f32x4.mul(x, gate), other), slope);
  // One of the two sigmoids still lacks its factor, either is one of the bend.
  const shifted = f32x4.mul(f32x4.add(gate, bend), unshift);
  return v128.bitselect(shifted, f32x4.add(gate, f32x4.mul(bend, unshift)), negative);
}

@inline
function shiftedPower(size: v128, rest: v128, far: v128): v128 {
  const shift = v128.and(far, f32x4.splat(SHIFT));
  const bounded = f32x4.min(size, f32x4.splat(SATURATED));
  return exponentialOfSum(f32x4.sub(shift, bounded), f32x4.neg(rest));
}
