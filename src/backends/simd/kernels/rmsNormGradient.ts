import { addDoubles } from './addDoubles';
import { demotePairs, promoteHigh, sumOfPairs } from './doublePairs';
import { lanesBefore } from './lanesBefore';
import { inverseRoot } from './rmsNorm';
import { storeLanes } from './storeLanes';

/** What {@link measure} found of a row; a thread has its own. */
let inverse: f64 = 0;
let projection: f64 = 0;

/**
 * The gradients of blocks of rows: `dx = (h − s · mean(h · s)) / root`, h = gamma · dy, s what the row is before gamma; and
 * what reaches x directly, whose address is not 0 where x is read by something else. Rows are measured again from x, which is
 * kept anyway, in the pass that reads dy.
 *
 * For each block, sums of dy · s by column, in double precision: `stride` bytes from `sums` on, or none where that is 0. The
 * stride has room for whole vectors: what lies behind the columns is never read.
 */
export function rmsNormGradient(begin: i32, end: i32, room: usize, x: usize, dy: usize, gamma: usize, direct: usize, dx: usize, sums: usize, stride: usize, numRows: i32, blockRows: i32, width: i32, epsilon: f64): void {
  const bytes = <usize>width * 4;
  for (let block = begin; block < end; block++) {
    const ofBlock: usize = sums == 0 ? <usize>0 : sums + <usize>block * stride;
    if (ofBlock != 0) memory.fill(ofBlock, 0, stride);
    const last = min(numRows, (block + 1) * blockRows);
    for (let row = block * blockRows; row < last; row++) {
      const at = <usize>row * bytes;
      measure(x + at, dy + at, gamma, bytes, epsilon);
      writeRow(x + at, dy + at, gamma, direct == 0 ? 0 : direct + at, dx + at, ofBlock, bytes);
    }
  }
}

function measure(x: usize, dy: usize, gamma: usize, bytes: usize, epsilon: f64): void {
  const whole = bytes & ~15;
  let lowSquares = f64x2.splat(0);
  let highSquares = f64x2.splat(0);
  let lowProducts = f64x2.splat(0);
  let highProducts = f64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    let four = v128.load(x + i);
    let h = v128.load(dy + i);
    if (gamma != 0) h = f32x4.mul(h, v128.load(gamma + i));
    if (i == whole) {
      const inside = lanesBefore((bytes - i) >> 2);
      four = v128.and(four, inside);
      h = v128.and(h, inside);
    }
    const low = f64x2.promote_low_f32x4(four);
    const high = promoteHigh(four);
    lowSquares = f64x2.add(lowSquares, f64x2.mul(low, low));
    highSquares = f64x2.add(highSquares, f64x2.mul(high, high));
    lowProducts = f64x2.add(lowProducts, f64x2.mul(low, f64x2.promote_low_f32x4(h)));
    highProducts = f64x2.add(highProducts, f64x2.mul(high, promoteHigh(h)));
  }
  const count = <f64>(bytes >> 2);
  inverse = inverseRoot(sumOfPairs(lowSquares, highSquares) / count, epsilon);
  projection = (sumOfPairs(lowProducts, highProducts) / count) * inverse;
}

function writeRow(x: usize, dy: usize, gamma: usize, direct: usize, dx: usize, sums: usize, bytes: usize): void {
  const whole = bytes & ~15;
  const scale = f64x2.splat(inverse);
  const along = f64x2.splat(projection);
  for (let i: usize = 0; i < bytes; i += 16) {
    const four = v128.load(x + i);
    const cotangent = v128.load(dy + i);
    const h = gamma == 0 ? cotangent : f32x4.mul(cotangent, v128.load(gamma + i));
    const low = f64x2.mul(f64x2.promote_low_f32x4(four), scale);
    const high = f64x2.mul(promoteHigh(four), scale);
    const lowLeft = f64x2.sub(f64x2.promote_low_f32x4(h), f64x2.mul(low, along));
    const highLeft = f64x2.sub(promoteHigh(h), f64x2.mul(high, along));
    let gradient = demotePairs(f64x2.mul(lowLeft, scale), f64x2.mul(highLeft, scale));
    if (direct != 0) gradient = f32x4.add(gradient, v128.load(direct + i));
    if (i < whole) v128.store(dx + i, gradient);
    else storeLanes(dx + i, gradient, (bytes - i) >> 2);
    if (sums != 0) addDoubles(sums + 2 * i, f32x4.mul(cotangent, demotePairs(low, high)));
  }
}
