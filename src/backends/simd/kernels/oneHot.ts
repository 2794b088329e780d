import { fillBytes } from './fillBytes';

/**
 * Rows of `depth` numbers, `off` but for the one that the row's id (int32) names, which is `on`; an id that names none
 * leaves all `off`. Numbers are given as the bits of their `size` bytes, 4 or 1.
 */
export function oneHot(begin: i32, end: i32, room: usize, ids: usize, to: usize, depth: i32, size: usize, on: i32, off: i32): void {
  const line = <usize>depth * size;
  to += <usize>begin * line;
  fillBytes(to, <usize>(end - begin) * line, size == 4 ? i32x4.splat(off) : i8x16.splat(<i8>off));
  for (let item = begin; item < end; item++) {
    const id = load<i32>(ids + <usize>item * 4);
    if (<u32>id < <u32>depth) {
      if (size == 4) store<i32>(to + <usize>id * 4, on);
      else store<u8>(to + <usize>id, <u8>on);
    }
    to += line;
  }
}
