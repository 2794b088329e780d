import { promoteHigh, sumOfPairs } from './doublePairs';
import { exponentialOfDifference } from './exponentialOfDifference';
import { lanesBefore } from './lanesBefore';
import { storeLanes } from './storeLanes';

/**
 * Σ exp(x − most) − 1 of a row in double precision, where one element is the largest: small where that one is far above the
 * others, and then with all its digits. NaN where the largest is not finite.
 *
 * @param kept Whether the exponentials are stored, known at compile time.
 */
@inline
export function exponentialsBeyondOne(kept: bool, x: usize, to: usize, bytes: usize, most: v128): f64 {
  const pairs = bytes & ~31;
  const whole = bytes & ~15;
  const one = f32x4.splat(1);
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  // Ones are counted instead of added, so that one of them can be left out; a comparison that holds is −1.
  let ones = i32x4.splat(0);
  let i: usize = 0;
  // Two at a time share the constants of the exponential, which engines make anew for each.
  for (; i < pairs; i += 32) {
    const e = exponentialOfDifference(v128.load(x + i), most);
    const f = exponentialOfDifference(v128.load(x + i, 16), most);
    if (kept) {
      v128.store(to + i, e);
      v128.store(to + i, f, 16);
    }
    const isOne = f32x4.eq(e, one);
    const isOneToo = f32x4.eq(f, one);
    const others = v128.andnot(e, isOne);
    const othersToo = v128.andnot(f, isOneToo);
    ones = i32x4.add(ones, i32x4.add(isOne, isOneToo));
    a = f64x2.add(a, f64x2.add(f64x2.promote_low_f32x4(others), f64x2.promote_low_f32x4(othersToo)));
    b = f64x2.add(b, f64x2.add(promoteHigh(others), promoteHigh(othersToo)));
  }
  for (; i < bytes; i += 16) {
    let e = exponentialOfDifference(v128.load(x + i), most);
    if (i < whole) {
      if (kept) v128.store(to + i, e);
    } else {
      const count = (bytes - whole) >> 2;
      if (kept) storeLanes(to + i, e, count);
      e = v128.and(e, lanesBefore(count));
    }
    const isOne = f32x4.eq(e, one);
    const others = v128.andnot(e, isOne);
    ones = i32x4.add(ones, isOne);
    a = f64x2.add(a, f64x2.promote_low_f32x4(others));
    b = f64x2.add(b, promoteHigh(others));
  }
  ones = i32x4.add(ones, v128.shuffle<i32>(ones, ones, 2, 3, 0, 1));
  const count = -(i32x4.extract_lane(ones, 0) + i32x4.extract_lane(ones, 1));
  return sumOfPairs(a, b) + <f64>(count - 1);
}
