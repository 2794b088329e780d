import { softmaxRow } from './softmaxRow';

/** Softmax of each row. */
export function softmax(begin: i32, end: i32, room: usize, x: usize, to: usize, width: i32): void {
  const bytes = <usize>width * 4;
  x += <usize>begin * bytes;
  to += <usize>begin * bytes;
  for (let row = begin; row < end; row++) {
    softmaxRow(false, x, 0, to, bytes);
    x += bytes;
    to += bytes;
  }
}
