import { promoteHigh, sumOfPairs } from './doublePairs';
import { lanesBefore } from './lanesBefore';
import { storeLanes } from './storeLanes';

/** y · (dy − Σ dy · y) of each row; the sum is in double precision. */
export function softmaxGradient(begin: i32, end: i32, room: usize, dy: usize, y: usize, to: usize, width: i32): void {
  const bytes = <usize>width * 4;
  const whole = bytes & ~15;
  const count = (bytes - whole) >> 2;
  const start = <usize>begin * bytes;
  dy += start;
  y += start;
  to += start;
  for (let row = begin; row < end; row++) {
    const sum = f32x4.splat(<f32>sumOfProducts(dy, y, bytes));
    for (let i: usize = 0; i < whole; i += 16) {
      v128.store(to + i, f32x4.mul(v128.load(y + i), f32x4.sub(v128.load(dy + i), sum)));
    }
    if (count) {
      storeLanes(to + whole, f32x4.mul(v128.load(y + whole), f32x4.sub(v128.load(dy + whole), sum)), count);
    }
    dy += bytes;
    y += bytes;
    to += bytes;
  }
}

@inline
function sumOfProducts(dy: usize, y: usize, bytes: usize): f64 {
  const pairs = bytes & ~31;
  const whole = bytes & ~15;
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let i: usize = 0;
  // Two at a time: each sum waits for the one before it.
  for (; i < pairs; i += 32) {
    const p = f32x4.mul(v128.load(dy + i), v128.load(y + i));
    const q = f32x4.mul(v128.load(dy + i, 16), v128.load(y + i, 16));
    a = f64x2.add(a, f64x2.add(f64x2.promote_low_f32x4(p), f64x2.promote_low_f32x4(q)));
    b = f64x2.add(b, f64x2.add(promoteHigh(p), promoteHigh(q)));
  }
  for (; i < bytes; i += 16) {
    let p = f32x4.mul(v128.load(dy + i), v128.load(y + i));
    if (i >= whole) p = v128.and(p, lanesBefore((bytes - whole) >> 2));
    a = f64x2.add(a, f64x2.promote_low_f32x4(p));
    b = f64x2.add(b, promoteHigh(p));
  }
  return sumOfPairs(a, b);
}
