import { ADD, combineDoubles, MULTIPLY, neutral } from './combine';
import { FLOAT, highDoubles, lowDoubles } from './elements';
import { extremeOf, neutralVector } from './extreme';

/**
 * Reduces short rows of float32, `line` bytes apart, four side by side: as many as there are whole groups of, which it
 * returns.
 */
@inline
export function reduceNarrow(operation: i32, rows: i32, x: usize, line: usize, to: usize, width: i32, divisor: f64): i32 {
  const whole = rows & ~3;
  const isSum = operation == ADD || operation == MULTIPLY;
  const divisors = f64x2.splat(divisor);
  for (let row = 0; row < whole; row += 4) {
    let at = x;
    if (isSum) {
      let low = f64x2.splat(neutral(operation)), high = low;
      for (let i = 0; i < width; i++) {
        const four = column(at, line);
        low = combineDoubles(operation, low, lowDoubles(FLOAT, four));
        high = combineDoubles(operation, high, highDoubles(FLOAT, four));
        at += 4;
      }
      if (divisor != 1) {
        low = f64x2.div(low, divisors);
        high = f64x2.div(high, divisors);
      }
      v128.store(to, v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2));
    } else {
      let extreme = neutralVector(operation, FLOAT);
      for (let i = 0; i < width; i++) {
        extreme = extremeOf(operation, FLOAT, extreme, column(at, line));
        at += 4;
      }
      v128.store(to, extreme);
    }
    x += 4 * line;
    to += 16;
  }
  return whole;
}

@inline
function column(at: usize, line: usize): v128 {
  let four = v128.load32_zero(at);
  four = v128.load_lane<u32>(at + line, four, 1);
  four = v128.load_lane<u32>(at + 2 * line, four, 2);
  return v128.load_lane<u32>(at + 3 * line, four, 3);
}
