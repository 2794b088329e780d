/** A vector over and over, all of whose numbers are the same. */
@inline
export function fillBytes(to: usize, bytes: usize, v: v128): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(to + i, v);
  for (; i + 4 <= bytes; i += 4) store<i32>(to + i, i32x4.extract_lane(v, 0));
  for (; i < bytes; i++) store<u8>(to + i, i8x16.extract_lane_u(v, 0));
}
