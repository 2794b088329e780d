import { exponentialsBeyondOne } from './exponentialsBeyondOne';
import { largestOf } from './largestOf';
import { storeLanes } from './storeLanes';
import { sumOfRow } from './sumOfRow';

/**
 * dy · (softmax(x) − (1 − smoothing) · oneHot(label) − smoothing / width) of each row, dy being a number a row; zeros where
 * the label is `ignored`.
 */
export function crossEntropyGradientOfLabels(begin: i32, end: i32, room: usize, x: usize, labels: usize, dy: usize, to: usize, width: i32, smoothing: f64, ignored: f64): void {
  const bytes = <usize>width * 4;
  x += <usize>begin * bytes;
  to += <usize>begin * bytes;
  for (let row = begin; row < end; row++) {
    const label = load<i32>(labels + <usize>row * 4);
    if (<f64>label == ignored) {
      memory.fill(to, 0, bytes);
    } else {
      const weight = <f64>load<f32>(dy + <usize>row * 4);
      const even = smoothing / <f64>width;
      const sum = 1 + exponentialsBeyondOne(true, x, to, bytes, largestOf(false, x, 0, bytes));
      const atLabel = to + <usize>label * 4;
      const share = <f64>load<f32>(atLabel) / sum;
      finishRow(false, to, 0, bytes, weight / sum, 0, weight * even);
      store<f32>(atLabel, <f32>(weight * (share - (1 - smoothing) - even)));
    }
    x += bytes;
    to += bytes;
  }
}

/** dy · (Σ target · (softmax(x) − smoothing / width) − (1 − smoothing) · target) of each row. */
export function crossEntropyGradientOfDistributions(begin: i32, end: i32, room: usize, x: usize, targets: usize, dy: usize, to: usize, width: i32, smoothing: f64): void {
  const bytes = <usize>width * 4;
  x += <usize>begin * bytes;
  targets += <usize>begin * bytes;
  to += <usize>begin * bytes;
  for (let row = begin; row < end; row++) {
    const weight = <f64>load<f32>(dy + <usize>row * 4);
    const total = weight * sumOfRow(targets, bytes);
    const sum = 1 + exponentialsBeyondOne(true, x, to, bytes, largestOf(false, x, 0, bytes));
    finishRow(true, to, targets, bytes, total / sum, weight * (1 - smoothing), (total * smoothing) / <f64>width);
    x += bytes;
    targets += bytes;
    to += bytes;
  }
}

/** Makes e · factor − target · expected − even of the exponentials e that stand in a row. */
@inline
function finishRow(hasTargets: bool, to: usize, targets: usize, bytes: usize, factor: f64, expected: f64, even: f64): void {
  const whole = bytes & ~15;
  for (let i: usize = 0; i < whole; i += 16) v128.store(to + i, finished(hasTargets, to + i, targets + i, factor, expected, even));
  if (whole < bytes) {
    const last = finished(hasTargets, to + whole, targets + whole, factor, expected, even);
    storeLanes(to + whole, last, (bytes - whole) >> 2);
  }
}

@inline
function finished(hasTargets: bool, to: usize, targets: usize, factor: f64, expected: f64, even: f64): v128 {
  let value = f32x4.mul(v128.load(to), f32x4.splat(<f32>factor));
  if (hasTargets) value = f32x4.sub(value, f32x4.mul(v128.load(targets), f32x4.splat(<f32>expected)));
  return f32x4.sub(value, f32x4.splat(<f32>even));
}
