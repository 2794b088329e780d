import { batchOfB, goToBatch } from './goToBatch';
import { multiplyAdd } from './multiplyAdd';

/** Where in the thread's room the results of a tile are, those of a column side by side. */
const DOTS: usize = 512;

/**
 * c[M, N] = a[M, K] · b[N, K]ᵀ, few rows by many: both are read along their rows, where they lie, in tiles of 4 × 2 results,
 * each of them four sums side by side. An item is `blockColumns` columns of one product; batches as in {@link matMulBlocks}.
 */
export function matMulDots(
  begin: i32, end: i32, room: usize,
  a: usize, b: usize, c: usize, M: i32, N: i32, K: i32, blockColumns: i32,
  batchWidth: i32, batchA: i32, batchB: i32, axes: usize, numAxes: i32,
): void {
  const columnBlocks = (N + blockColumns - 1) / blockColumns;
  const next = <usize>K * 4;
  const line = <usize>N * 4;
  for (let item = begin; item < end; item++) {
    const batch = item / columnBlocks;
    const column = (item % columnBlocks) * blockColumns;
    const endColumn = min(N, column + blockColumns);
    const left = a + goToBatch(axes, numAxes, batchWidth, batchA, batchB, batch, room);
    const right = b + batchOfB();
    const to = c + <usize>batch * <usize>M * line;
    for (let at = column; at < endColumn; at += 2) {
      const columns = min(2, endColumn - at);
      for (let row = 0; row < M; row += 4) {
        const rows = min(4, M - row);
        let x = left + <usize>row * next;
        const y = right + <usize>at * next;
        multiplyDots(x, next, rows, y, columns, K, room);
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) {
            let value = load<f32>(room + DOTS + <usize>(j * 4 + i) * 4);
            for (let k = <usize>(K & ~3) * 4; k < next; k += 4) {
              value += load<f32>(x + k) * load<f32>(y + <usize>j * next + k);
            }
            store<f32>(to + <usize>(row + i) * line + <usize>(at + j) * 4, value);
          }
          x += next;
        }
      }
    }
  }
}

/** The sums of a tile up to the last whole vector. Rows and columns that are not there are the first ones once more. */
function multiplyDots(a: usize, next: usize, rows: i32, b: usize, columns: i32, K: i32, room: usize): void {
  const a1: usize = rows > 1 ? next : 0;
  const a2: usize = rows > 2 ? 2 * next : 0;
  const a3: usize = rows > 3 ? 3 * next : 0;
  const second: usize = columns > 1 ? next : 0;
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const end = a + <usize>(K & ~3) * 4;
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b + second);
    let x = v128.load(a);
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load(a + a1);
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load(a + a2);
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load(a + a3);
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    a += 16;
    b += 16;
  }
  v128.store(room, sumsOf(c00, c10, c20, c30), DOTS);
  v128.store(room, sumsOf(c01, c11, c21, c31), DOTS + 16);
}

/** The sum of the numbers of each of four vectors. */
@inline
function sumsOf(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3));
}
