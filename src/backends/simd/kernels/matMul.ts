import { multiplyAdd } from './multiplyAdd';

/**
 * c[M, N] = a[M, K] · b[K, N], after both were laid out in panels: `a` in 4 rows side by side, `b` in 8 columns, with
 * zeros where a panel reaches over the room. A tile of 4 × 8 sums stays in registers.
 */
const ROWS: i32 = 4;
const COLUMNS: i32 = 8;
/** Steps of the inner sum that are taken at once: a panel of `b`, 16 KiB, stays in the first cache. */
const DEPTH: i32 = 512;

/** Lays out rows of `a` in panels `[k][4]`; `transposed` when it is stored as `[K, M]`. */
export function packRows(begin: i32, end: i32, room: usize, a: usize, transposed: i32, M: i32, K: i32, to: usize): void {
  const step: usize = transposed ? <usize>M * 4 : 4;
  const next: usize = transposed ? 4 : <usize>K * 4;
  for (let row = 0; row < M; row += ROWS) {
    const from = a + <usize>row * next;
    if (M - row < ROWS) packEdge(from, step, next, K, M - row, ROWS, to);
    else if (transposed) packVectors(from, step, K, 1, to);
    else packTransposed(from, next, K, <usize>ROWS * 4, to);
    to += <usize>K * ROWS * 4;
  }
}

/** Lays out columns of `b` in panels `[k][8]`; `transposed` when it is stored as `[N, K]`. */
export function packColumns(begin: i32, end: i32, room: usize, b: usize, transposed: i32, N: i32, K: i32, to: usize): void {
  const step: usize = transposed ? 4 : <usize>N * 4;
  const next: usize = transposed ? <usize>K * 4 : 4;
  for (let column = 0; column < N; column += COLUMNS) {
    const from = b + <usize>column * next;
    if (N - column < COLUMNS) packEdge(from, step, next, K, N - column, COLUMNS, to);
    else if (transposed) {
      packTransposed(from, next, K, <usize>COLUMNS * 4, to);
      packTransposed(from + 4 * next, next, K, <usize>COLUMNS * 4, to + 16);
    } else packVectors(from, step, K, 2, to);
    to += <usize>K * COLUMNS * 4;
  }
}

/** Panels whose lines lie side by side already: `vectors` of four per step. */
function packVectors(from: usize, step: usize, K: i32, vectors: i32, to: usize): void {
  for (let k = 0; k < K; k++) {
    v128.store(to, v128.load(from));
    if (vectors == 2) v128.store(to, v128.load(from, 16), 16);
    from += step;
    to += <usize>vectors * 16;
  }
}

/** Four lines that lie apart, four steps at a time. */
function packTransposed(from: usize, next: usize, K: i32, width: usize, to: usize): void {
  let k = 0;
  for (; k + 4 <= K; k += 4) {
    const a = v128.load(from);
    const b = v128.load(from + next);
    const c = v128.load(from + 2 * next);
    const d = v128.load(from + 3 * next);
    const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
    const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
    const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
    const cd2 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2));
    v128.store(to + width, v128.shuffle<i64>(ab, cd, 1, 3));
    v128.store(to + 2 * width, v128.shuffle<i64>(ab2, cd2, 0, 2));
    v128.store(to + 3 * width, v128.shuffle<i64>(ab2, cd2, 1, 3));
    from += 16;
    to += 4 * width;
  }
  for (; k < K; k++) {
    for (let line: usize = 0; line < 4; line++) store<f32>(to + line * 4, load<f32>(from + line * next));
    from += 4;
    to += width;
  }
}

/** The last panel, with zeros for the lines that are not there. */
function packEdge(from: usize, step: usize, next: usize, K: i32, lines: i32, width: i32, to: usize): void {
  for (let k = 0; k < K; k++) {
    for (let line = 0; line < width; line++) {
      store<f32>(to, line < lines ? load<f32>(from + <usize>line * next) : 0);
      to += 4;
    }
    from += step;
  }
}

/** The product of packed matrices. */
export function matMulPanels(begin: i32, end: i32, room: usize, a: usize, b: usize, c: usize, M: i32, N: i32, K: i32): void {
  const line = <usize>N * 4;
  for (let start = 0; start < K; start += DEPTH) {
    const depth = min(DEPTH, K - start);
    for (let column = 0; column < N; column += COLUMNS) {
      const right = b + (<usize>column * K + <usize>start * COLUMNS) * 4;
      for (let row = 0; row < M; row += ROWS) {
        const left = a + (<usize>row * K + <usize>start * ROWS) * 4;
        const to = c + <usize>row * line + <usize>column * 4;
        const height = min(ROWS, M - row);
        const width = min(COLUMNS, N - column);
        if (height == ROWS && width == COLUMNS) multiplyTile(left, right, depth, to, line, start > 0);
        else {
          if (start > 0) copyTile(to, line, room, 32, height, width);
          multiplyTile(left, right, depth, room, 32, start > 0);
          copyTile(room, 32, to, line, height, width);
        }
      }
    }
  }
}

function copyTile(from: usize, fromLine: usize, to: usize, toLine: usize, height: i32, width: i32): void {
  for (let i: usize = 0; i < <usize>height; i++) memory.copy(to + i * toLine, from + i * fromLine, <usize>width * 4);
}

/** One tile. Taking several steps a turn would leave the compiler without registers, at half the speed. */
function multiplyTile(a: usize, b: usize, depth: i32, to: usize, line: usize, adds: bool): void {
  const to1 = to + line;
  const to2 = to1 + line;
  const to3 = to2 + line;
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  if (adds) {
    c00 = v128.load(to);
    c01 = v128.load(to, 16);
    c10 = v128.load(to1);
    c11 = v128.load(to1, 16);
    c20 = v128.load(to2);
    c21 = v128.load(to2, 16);
    c30 = v128.load(to3);
    c31 = v128.load(to3, 16);
  }
  const end = a + <usize>depth * 16;
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load_splat<f32>(a);
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load_splat<f32>(a, 4);
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load_splat<f32>(a, 8);
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load_splat<f32>(a, 12);
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    a += 16;
    b += 32;
  }
  v128.store(to, c00);
  v128.store(to, c01, 16);
  v128.store(to1, c10);
  v128.store(to1, c11, 16);
  v128.store(to2, c20);
  v128.store(to2, c21, 16);
  v128.store(to3, c30);
  v128.store(to3, c31, 16);
}
