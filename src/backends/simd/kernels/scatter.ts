import { copyBytes } from './copyBytes';

/** Copies the bytes `begin` to before `end` of each row of x over the row that its id (int32) names, in the order of the rows. */
export function scatterRows(begin: i32, end: i32, room: usize, x: usize, ids: usize, numRows: i32, to: usize, bytes: usize): void {
  x += <usize>begin;
  to += <usize>begin;
  for (let row = 0; row < numRows; row++) {
    copyBytes(x, to + <usize>load<i32>(ids) * bytes, <usize>(end - begin));
    ids += 4;
    x += bytes;
  }
}
