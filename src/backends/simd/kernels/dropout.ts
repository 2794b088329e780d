import { storeLanes } from './storeLanes';
import { threefry } from './threefry';

/** Elements of a group: the words of the four blocks that are computed at once. */
const GROUP: i32 = 8;

/**
 * x times `kept`, or 0 where an element's random word is at most `last`. Items are groups of eight elements; there are
 * `count` elements.
 */
export function dropout(begin: i32, end: i32, room: usize, x: usize, to: usize, count: i32, key0: i32, key1: i32, last: i32, kept: f32): void {
  draw(true, begin, end, room, x, to, count, key0, key1, last, kept);
}

/** The factors of {@link dropout}. */
export function dropoutMask(begin: i32, end: i32, room: usize, to: usize, count: i32, key0: i32, key1: i32, last: i32, kept: f32): void {
  draw(false, begin, end, room, 0, to, count, key0, key1, last, kept);
}

@inline
function draw(hasInput: bool, begin: i32, end: i32, room: usize, x: usize, to: usize, count: i32, key0: i32, key1: i32, last: i32, kept: f32): void {
  const bound = i32x4.splat(last);
  const factor = f32x4.splat(kept);
  const whole = min(end, count / GROUP);
  x += <usize>begin * 32;
  to += <usize>begin * 32;
  for (let at = begin; at < whole; at++) {
    threefry(key0, key1, at * 4, room);
    v128.store(to, drawn(hasInput, x, room, bound, factor));
    v128.store(to, drawn(hasInput, x + 16, room + 16, bound, factor), 16);
    x += 32;
    to += 32;
  }
  if (whole == end) return;
  threefry(key0, key1, whole * 4, room);
  const left = <usize>(count - whole * GROUP);
  const first = drawn(hasInput, x, room, bound, factor);
  if (left < 4) {
    storeLanes(to, first, left);
    return;
  }
  v128.store(to, first);
  if (left > 4) storeLanes(to + 16, drawn(hasInput, x + 16, room + 16, bound, factor), left - 4);
}

@inline
function drawn(hasInput: bool, x: usize, words: usize, last: v128, kept: v128): v128 {
  const factors = v128.and(kept, i32x4.gt_u(v128.load(words), last));
  return hasInput ? f32x4.mul(v128.load(x), factors) : factors;
}
