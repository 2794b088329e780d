/** How the numbers of a tensor are stored: float32, int32, or a byte that is 0 or 1. */
export const FLOAT: i32 = 0;
export const WHOLE: i32 = 1;
export const BOOL: i32 = 2;

/** Bytes of a number. */
@inline
export function sizeOfType(type: i32): usize {
  return type == BOOL ? 1 : 4;
}

/** Four neighbours: float32, or int32 for the other types. */
@inline
export function loadFour(type: i32, at: usize): v128 {
  if (type == BOOL) return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(at)));
  return v128.load(at);
}

/** One number, exactly. */
@inline
export function loadOne(type: i32, at: usize): f64 {
  if (type == FLOAT) return <f64>load<f32>(at);
  if (type == WHOLE) return <f64>load<i32>(at);
  return <f64>load<u8>(at);
}

/** The first two of four neighbours in double precision, exactly. */
@inline
export function lowDoubles(type: i32, four: v128): v128 {
  return type == FLOAT ? f64x2.promote_low_f32x4(four) : f64x2.convert_low_i32x4_s(four);
}

/** The last two of four neighbours in double precision, exactly. */
@inline
export function highDoubles(type: i32, four: v128): v128 {
  return lowDoubles(type, v128.shuffle<i64>(four, four, 1, 1));
}

/** Rounds to float32, or keeps the last bits of a whole number, as typed arrays do. */
@inline
export function storeOne(type: i32, at: usize, value: f64): void {
  if (type == FLOAT) store<f32>(at, <f32>value);
  else if (type == WHOLE) store<i32>(at, <i32>(<i64>value));
  else store<u8>(at, <u8>value);
}
