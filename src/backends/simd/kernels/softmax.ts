import { exponential } from './exponential';
import { storeLanes } from './storeLanes';

/** exp(x − max) / Σ exp(x − max) of each row; the sum is in double precision. */
export function softmax(begin: i32, end: i32, room: usize, x: usize, to: usize, width: i32): void {
  const bytes = <usize>width * 4;
  x += <usize>begin * bytes;
  to += <usize>begin * bytes;
  for (let i = begin; i < end; i++) {
    const sum = exponentials(x, to, bytes, largest(x, bytes));
    divideRow(to, bytes, f32x4.splat(<f32>sum));
    x += bytes;
    to += bytes;
  }
}

/** A vector at the end of a row, with −∞ behind it: no maximum, and nothing in a sum of exponentials. */
@inline
function lastOf(x: usize, count: usize): v128 {
  const inside = i32x4.gt_u(i32x4.splat(<i32>count), i32x4(0, 1, 2, 3));
  return v128.bitselect(v128.load(x), f32x4.splat(-Infinity), inside);
}

@inline
function largest(x: usize, bytes: usize): v128 {
  const whole = bytes & ~15;
  let most = f32x4.splat(-Infinity);
  for (let i: usize = 0; i < whole; i += 16) most = f32x4.max(most, v128.load(x + i));
  if (whole < bytes) most = f32x4.max(most, lastOf(x + whole, (bytes - whole) >> 2));
  most = f32x4.max(most, v128.shuffle<i32>(most, most, 2, 3, 0, 1));
  return f32x4.max(most, v128.shuffle<i32>(most, most, 1, 0, 3, 2));
}

@inline
function exponentials(x: usize, to: usize, bytes: usize, most: v128): f64 {
  const whole = bytes & ~15;
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const four = i < whole ? v128.load(x + i) : lastOf(x + i, (bytes - i) >> 2);
    const e = exponential(f32x4.sub(four, most));
    a = f64x2.add(a, f64x2.promote_low_f32x4(e));
    b = f64x2.add(b, f64x2.promote_low_f32x4(v128.shuffle<i64>(e, e, 1, 1)));
    if (i < whole) v128.store(to + i, e);
    else storeLanes(to + i, e, (bytes - i) >> 2);
  }
  a = f64x2.add(a, b);
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}

@inline
function divideRow(to: usize, bytes: usize, divisor: v128): void {
  const whole = bytes & ~15;
  for (let i: usize = 0; i < whole; i += 16) v128.store(to + i, f32x4.div(v128.load(to + i), divisor));
  if (whole < bytes) storeLanes(to + whole, f32x4.div(v128.load(to + whole), divisor), (bytes - whole) >> 2);
}
