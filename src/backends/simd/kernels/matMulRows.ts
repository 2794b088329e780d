import { batchOfB, goToBatch } from './goToBatch';
import { multiplyAdd } from './multiplyAdd';
import { storeLanes } from './storeLanes';

/**
 * c[M, N] = a[M, K] · b[K, N] of so few rows that reading `b` is the work: its rows are read along, four at a time, and sums
 * lie in `c`.
 * `a` lies anyhow, as in {@link matMulBlocks}. An item is `blockColumns` columns of one product.
 */
export function matMulRows(
  begin: i32, end: i32, room: usize,
  a: usize, lineA: usize, stepA: usize, b: usize, c: usize, M: i32, N: i32, K: i32, blockColumns: i32,
  batchWidth: i32, batchA: i32, batchB: i32, axes: usize, numAxes: i32,
): void {
  const columnBlocks = (N + blockColumns - 1) / blockColumns;
  const line = <usize>N * 4;
  for (let item = begin; item < end; item++) {
    const batch = item / columnBlocks;
    const column = (item % columnBlocks) * blockColumns;
    const columns = min(blockColumns, N - column);
    const left = a + goToBatch(axes, numAxes, batchWidth, batchA, batchB, batch, room);
    const right = b + batchOfB() + <usize>column * 4;
    const to = c + <usize>batch * <usize>M * line + <usize>column * 4;
    for (let row: usize = 0; row < <usize>M; row++) {
      const at = to + row * line;
      memory.fill(at, 0, <usize>columns * 4);
      let x = left + row * lineA;
      let y = right;
      for (let k = 0; k < K; k += 4) {
        addFour(x, stepA, K - k, y, line, at, columns);
        x += 4 * stepA;
        y += 4 * line;
      }
    }
  }
}

/** Adds up to four rows, each times its number, in their order. */
function addFour(x: usize, step: usize, count: i32, y: usize, line: usize, to: usize, columns: i32): void {
  if (count < 4) {
    for (let k = 0; k < count; k++) {
      addOne(v128.load_splat<f32>(x), y, to, columns);
      x += step;
      y += line;
    }
    return;
  }
  const x0 = v128.load_splat<f32>(x);
  const x1 = v128.load_splat<f32>(x + step);
  const x2 = v128.load_splat<f32>(x + 2 * step);
  const x3 = v128.load_splat<f32>(x + 3 * step);
  const y1 = y + line;
  const y2 = y1 + line;
  const y3 = y2 + line;
  const bytes = <usize>columns * 4;
  const whole = bytes & ~15;
  for (let i: usize = 0; i < bytes; i += 16) {
    let sum = multiplyAdd(x0, v128.load(y + i), v128.load(to + i));
    sum = multiplyAdd(x1, v128.load(y1 + i), sum);
    sum = multiplyAdd(x2, v128.load(y2 + i), sum);
    sum = multiplyAdd(x3, v128.load(y3 + i), sum);
    if (i < whole) v128.store(to + i, sum);
    else storeLanes(to + i, sum, (bytes - i) >> 2);
  }
}

function addOne(x: v128, y: usize, to: usize, columns: i32): void {
  const bytes = <usize>columns * 4;
  const whole = bytes & ~15;
  for (let i: usize = 0; i < bytes; i += 16) {
    const sum = multiplyAdd(x, v128.load(y + i), v128.load(to + i));
    if (i < whole) v128.store(to + i, sum);
    else storeLanes(to + i, sum, (bytes - i) >> 2);
  }
}
