import { ADD, combineDoubles, MULTIPLY, neutral } from './combine';
import { demoteQuotients } from './doublePairs';
import { extremeOf, neutralVector } from './extreme';
import { loadColumn } from './loadColumn';
import { highDoubles, lowDoubles } from './lowDoubles';

/**
 * Reduces short rows of float32, `line` bytes apart, four side by side: as many as there are whole groups of, which it
 * returns.
 */
@inline
export function reduceNarrow(operation: i32, rows: i32, x: usize, line: usize, to: usize, width: i32, divisor: f64): i32 {
  const whole = rows & ~3;
  const isSum = operation == ADD || operation == MULTIPLY;
  for (let row = 0; row < whole; row += 4) {
    v128.store(to, isSum ? combineNarrow(operation, x, line, width, divisor) : extremeOfNarrow(operation, x, line, width));
    x += 4 * line;
    to += 16;
  }
  return whole;
}

@inline
function combineNarrow(operation: i32, x: usize, line: usize, width: i32, divisor: f64): v128 {
  let low = f64x2.splat(neutral(operation)), high = low;
  let i = 0;
  for (; i + 4 <= width; i += 4) {
    // Four numbers of each row: two of them, and then one, remain of each before lanes are exchanged.
    const a = halve(operation, v128.load(x));
    const b = halve(operation, v128.load(x + line));
    const c = halve(operation, v128.load(x + 2 * line));
    const d = halve(operation, v128.load(x + 3 * line));
    low = combineDoubles(operation, low, combineDoubles(operation, v128.shuffle<i64>(a, b, 0, 2), v128.shuffle<i64>(a, b, 1, 3)));
    high = combineDoubles(operation, high, combineDoubles(operation, v128.shuffle<i64>(c, d, 0, 2), v128.shuffle<i64>(c, d, 1, 3)));
    x += 16;
  }
  for (; i < width; i++) {
    const four = loadColumn(x, line);
    low = combineDoubles(operation, low, lowDoubles<f32>(four));
    high = combineDoubles(operation, high, highDoubles<f32>(four));
    x += 4;
  }
  return demoteQuotients(low, high, divisor);
}

@inline
function halve(operation: i32, four: v128): v128 {
  return combineDoubles(operation, lowDoubles<f32>(four), highDoubles<f32>(four));
}

@inline
function extremeOfNarrow(operation: i32, x: usize, line: usize, width: i32): v128 {
  let extreme = neutralVector<f32>(operation);
  for (let i = 0; i < width; i++) {
    extreme = extremeOf<f32>(operation, extreme, loadColumn(x, line));
    x += 4;
  }
  return extreme;
}
