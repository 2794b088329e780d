import { goToRow, nextRow } from './nextRow';

/**
 * Adds the rows of a tensor to sums in double precision, which the caller set to 0.
 *
 * `step` is 0 where the last axis is summed, and 1 where it is kept. The first stride of the axes leads through `sums`.
 */
export function addRows(begin: i32, end: i32, room: usize, x: usize, sums: usize, width: i32, step: i32, axes: usize, numAxes: i32): void {
  x += <usize>begin * <usize>width * 4;
  sums += <usize>goToRow(axes, numAxes, begin, room);
  for (let i = begin; i < end; i++) {
    if (step == 0) store<f64>(sums, load<f64>(sums) + sumOf(x, width));
    else addTo(sums, x, width);
    x += <usize>width * 4;
    sums += <usize>nextRow(axes, numAxes, room);
  }
}

function sumOf(x: usize, width: i32): f64 {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  const end = x + <usize>(width & ~3) * 4;
  for (; x < end; x += 16) {
    const four = v128.load(x);
    a = f64x2.add(a, f64x2.promote_low_f32x4(four));
    b = f64x2.add(b, f64x2.promote_low_f32x4(v128.shuffle<i64>(four, four, 1, 1)));
  }
  a = f64x2.add(a, b);
  let sum = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (let i = 0; i < (width & 3); i++) {
    sum += <f64>load<f32>(x);
    x += 4;
  }
  return sum;
}

function addTo(sums: usize, x: usize, width: i32): void {
  const end = x + <usize>(width & ~1) * 4;
  for (; x < end; x += 8) {
    v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(v128.load64_zero(x))));
    sums += 16;
  }
  if (width & 1) store<f64>(sums, load<f64>(sums) + <f64>load<f32>(x));
}

/** Rounds each sum, divided by `divisor`, to float32. */
export function divideSums(begin: i32, end: i32, room: usize, sums: usize, to: usize, divisor: f64): void {
  for (let i = begin; i < end; i++) {
    store<f32>(to + <usize>i * 4, <f32>(load<f64>(sums + <usize>i * 8) / divisor));
  }
}
