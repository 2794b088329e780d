import { sigmoidGate, sigmoidGateSlope } from './sigmoidGate';
import { storeLanes } from './storeLanes';

/** Beyond this σ is 0 or 1 in float32: infinities are cut to it where they would be multiplied by 0. */
const SATURATED: f32 = 200;

@inline
function valueOf(x: v128): v128 {
  return sigmoidGate(f32x4.pmax(x, f32x4.splat(-SATURATED)), f32x4.abs(x), f32x4.splat(0));
}

@inline
function slopeOf(x: v128): v128 {
  const cut = f32x4.pmax(f32x4.pmin(x, f32x4.splat(SATURATED)), f32x4.splat(-SATURATED));
  return sigmoidGateSlope(cut, f32x4.abs(x), f32x4.splat(0), f32x4.splat(1));
}

/** x · σ(x) of each element (arXiv:1702.03118). */
export function silu(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  const last = <usize>end * 4;
  let i = <usize>begin * 4;
  for (; i + 16 <= last; i += 16) v128.store(to + i, valueOf(v128.load(x + i)));
  if (i < last) storeLanes(to + i, valueOf(v128.load(x + i)), (last - i) >> 2);
}

/** dy · (σ(x) + x · σ(x) · (1 − σ(x))) of each element. */
export function siluGradient(begin: i32, end: i32, room: usize, x: usize, dy: usize, to: usize): void {
  const last = <usize>end * 4;
  let i = <usize>begin * 4;
  for (; i + 16 <= last; i += 16) v128.store(to + i, f32x4.mul(v128.load(dy + i), slopeOf(v128.load(x + i))));
  if (i < last) storeLanes(to + i, f32x4.mul(v128.load(dy + i), slopeOf(v128.load(x + i))), (last - i) >> 2);
}
