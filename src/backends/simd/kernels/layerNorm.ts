import { addPair } from './addPair';
import { demotePairs, promoteHigh, sumOfPairs } from './doublePairs';
import { lanesBefore } from './lanesBefore';
import { storeLanes } from './storeLanes';

/** What {@link measure} found of a row; a thread has its own. */
let mean: f64 = 0;
let inverse: f64 = 0;

/**
 * (x − mean) / √(variance + epsilon) · gamma + beta of each row; an address of 0 is no gamma, or no beta. With the address of
 * something to add, of x and that, whose sum is written as well.
 *
 * Rows are measured and centred in double precision: neither values far from zero nor huge ones lose digits there.
 */
export function layerNorm(begin: i32, end: i32, room: usize, x: usize, added: usize, gamma: usize, beta: usize, sum: usize, to: usize, width: i32, epsilon: f64): void {
  const bytes = <usize>width * 4;
  for (let row = begin; row < end; row++) {
    const at = <usize>row * bytes;
    let from = x + at;
    if (added != 0) {
      addPair(from, added + at, sum + at, bytes);
      from = sum + at;
    }
    measure(from, bytes, epsilon);
    writeRow(from, gamma, beta, to + at, bytes);
  }
}

/**
 * The mean and the inverse deviation of a row in one pass, by sums of the distances to its first element. It is part of the
 * row: its own distance to the mean is at most √width deviations, and so the difference of squares keeps its digits.
 */
function measure(x: usize, bytes: usize, epsilon: f64): void {
  const whole = bytes & ~15;
  const first = f32x4.splat(load<f32>(x));
  const shift = f64x2.promote_low_f32x4(first);
  let lowSum = f64x2.splat(0);
  let highSum = f64x2.splat(0);
  let lowSquares = f64x2.splat(0);
  let highSquares = f64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    let four = v128.load(x + i);
    if (i == whole) four = v128.bitselect(four, first, lanesBefore((bytes - i) >> 2));
    const low = f64x2.sub(f64x2.promote_low_f32x4(four), shift);
    const high = f64x2.sub(promoteHigh(four), shift);
    lowSum = f64x2.add(lowSum, low);
    highSum = f64x2.add(highSum, high);
    lowSquares = f64x2.add(lowSquares, f64x2.mul(low, low));
    highSquares = f64x2.add(highSquares, f64x2.mul(high, high));
  }
  const count = <f64>(bytes >> 2);
  const distance = sumOfPairs(lowSum, highSum) / count;
  const variance = max<f64>(0, sumOfPairs(lowSquares, highSquares) / count - distance * distance);
  mean = f64x2.extract_lane(shift, 0) + distance;
  inverse = 1 / sqrt<f64>(variance + epsilon);
}

function writeRow(x: usize, gamma: usize, beta: usize, to: usize, bytes: usize): void {
  const whole = bytes & ~15;
  const centre = f64x2.splat(mean);
  const scale = f64x2.splat(inverse);
  for (let i: usize = 0; i < bytes; i += 16) {
    const four = v128.load(x + i);
    const low = f64x2.mul(f64x2.sub(f64x2.promote_low_f32x4(four), centre), scale);
    let y = demotePairs(low, f64x2.mul(f64x2.sub(promoteHigh(four), centre), scale));
    if (gamma != 0) y = f32x4.mul(y, v128.load(gamma + i));
    if (beta != 0) y = f32x4.add(y, v128.load(beta + i));
    if (i < whole) v128.store(to + i, y);
    else storeLanes(to + i, y, (bytes - i) >> 2);
  }
}
