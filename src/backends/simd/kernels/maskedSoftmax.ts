import { goToRow, nextRow } from './nextRow';
import { softmaxRow } from './softmaxRow';

/**
 * Softmax of each row among what a mask of bytes shows, along whose rows the axes lead by their first stride.
 *
 * @param step 1 where the mask has a byte for each element of a row, 0 where it has one for the whole row.
 */
export function maskedSoftmax(begin: i32, end: i32, room: usize, x: usize, mask: usize, to: usize, width: i32, step: i32, axes: usize, numAxes: i32): void {
  const bytes = <usize>width * 4;
  x += <usize>begin * bytes;
  to += <usize>begin * bytes;
  mask += <usize>goToRow(axes, numAxes, begin, room);
  for (let row = begin; row < end; row++) {
    if (step) softmaxRow(true, x, mask, to, bytes);
    else if (load<u8>(mask)) softmaxRow(false, x, 0, to, bytes);
    else memory.fill(to, 0, bytes);
    x += bytes;
    to += bytes;
    mask += <usize>nextRow(axes, numAxes, room);
  }
}
