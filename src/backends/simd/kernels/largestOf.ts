import { lanesBefore } from './lanesBefore';
import { shownLanes } from './shownLanes';

/** The largest number of a row, or of those that a mask shows, in all lanes; −∞ of nothing. NaN is passed over. */
@inline
export function largestOf(masked: bool, x: usize, mask: usize, bytes: usize): v128 {
  const whole = bytes & ~15;
  let most = f32x4.splat(-Infinity);
  for (let i: usize = 0; i < whole; i += 16) {
    most = f32x4.pmax(most, competing(masked, x + i, mask + (i >> 2)));
  }
  if (whole < bytes) {
    const last = competing(masked, x + whole, mask + (whole >> 2));
    most = f32x4.pmax(most, v128.bitselect(last, f32x4.splat(-Infinity), lanesBefore((bytes - whole) >> 2)));
  }
  most = f32x4.pmax(most, v128.shuffle<i32>(most, most, 2, 3, 0, 1));
  return f32x4.pmax(most, v128.shuffle<i32>(most, most, 1, 0, 3, 2));
}

/** Four numbers, with −∞ where a mask hides them. */
@inline
export function competing(masked: bool, x: usize, mask: usize): v128 {
  const four = v128.load(x);
  return masked ? v128.bitselect(four, f32x4.splat(-Infinity), shownLanes(mask)) : four;
}
