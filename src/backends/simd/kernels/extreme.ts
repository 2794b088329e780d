import { MAXIMUM } from './combine';

/** Bytes behind each other of which none changes a largest or smallest number. */
@inline
export function neutralVector<T>(operation: i32): v128 {
  const isMaximum = operation == MAXIMUM;
  if (isFloat<T>()) return f32x4.splat(isMaximum ? -Infinity : Infinity);
  if (sizeof<T>() == 1) return i8x16.splat(isMaximum ? 0 : -1);
  return i32x4.splat(isMaximum ? i32.MIN_VALUE : i32.MAX_VALUE);
}

/**
 * The larger or smaller of each pair of numbers of a type; NaN where one is. The engine's own maximum, which orders −0 before
 * 0 as well, takes twice as many instructions.
 */
@inline
export function extremeOf<T>(operation: i32, x: v128, y: v128): v128 {
  // These answer x where one is NaN, and a mask of ones is a NaN.
  if (isFloat<T>()) return v128.or(numberExtreme(operation, x, y), f32x4.ne(y, y));
  if (sizeof<T>() == 1) return operation == MAXIMUM ? i8x16.max_u(x, y) : i8x16.min_u(x, y);
  return operation == MAXIMUM ? i32x4.max_s(x, y) : i32x4.min_s(x, y);
}

/** {@link extremeOf} of float32 of which none is NaN; of `x` NaN it answers `x`. */
@inline
export function numberExtreme(operation: i32, x: v128, y: v128): v128 {
  return operation == MAXIMUM ? f32x4.pmax(x, y) : f32x4.pmin(x, y);
}
