/** All bits of the lanes whose byte in a mask is not 0. */
@inline
export function shownLanes(mask: usize): v128 {
  const bytes = v128.load32_zero(mask);
  return i32x4.ne(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)), i32x4.splat(0));
}
