import { ADD, MULTIPLY } from './combine';
import { demoteQuotients } from './doublePairs';
import { extremeOf } from './extreme';
import { extremesOfRun } from './extremesOfRun';
import { reduceRun } from './reduceRun';
import { sumsOfRun } from './sumRun';

/**
 * Reduces rows of float32 of at least 4 numbers, `line` bytes apart, four at a time: what is left of each becomes one number for all
 * four at once. As many as there are whole groups of, which it returns; products none.
 */
@inline
export function reduceWide(operation: i32, rows: i32, x: usize, line: usize, to: usize, width: i32, divisor: f64): i32 {
  if (operation == MULTIPLY) return 0;
  const whole = rows & ~3;
  for (let row = 0; row < whole; row += 4) {
    if (operation == ADD) v128.store(to, meansOfFour(x, line, width, divisor));
    else v128.store(to, extremesOfFour(operation, x, line, width));
    x += 4 * line;
    to += 16;
  }
  return whole;
}

@inline
function meansOfFour(x: usize, line: usize, width: i32, divisor: f64): v128 {
  const low = joinHalves(sumsOfRun(x, width), sumsOfRun(x + line, width));
  const high = joinHalves(sumsOfRun(x + 2 * line, width), sumsOfRun(x + 3 * line, width));
  // 0 for each that is finite, else NaN. Sums of eight may not be, where that of all is.
  const differences = f64x2.add(f64x2.sub(low, low), f64x2.sub(high, high));
  if (f64x2.extract_lane(differences, 0) + f64x2.extract_lane(differences, 1) == 0) return demoteQuotients(low, high, divisor);
  return f32x4(
    <f32>(reduceRun<f32>(ADD, x, width) / divisor),
    <f32>(reduceRun<f32>(ADD, x + line, width) / divisor),
    <f32>(reduceRun<f32>(ADD, x + 2 * line, width) / divisor),
    <f32>(reduceRun<f32>(ADD, x + 3 * line, width) / divisor),
  );
}

/** Of two sums in two halves, the sums. */
@inline
function joinHalves(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<i64>(a, b, 0, 2), v128.shuffle<i64>(a, b, 1, 3));
}

@inline
function extremesOfFour(operation: i32, x: usize, line: usize, width: i32): v128 {
  const a = extremesOfRun<f32>(operation, x, width);
  const b = extremesOfRun<f32>(operation, x + line, width);
  const c = extremesOfRun<f32>(operation, x + 2 * line, width);
  const d = extremesOfRun<f32>(operation, x + 3 * line, width);
  const ab = extremeOf<f32>(operation, v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = extremeOf<f32>(operation, v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return extremeOf<f32>(operation, v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3));
}
