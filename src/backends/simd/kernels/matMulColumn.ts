import { multiplyAdd } from './multiplyAdd';

/**
 * One column of a product whose rows of `a` lie side by side, in panels of 4 `panelA` apart: the sums of 4 rows are one vector.
 * Four panels at a time, since a sum waits for the one before. Otherwise as `matMulNarrowTiles`, to the same bits.
 */
export function matMulColumn(
  a: usize, stepA: usize, panelA: usize, rows: i32,
  b: usize, stepB: usize, depth: i32,
  to: usize, line: usize, adds: bool, bias: usize, relu: bool,
): void {
  const endB = b + <usize>depth * stepB;
  for (let row = 0; row < rows; row += 16) {
    const left = rows - row;
    // Panels that are not there are the first again, and not stored.
    const a1: usize = left > 4 ? panelA : 0, a2: usize = left > 8 ? 2 * panelA : 0, a3: usize = left > 12 ? 3 * panelA : 0;
    let c0 = sumsSoFar(to, line, left, adds), c1 = sumsSoFar(to + 4 * line, line, left - 4, adds);
    let c2 = sumsSoFar(to + 8 * line, line, left - 8, adds), c3 = sumsSoFar(to + 12 * line, line, left - 12, adds);
    let from = a;
    for (let right = b; right != endB; right += stepB) {
      const factor = v128.load_splat<f32>(right);
      c0 = multiplyAdd(v128.load(from), factor, c0);
      c1 = multiplyAdd(v128.load(from + a1), factor, c1);
      c2 = multiplyAdd(v128.load(from + a2), factor, c2);
      c3 = multiplyAdd(v128.load(from + a3), factor, c3);
      from += stepA;
    }
    storeSums(to, line, left, endOf(c0, bias, relu));
    storeSums(to + 4 * line, line, left - 4, endOf(c1, bias, relu));
    storeSums(to + 8 * line, line, left - 8, endOf(c2, bias, relu));
    storeSums(to + 12 * line, line, left - 12, endOf(c3, bias, relu));
    a += 4 * panelA;
    to += 16 * line;
  }
}

function sumsSoFar(at: usize, line: usize, rows: i32, adds: bool): v128 {
  let sums = f32x4.splat(0);
  if (!adds) return sums;
  if (rows > 0) sums = f32x4.replace_lane(sums, 0, load<f32>(at));
  if (rows > 1) sums = f32x4.replace_lane(sums, 1, load<f32>(at + line));
  if (rows > 2) sums = f32x4.replace_lane(sums, 2, load<f32>(at + 2 * line));
  if (rows > 3) sums = f32x4.replace_lane(sums, 3, load<f32>(at + 3 * line));
  return sums;
}

function storeSums(at: usize, line: usize, rows: i32, sums: v128): void {
  if (rows > 0) store<f32>(at, f32x4.extract_lane(sums, 0));
  if (rows > 1) store<f32>(at + line, f32x4.extract_lane(sums, 1));
  if (rows > 2) store<f32>(at + 2 * line, f32x4.extract_lane(sums, 2));
  if (rows > 3) store<f32>(at + 3 * line, f32x4.extract_lane(sums, 3));
}

@inline
function endOf(sums: v128, bias: usize, relu: bool): v128 {
  if (bias != 0) sums = f32x4.add(sums, v128.load_splat<f32>(bias));
  return relu ? f32x4.max(sums, f32x4.splat(0)) : sums;
}
