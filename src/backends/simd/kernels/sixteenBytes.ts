import { maskBytes } from './maskBytes';

export const EQUAL: i32 = 0;
export const NOT_EQUAL: i32 = 1;
export const GREATER: i32 = 2;
export const GREATER_EQUAL: i32 = 3;
export const EQUAL_INT: i32 = 4;
export const NOT_EQUAL_INT: i32 = 5;
export const GREATER_INT: i32 = 6;
export const GREATER_EQUAL_INT: i32 = 7;
/** From here on operands are bytes. */
export const AND: i32 = 8;
export const OR: i32 = 9;

@inline
function compare(operation: i32, x: v128, y: v128): v128 {
  if (operation == EQUAL) return f32x4.eq(x, y);
  if (operation == NOT_EQUAL) return f32x4.ne(x, y);
  if (operation == GREATER) return f32x4.gt(x, y);
  if (operation == GREATER_EQUAL) return f32x4.ge(x, y);
  if (operation == EQUAL_INT) return i32x4.eq(x, y);
  if (operation == NOT_EQUAL_INT) return i32x4.ne(x, y);
  if (operation == GREATER_INT) return i32x4.gt_s(x, y);
  return i32x4.ge_s(x, y);
}

/** `a && b` and `a || b` of JavaScript: bytes other than 1 that a user wrote stay what they are. */
@inline
function connect(operation: i32, x: v128, y: v128): v128 {
  const isFalse = i8x16.eq(x, i8x16.splat(0));
  return operation == AND ? v128.andnot(y, isFalse) : v128.bitselect(y, x, isFalse);
}

/**
 * Sixteen bytes of a result: comparisons of numbers, 1 or 0, or logic of bytes. What is spread is the vector that came with it.
 */
@inline
export function sixteenBytes(operation: i32, a: usize, b: usize, x: v128, y: v128, spreadA: bool, spreadB: bool): v128 {
  if (operation >= AND) return connect(operation, spreadA ? x : v128.load(a), spreadB ? y : v128.load(b));
  return maskBytes(
    compare(operation, spreadA ? x : v128.load(a), spreadB ? y : v128.load(b)),
    compare(operation, spreadA ? x : v128.load(a, 16), spreadB ? y : v128.load(b, 16)),
    compare(operation, spreadA ? x : v128.load(a, 32), spreadB ? y : v128.load(b, 32)),
    compare(operation, spreadA ? x : v128.load(a, 48), spreadB ? y : v128.load(b, 48)),
  );
}
