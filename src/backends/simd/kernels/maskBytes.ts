/** The truth of sixteen comparisons of four each, as the bytes 1 and 0 of a tensor of booleans. */
@inline
export function maskBytes(a: v128, b: v128, c: v128, d: v128): v128 {
  const bytes = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
  return v128.and(bytes, i8x16.splat(1));
}
