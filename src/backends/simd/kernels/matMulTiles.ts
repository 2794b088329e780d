import { multiplyAdd } from './multiplyAdd';
import { storeLanes } from './storeLanes';

/**
 * Panels of a product: `columns` panels of 8 columns, or of at most 4, each from top to bottom in tiles of 4 rows, whose sums
 * stay in registers.
 *
 * Neighbouring numbers of `a` are `lineA` bytes apart along its rows' axis, `stepA` along the inner axis, and panels of 4 rows
 * `panelA`; a row of `b` that a tile reads is 8 or 4 numbers side by side, `stepB` from the next, and panels are `panelB` apart.
 * So matrices are read where they lie, transposed or not, as fast as those that were packed. `rows` lines of `to` are `line`
 * bytes apart and its panels `panelTo`; `width` numbers of a line are written in a panel. `adds` continues sums that are there.
 * `bias` is the address of numbers to add at the end, for panels `biasPanel` bytes apart, or 0.
 *
 * The last tile may have rows that are not there: it computes its first row in their stead, and stores it again.
 * Nothing in these loops is unrolled: the compiler would run out of registers, at half the speed.
 */
@inline
function tiles(
  a: usize, lineA: usize, stepA: usize, panelA: usize, rows: i32,
  b: usize, stepB: usize, panelB: usize, columns: i32, depth: i32,
  to: usize, line: usize, panelTo: usize, width: i32, adds: bool, bias: usize, biasPanel: usize, relu: bool,
): void {
  for (let column = 0; column < columns; column++) {
    const endB = b + <usize>depth * stepB;
    let a1: usize = lineA, a2: usize = 2 * lineA, a3: usize = 3 * lineA;
    let line1: usize = line, line2: usize = 2 * line, line3: usize = 3 * line;
    let from = a, top = to;
    for (let row = 0; row < rows; row += 4) {
      if (rows - row < 4) {
        a3 = line3 = 0;
        if (rows - row < 3) a2 = line2 = 0;
        if (rows - row < 2) a1 = line1 = 0;
      }
      const top1 = top + line1, top2 = top + line2, top3 = top + line3;
      let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00;
      let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
      if (adds) {
        c00 = v128.load(top);
        c01 = v128.load(top, 16);
        c10 = v128.load(top1);
        c11 = v128.load(top1, 16);
        c20 = v128.load(top2);
        c21 = v128.load(top2, 16);
        c30 = v128.load(top3);
        c31 = v128.load(top3, 16);
      }
      let left = from;
      for (let right = b; right != endB; right += stepB) {
        const b0 = v128.load(right);
        const b1 = v128.load(right, 16);
        let x = v128.load_splat<f32>(left);
        c00 = multiplyAdd(x, b0, c00);
        c01 = multiplyAdd(x, b1, c01);
        x = v128.load_splat<f32>(left + a1);
        c10 = multiplyAdd(x, b0, c10);
        c11 = multiplyAdd(x, b1, c11);
        x = v128.load_splat<f32>(left + a2);
        c20 = multiplyAdd(x, b0, c20);
        c21 = multiplyAdd(x, b1, c21);
        x = v128.load_splat<f32>(left + a3);
        c30 = multiplyAdd(x, b0, c30);
        c31 = multiplyAdd(x, b1, c31);
        left += stepA;
      }
      if (bias != 0) {
        const d0 = v128.load(bias);
        const d1 = v128.load(bias, 16);
        c00 = f32x4.add(c00, d0);
        c01 = f32x4.add(c01, d1);
        c10 = f32x4.add(c10, d0);
        c11 = f32x4.add(c11, d1);
        c20 = f32x4.add(c20, d0);
        c21 = f32x4.add(c21, d1);
        c30 = f32x4.add(c30, d0);
        c31 = f32x4.add(c31, d1);
      }
      if (relu) {
        const zero = f32x4.splat(0);
        c00 = f32x4.max(c00, zero);
        c01 = f32x4.max(c01, zero);
        c10 = f32x4.max(c10, zero);
        c11 = f32x4.max(c11, zero);
        c20 = f32x4.max(c20, zero);
        c21 = f32x4.max(c21, zero);
        c30 = f32x4.max(c30, zero);
        c31 = f32x4.max(c31, zero);
      }
      storeWide(top, c00, c01, width);
      storeWide(top1, c10, c11, width);
      storeWide(top2, c20, c21, width);
      storeWide(top3, c30, c31, width);
      from += panelA;
      top += 4 * line;
    }
    b += panelB;
    to += panelTo;
    if (bias != 0) bias += biasPanel;
  }
}

/** The {@link tiles} of results whose panels lie side by side. */
export function matMulTiles(
  a: usize, lineA: usize, stepA: usize, panelA: usize, rows: i32,
  b: usize, stepB: usize, panelB: usize, columns: i32, depth: i32,
  to: usize, line: usize, width: i32, adds: bool, bias: usize, biasPanel: usize, relu: bool,
): void {
  tiles(a, lineA, stepA, panelA, rows, b, stepB, panelB, columns, depth, to, line, 32, width, adds, bias, biasPanel, relu);
}

/** {@link tiles} of operands that were laid out: nothing but their sums. Of short ones, what a tile begins and ends with counts. */
export function matMulPackedTiles(a: usize, rows: i32, b: usize, panelB: usize, columns: i32, depth: i32, to: usize, line: usize, panelTo: usize, adds: bool): void {
  tiles(a, 4, 16, <usize>depth << 4, rows, b, 32, panelB, columns, depth, to, line, panelTo, 8, adds, 0, 0, false);
}

/** {@link matMulTiles} of one panel of at most 4 columns. */
export function matMulNarrowTiles(
  a: usize, lineA: usize, stepA: usize, panelA: usize, rows: i32,
  b: usize, stepB: usize, depth: i32,
  to: usize, line: usize, width: i32, adds: bool, bias: usize, relu: bool,
): void {
  const endB = b + <usize>depth * stepB;
  let a1: usize = lineA, a2: usize = 2 * lineA, a3: usize = 3 * lineA;
  let line1: usize = line, line2: usize = 2 * line, line3: usize = 3 * line;
  for (let row = 0; row < rows; row += 4) {
    if (rows - row < 4) {
      a3 = line3 = 0;
      if (rows - row < 3) a2 = line2 = 0;
      if (rows - row < 2) a1 = line1 = 0;
    }
    const to1 = to + line1, to2 = to + line2, to3 = to + line3;
    let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0;
    if (adds) {
      c0 = v128.load(to);
      c1 = v128.load(to1);
      c2 = v128.load(to2);
      c3 = v128.load(to3);
    }
    let left = a;
    for (let right = b; right != endB; right += stepB) {
      const b0 = v128.load(right);
      c0 = multiplyAdd(v128.load_splat<f32>(left), b0, c0);
      c1 = multiplyAdd(v128.load_splat<f32>(left + a1), b0, c1);
      c2 = multiplyAdd(v128.load_splat<f32>(left + a2), b0, c2);
      c3 = multiplyAdd(v128.load_splat<f32>(left + a3), b0, c3);
      left += stepA;
    }
    if (bias != 0) {
      const d0 = v128.load(bias);
      c0 = f32x4.add(c0, d0);
      c1 = f32x4.add(c1, d0);
      c2 = f32x4.add(c2, d0);
      c3 = f32x4.add(c3, d0);
    }
    if (relu) {
      const zero = f32x4.splat(0);
      c0 = f32x4.max(c0, zero);
      c1 = f32x4.max(c1, zero);
      c2 = f32x4.max(c2, zero);
      c3 = f32x4.max(c3, zero);
    }
    storeNarrow(to, c0, width);
    storeNarrow(to1, c1, width);
    storeNarrow(to2, c2, width);
    storeNarrow(to3, c3, width);
    a += panelA;
    to += 4 * line;
  }
}

@inline
function storeWide(to: usize, first: v128, second: v128, width: i32): void {
  v128.store(to, first);
  if (width == 8) v128.store(to, second, 16);
  else storeLanes(to + 16, second, <usize>(width - 4));
}

@inline
function storeNarrow(to: usize, v: v128, width: i32): void {
  if (width == 4) v128.store(to, v);
  else storeLanes(to, v, <usize>width);
}
