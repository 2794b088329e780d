import { addPair } from './addPair';
import { demotePairs, promoteHigh, sumOfPairs } from './doublePairs';
import { lanesBefore } from './lanesBefore';
import { storeLanes } from './storeLanes';

/**
 * x / √(mean(x²) + epsilon) · gamma of each row; an address of 0 is no gamma. With the address of something to add, of x and
 * that, whose sum is written as well. Squares are in double precision: none is too large.
 */
export function rmsNorm(begin: i32, end: i32, room: usize, x: usize, added: usize, gamma: usize, sum: usize, to: usize, width: i32, epsilon: f64): void {
  const bytes = <usize>width * 4;
  for (let row = begin; row < end; row++) {
    const at = <usize>row * bytes;
    let from = x + at;
    if (added != 0) {
      addPair(from, added + at, sum + at, bytes);
      from = sum + at;
    }
    writeRow(from, gamma, to + at, bytes, inverseRoot(meanSquare(from, bytes), epsilon));
  }
}

/** What the numbers of a row are multiplied by: NaN where one is infinite, so that all are NaN as in plain operations. */
@inline
export function inverseRoot(meanSquare: f64, epsilon: f64): f64 {
  return meanSquare == Infinity ? NaN : 1 / sqrt<f64>(meanSquare + epsilon);
}

function meanSquare(x: usize, bytes: usize): f64 {
  const whole = bytes & ~15;
  let lowSum = f64x2.splat(0);
  let highSum = f64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    let four = v128.load(x + i);
    if (i == whole) four = v128.and(four, lanesBefore((bytes - i) >> 2));
    const low = f64x2.promote_low_f32x4(four);
    const high = promoteHigh(four);
    lowSum = f64x2.add(lowSum, f64x2.mul(low, low));
    highSum = f64x2.add(highSum, f64x2.mul(high, high));
  }
  return sumOfPairs(lowSum, highSum) / <f64>(bytes >> 2);
}

function writeRow(x: usize, gamma: usize, to: usize, bytes: usize, inverse: f64): void {
  const whole = bytes & ~15;
  const scale = f64x2.splat(inverse);
  for (let i: usize = 0; i < bytes; i += 16) {
    const four = v128.load(x + i);
    let y = demotePairs(f64x2.mul(f64x2.promote_low_f32x4(four), scale), f64x2.mul(promoteHigh(four), scale));
    if (gamma != 0) y = f32x4.mul(y, v128.load(gamma + i));
    if (i < whole) v128.store(to + i, y);
    else storeLanes(to + i, y, (bytes - i) >> 2);
  }
}
