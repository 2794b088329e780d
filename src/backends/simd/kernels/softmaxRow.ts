import { promoteHigh, sumOfPairs } from './doublePairs';
import { exponentialOfDifference } from './exponentialOfDifference';
import { lanesBefore } from './lanesBefore';
import { competing, largestOf } from './largestOf';
import { storeLanes } from './storeLanes';

/**
 * exp(x − max) / Σ exp(x − max) of a row, among what a mask (a byte each) shows; zeros where it shows nothing. The sum is in
 * double precision. NaN, ∞, and −∞ alone make NaN of the whole row.
 *
 * @param masked Whether there is a mask, known at compile time.
 */
@inline
export function softmaxRow(masked: bool, x: usize, mask: usize, to: usize, bytes: usize): void {
  const most = largestOf(masked, x, mask, bytes);
  if (masked && f32x4.extract_lane(most, 0) == -Infinity && !showsAny(mask, bytes >> 2)) {
    memory.fill(to, 0, bytes);
    return;
  }
  const sum = exponentials(masked, x, mask, to, bytes, most);
  divideRow(to, bytes, f32x4.splat(<f32>sum));
}

function showsAny(mask: usize, width: usize): bool {
  for (let i: usize = 0; i < width; i++) if (load<u8>(mask + i)) return true;
  return false;
}

@inline
function exponentials(masked: bool, x: usize, mask: usize, to: usize, bytes: usize, most: v128): f64 {
  const pairs = bytes & ~31;
  const whole = bytes & ~15;
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let i: usize = 0;
  // Two at a time share the constants of the exponential, which engines make anew for each.
  for (; i < pairs; i += 32) {
    const e = exponentialOfDifference(competing(masked, x + i, mask + (i >> 2)), most);
    const f = exponentialOfDifference(competing(masked, x + i + 16, mask + (i >> 2) + 4), most);
    v128.store(to + i, e);
    v128.store(to + i, f, 16);
    a = f64x2.add(a, f64x2.add(f64x2.promote_low_f32x4(e), f64x2.promote_low_f32x4(f)));
    b = f64x2.add(b, f64x2.add(promoteHigh(e), promoteHigh(f)));
  }
  for (; i < bytes; i += 16) {
    let e = exponentialOfDifference(competing(masked, x + i, mask + (i >> 2)), most);
    if (i < whole) {
      v128.store(to + i, e);
    } else {
      const count = (bytes - whole) >> 2;
      storeLanes(to + i, e, count);
      e = v128.and(e, lanesBefore(count));
    }
    a = f64x2.add(a, f64x2.promote_low_f32x4(e));
    b = f64x2.add(b, promoteHigh(e));
  }
  return sumOfPairs(a, b);
}

@inline
function divideRow(to: usize, bytes: usize, divisor: v128): void {
  const whole = bytes & ~15;
  for (let i: usize = 0; i < whole; i += 16) v128.store(to + i, f32x4.div(v128.load(to + i), divisor));
  if (whole < bytes) storeLanes(to + whole, f32x4.div(v128.load(to + whole), divisor), (bytes - whole) >> 2);
}
