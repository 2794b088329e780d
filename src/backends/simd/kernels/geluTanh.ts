import { demotePairs, promoteHigh } from './doublePairs';
import { sigmoidGate, sigmoidGateSlope } from './sigmoidGate';
import { storeLanes } from './storeLanes';

/** 2 · √(2/π), and that times 0.044715. */
const LINEAR: f64 = 1.5957691216057308;
const CUBIC: f64 = 0.07135481627260025;

/** Far beyond where the sigmoid is 0 or 1; the cube of much larger values would not be finite. */
const SATURATED: f32 = 100;

/** (1 + tanh u) / 2 = σ(2u), with 2u in double precision: rounded, it would change the tail by 40 units in the last place. */
@inline
function twiceInner(a: v128): v128 {
  const slope = f64x2.add(f64x2.mul(f64x2.mul(a, a), f64x2.splat(CUBIC)), f64x2.splat(LINEAR));
  return f64x2.mul(a, slope);
}

@inline
function restOf(low: v128, high: v128, size: v128): v128 {
  return demotePairs(f64x2.sub(low, f64x2.promote_low_f32x4(size)), f64x2.sub(high, promoteHigh(size)));
}

@inline
function valueOf(x: v128): v128 {
  const a = f32x4.pmin(f32x4.abs(x), f32x4.splat(SATURATED));
  const low = twiceInner(f64x2.promote_low_f32x4(a));
  const high = twiceInner(promoteHigh(a));
  const size = demotePairs(low, high);
  return sigmoidGate(x, size, restOf(low, high, size));
}

@inline
function slopeOf(x: v128): v128 {
  const a = f32x4.pmin(f32x4.abs(x), f32x4.splat(SATURATED));
  const low = twiceInner(f64x2.promote_low_f32x4(a));
  const high = twiceInner(promoteHigh(a));
  const size = demotePairs(low, high);
  const slope = f32x4.add(f32x4.mul(f32x4.mul(a, a), f32x4.splat(3 * <f32>CUBIC)), f32x4.splat(<f32>LINEAR));
  return sigmoidGateSlope(x, size, restOf(low, high, size), slope);
}

/** x/2 · (1 + tanh u) of each element, u = √(2/π) · (x + 0.044715 x³) (arXiv:1606.08415, §2). */
export function geluTanh(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  const last = <usize>end * 4;
  let i = <usize>begin * 4;
  for (; i + 16 <= last; i += 16) v128.store(to + i, valueOf(v128.load(x + i)));
  if (i < last) storeLanes(to + i, valueOf(v128.load(x + i)), (last - i) >> 2);
}

/** dy times the derivative of each element. */
export function geluTanhGradient(begin: i32, end: i32, room: usize, x: usize, dy: usize, to: usize): void {
  const last = <usize>end * 4;
  let i = <usize>begin * 4;
  for (; i + 16 <= last; i += 16) v128.store(to + i, f32x4.mul(v128.load(dy + i), slopeOf(v128.load(x + i))));
  if (i < last) storeLanes(to + i, f32x4.mul(v128.load(dy + i), slopeOf(v128.load(x + i))), (last - i) >> 2);
}
