/** Stores the first `count` (1 to 3) numbers of a vector: the end of a row, where a whole vector would write past it. */
@inline
export function storeLanes(to: usize, v: v128, count: usize): void {
  store<f32>(to, f32x4.extract_lane(v, 0));
  if (count > 1) store<f32>(to, f32x4.extract_lane(v, 1), 4);
  if (count > 2) store<f32>(to, f32x4.extract_lane(v, 2), 8);
}
