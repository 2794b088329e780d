import { demotePairs } from './doublePairs';
import { storeLanes } from './storeLanes';

/**
 * Adds the sums in double precision that the blocks of a job left by column, `stride` bytes from one block to the next, in
 * their order, and rounds them to float32.
 */
export function sumBlocks(begin: i32, end: i32, room: usize, sums: usize, to: usize, stride: usize, numBlocks: i32): void {
  for (let column = begin; column < end; column += 4) {
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    let from = sums + <usize>column * 8;
    for (let block = 0; block < numBlocks; block++) {
      low = f64x2.add(low, v128.load(from));
      high = f64x2.add(high, v128.load(from, 16));
      from += stride;
    }
    const four = demotePairs(low, high);
    if (column + 4 <= end) v128.store(to + <usize>column * 4, four);
    else storeLanes(to + <usize>column * 4, four, end - column);
  }
}
