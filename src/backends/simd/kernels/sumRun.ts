import { promoteHigh } from './doublePairs';
import { lanesBefore } from './lanesBefore';

/** Numbers that are added in float32, at most. */
export const GROUP: i32 = 256;

/**
 * The sum of neighbours, of which 256 at a time are added in float32, to within 2⁻²⁰ of the sum of their sizes, before they go to
 * doubles: adding and widening each takes the same units of a processor. Not finite where a sum of these leaves the range of
 * float32; then it must be taken otherwise.
 */
@inline
export function sumRun(at: usize, count: i32): f64 {
  let low = f64x2.splat(0), high = low;
  for (let i = 0; i < count; i += GROUP) {
    const four = sumsOfGroup(at + (<usize>i << 2), min(GROUP, count - i));
    low = f64x2.add(low, f64x2.promote_low_f32x4(four));
    high = f64x2.add(high, promoteHigh(four));
  }
  const sums = f64x2.add(low, high);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** Four sums that make up that of a group. */
@inline
export function sumsOfGroup(at: usize, count: i32): v128 {
  let a = f32x4.splat(0), b = a;
  const end = at + (<usize>count << 2);
  for (; at + 128 <= end; at += 128) {
    a = f32x4.add(a, sumOfFour(at));
    b = f32x4.add(b, sumOfFour(at + 64));
  }
  if (at + 64 <= end) {
    a = f32x4.add(a, sumOfFour(at));
    at += 64;
  }
  for (; at + 16 <= end; at += 16) b = f32x4.add(b, v128.load(at));
  if (at < end) a = f32x4.add(a, v128.and(v128.load(at), lanesBefore((end - at) >> 2)));
  return f32x4.add(a, b);
}

@inline
function sumOfFour(at: usize): v128 {
  return f32x4.add(f32x4.add(v128.load(at), v128.load(at, 16)), f32x4.add(v128.load(at, 32), v128.load(at, 48)));
}
