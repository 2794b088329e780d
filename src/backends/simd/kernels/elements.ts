/** How the numbers of a tensor are stored: float32, int32, or a byte that is 0 or 1. In kernels f32, i32 and u8 stand for them. */
export const FLOAT: i32 = 0;
export const WHOLE: i32 = 1;

/** Bytes of a number. */
@inline
export function sizeOfType(type: i32): usize {
  return type == FLOAT || type == WHOLE ? 4 : 1;
}

/** The first two of four neighbours in double precision, exactly. */
@inline
export function lowDoubles<T>(four: v128): v128 {
  return isFloat<T>() ? f64x2.promote_low_f32x4(four) : f64x2.convert_low_i32x4_s(four);
}

/** The last two of four neighbours in double precision, exactly. */
@inline
export function highDoubles<T>(four: v128): v128 {
  return lowDoubles<T>(v128.shuffle<i64>(four, four, 1, 1));
}

/** Rounds to float32, or keeps the last bits of a whole number, as typed arrays do. */
@inline
export function storeOne(type: i32, at: usize, value: f64): void {
  if (type == FLOAT) store<f32>(at, <f32>value);
  else if (type == WHOLE) store<i32>(at, <i32>(<i64>value));
  else store<u8>(at, <u8>value);
}
