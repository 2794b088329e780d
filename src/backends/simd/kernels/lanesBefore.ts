/** All bits of the first `count` (1 to 3) lanes: what belongs to a row in the vector at its end. */
@inline
export function lanesBefore(count: usize): v128 {
  return i32x4.gt_u(i32x4.splat(<i32>count), i32x4(0, 1, 2, 3));
}
