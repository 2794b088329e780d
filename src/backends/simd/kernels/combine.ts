export const ADD: i32 = 0;
export const MULTIPLY: i32 = 1;
export const MAXIMUM: i32 = 2;
export const MINIMUM: i32 = 3;

/** What changes nothing: where a reduction starts. */
@inline
export function neutral(operation: i32): f64 {
  if (operation == ADD) return 0;
  if (operation == MULTIPLY) return 1;
  return operation == MAXIMUM ? -Infinity : Infinity;
}

/** Largest and smallest are NaN where one number is, and order −0 before 0. */
@inline
export function combineOne(operation: i32, x: f64, y: f64): f64 {
  if (operation == ADD) return x + y;
  if (operation == MULTIPLY) return x * y;
  return operation == MAXIMUM ? max(x, y) : min(x, y);
}

/** Two sums or products. */
@inline
export function combineDoubles(operation: i32, x: v128, y: v128): v128 {
  return operation == ADD ? f64x2.add(x, y) : f64x2.mul(x, y);
}
