import { MAXIMUM } from './combine';
import { BOOL, FLOAT } from './elements';

/** Bytes behind each other of which none changes a largest or smallest number. */
@inline
export function neutralVector(operation: i32, type: i32): v128 {
  const isMaximum = operation == MAXIMUM;
  if (type == FLOAT) return f32x4.splat(isMaximum ? -Infinity : Infinity);
  if (type == BOOL) return i8x16.splat(isMaximum ? 0 : -1);
  return i32x4.splat(isMaximum ? i32.MIN_VALUE : i32.MAX_VALUE);
}

/** The larger or smaller of each pair of numbers of a type; NaN where one is. */
@inline
export function extremeOf(operation: i32, type: i32, x: v128, y: v128): v128 {
  if (operation == MAXIMUM) {
    if (type == FLOAT) return f32x4.max(x, y);
    return type == BOOL ? i8x16.max_u(x, y) : i32x4.max_s(x, y);
  }
  if (type == FLOAT) return f32x4.min(x, y);
  return type == BOOL ? i8x16.min_u(x, y) : i32x4.min_s(x, y);
}
