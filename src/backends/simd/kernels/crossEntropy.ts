import { exponentialsBeyondOne } from './exponentialsBeyondOne';
import { largestOf } from './largestOf';
import { logOnePlus } from './logOnePlus';
import { pairOf, sumOfRow } from './sumOfRow';

/**
 * ln Σ exp(x) − (1 − smoothing) · x[label] − smoothing · mean x of each row, in double precision but for the exponentials; 0
 * where the label is `ignored`, which may be NaN for none.
 */
export function crossEntropyOfLabels(begin: i32, end: i32, room: usize, x: usize, labels: usize, to: usize, width: i32, smoothing: f64, ignored: f64): void {
  const bytes = <usize>width * 4;
  x += <usize>begin * bytes;
  for (let row = begin; row < end; row++) {
    const label = load<i32>(labels + <usize>row * 4);
    let loss: f64 = 0;
    if (<f64>label != ignored) {
      const largest = largestOf(false, x, 0, bytes);
      const most = <f64>f32x4.extract_lane(largest, 0);
      loss = logOnePlus(exponentialsBeyondOne(false, x, 0, bytes, largest));
      loss += (1 - smoothing) * (most - <f64>load<f32>(x + <usize>label * 4));
      if (smoothing != 0) loss += smoothing * (most - sumOfRow(x, bytes) / <f64>width);
    }
    store<f32>(to + <usize>row * 4, <f32>loss);
    x += bytes;
  }
}

/** Σ target · (ln Σ exp(x) − (1 − smoothing) · x − smoothing · mean x) of each row, as above. */
export function crossEntropyOfDistributions(begin: i32, end: i32, room: usize, x: usize, targets: usize, to: usize, width: i32, smoothing: f64): void {
  const bytes = <usize>width * 4;
  x += <usize>begin * bytes;
  targets += <usize>begin * bytes;
  for (let row = begin; row < end; row++) {
    const largest = largestOf(false, x, 0, bytes);
    const most = <f64>f32x4.extract_lane(largest, 0);
    const total = sumOfRow(targets, bytes);
    let loss = total * logOnePlus(exponentialsBeyondOne(false, x, 0, bytes, largest));
    loss += (1 - smoothing) * expectedDistance(x, targets, bytes, most);
    if (smoothing != 0) loss += smoothing * total * (most - sumOfRow(x, bytes) / <f64>width);
    store<f32>(to + <usize>row * 4, <f32>loss);
    x += bytes;
    targets += bytes;
  }
}

/** Σ target · (most − x). */
@inline
function expectedDistance(x: usize, targets: usize, bytes: usize, most: f64): f64 {
  let sum = f64x2.splat(0);
  const pairs = bytes & ~7;
  for (let i: usize = 0; i < pairs; i += 8) {
    sum = f64x2.add(sum, f64x2.mul(pairOf(targets + i), f64x2.sub(f64x2.splat(most), pairOf(x + i))));
  }
  const rest = pairs < bytes ? <f64>load<f32>(targets + pairs) * (most - <f64>load<f32>(x + pairs)) : 0;
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) + rest;
}
