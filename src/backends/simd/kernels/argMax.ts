import { loadColumn } from './loadColumn';
import { FLOAT } from './sizeOfType';

/** Where the positions of a block of columns are in a thread's room, behind its numbers. */
const POSITIONS: usize = 256;
/** Columns of a block. */
const BLOCK: i32 = 64;
/** Rows up to here are looked through four side by side. */
const NARROW: i32 = 32;

/** Which of four numbers are larger, or smaller, than others. Nothing is beyond NaN, and NaN beyond nothing. */
@inline
function beyond<T>(largest: bool, x: v128, y: v128): v128 {
  if (largest) return isFloat<T>() ? f32x4.gt(x, y) : i32x4.gt_s(x, y);
  return isFloat<T>() ? f32x4.lt(x, y) : i32x4.lt_s(x, y);
}

@inline
function isBeyond<T>(largest: bool, x: usize, y: usize): bool {
  return largest ? load<T>(x) > load<T>(y) : load<T>(x) < load<T>(y);
}

/** The first position of the largest or smallest number among the first one of a row and those from `first` to `last`. */
@inline
function positionIn<T>(largest: bool, row: usize, first: i32, last: i32): i32 {
  // Two at a time: a comparison waits for the one before it.
  let best = v128.load_splat<u32>(row), best2 = best;
  let position = i32x4.splat(0), position2 = position;
  let here = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  let i = first;
  for (; i + 8 <= last; i += 8) {
    const x = v128.load(row + <usize>i * 4);
    const x2 = v128.load(row + <usize>i * 4, 16);
    const isBetter = beyond<T>(largest, x, best);
    const isBetter2 = beyond<T>(largest, x2, best2);
    best = v128.bitselect(x, best, isBetter);
    best2 = v128.bitselect(x2, best2, isBetter2);
    position = v128.bitselect(here, position, isBetter);
    position2 = v128.bitselect(i32x4.add(here, i32x4.splat(4)), position2, isBetter2);
    here = i32x4.add(here, i32x4.splat(8));
  }
  let result = earlier<T>(largest, row, bestLane<T>(largest, row, position), bestLane<T>(largest, row, position2));
  for (; i < last; i++) if (isBeyond<T>(largest, row + <usize>i * 4, row + <usize>result * 4)) result = i;
  return result;
}

/** The best of four positions. */
@inline
function bestLane<T>(largest: bool, row: usize, positions: v128): i32 {
  const a = earlier<T>(largest, row, i32x4.extract_lane(positions, 0), i32x4.extract_lane(positions, 1));
  const b = earlier<T>(largest, row, i32x4.extract_lane(positions, 2), i32x4.extract_lane(positions, 3));
  return earlier<T>(largest, row, a, b);
}

/** The better of two positions, or the earlier of equals. */
@inline
function earlier<T>(largest: bool, row: usize, i: i32, j: i32): i32 {
  const a = row + <usize>i * 4;
  const b = row + <usize>j * 4;
  if (isBeyond<T>(largest, b, a)) return j;
  return isBeyond<T>(largest, a, b) ? i : min(i, j);
}

/** Short rows, four side by side: as many as there are whole groups of, which it returns. */
@inline
function narrowRows<T>(largest: bool, count: i32, x: usize, to: usize, width: i32): i32 {
  const line = <usize>width * 4;
  const whole = count & ~3;
  for (let row = 0; row < whole; row += 4) {
    let best = loadColumn(x, line);
    let position = i32x4.splat(0);
    for (let i = 1; i < width; i++) {
      const four = loadColumn(x + <usize>i * 4, line);
      const isBetter = beyond<T>(largest, four, best);
      best = v128.bitselect(four, best, isBetter);
      position = v128.bitselect(i32x4.splat(i), position, isBetter);
    }
    v128.store(to, position);
    x += 4 * line;
    to += 16;
  }
  return whole;
}

@inline
function rows<T>(largest: bool, begin: i32, end: i32, x: usize, to: usize, width: i32, parts: i32, perPart: i32): void {
  if (width <= NARROW) begin += narrowRows<T>(largest, end - begin, x + <usize>begin * <usize>width * 4, to + <usize>begin * 4, width);
  for (let item = begin; item < end; item++) {
    const first = (item % parts) * perPart;
    const row = x + <usize>(item / parts) * <usize>width * 4;
    store<i32>(to + <usize>item * 4, positionIn<T>(largest, row, first, min(width, first + perPart)));
  }
}

@inline
function columns<T>(largest: bool, begin: i32, end: i32, room: usize, x: usize, to: usize, width: i32, height: i32): void {
  const blocks = (width + BLOCK - 1) / BLOCK;
  const line = <usize>width * 4;
  for (let item = begin; item < end; item++) {
    const column = (item % blocks) * BLOCK;
    const outer = <usize>(item / blocks);
    const bytes = <usize>min(BLOCK, width - column) * 4;
    let from = x + outer * <usize>height * line + <usize>column * 4;
    for (let i: usize = 0; i < bytes; i += 16) {
      v128.store(room + i, v128.load(from + i));
      v128.store(room + i, i32x4.splat(0), POSITIONS);
    }
    for (let row = 1; row < height; row++) {
      from += line;
      const here = i32x4.splat(row);
      for (let i: usize = 0; i < bytes; i += 16) {
        const best = v128.load(room + i);
        const four = v128.load(from + i);
        const isBetter = beyond<T>(largest, four, best);
        v128.store(room + i, v128.bitselect(four, best, isBetter));
        v128.store(room + i, v128.bitselect(here, v128.load(room + i, POSITIONS), isBetter), POSITIONS);
      }
    }
    memory.copy(to + outer * line + <usize>column * 4, room + POSITIONS, bytes);
  }
}

/** The best of the positions that `rows` found in the parts of each row. */
@inline
function joinParts<T>(largest: bool, begin: i32, end: i32, x: usize, positions: usize, to: usize, width: i32, parts: i32): void {
  for (let item = begin; item < end; item++) {
    const row = x + <usize>item * <usize>width * 4;
    const found = positions + <usize>item * <usize>parts * 4;
    let best = load<i32>(found);
    for (let part = 1; part < parts; part++) {
      const position = load<i32>(found + <usize>part * 4);
      if (isBeyond<T>(largest, row + <usize>position * 4, row + <usize>best * 4)) best = position;
    }
    store<i32>(to + <usize>item * 4, best);
  }
}

/**
 * Positions of the largest or smallest numbers along the last axis, `width` long, cut into `parts` of `perPart`, which are
 * the items. Of equals the first; NaN is passed over, but where it is the first the answer is 0.
 */
export function argMaxRows(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, width: i32, parts: i32, perPart: i32): void {
  if (type == FLOAT) rows<f32>(true, begin, end, x, to, width, parts, perPart);
  else rows<i32>(true, begin, end, x, to, width, parts, perPart);
}
export function argMinRows(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, width: i32, parts: i32, perPart: i32): void {
  if (type == FLOAT) rows<f32>(false, begin, end, x, to, width, parts, perPart);
  else rows<i32>(false, begin, end, x, to, width, parts, perPart);
}

/** Joins parts that {@link argMaxRows} or {@link argMinRows} looked through; rows are the items. */
export function argMaxParts(begin: i32, end: i32, room: usize, type: i32, x: usize, positions: usize, to: usize, width: i32, parts: i32): void {
  if (type == FLOAT) joinParts<f32>(true, begin, end, x, positions, to, width, parts);
  else joinParts<i32>(true, begin, end, x, positions, to, width, parts);
}
export function argMinParts(begin: i32, end: i32, room: usize, type: i32, x: usize, positions: usize, to: usize, width: i32, parts: i32): void {
  if (type == FLOAT) joinParts<f32>(false, begin, end, x, positions, to, width, parts);
  else joinParts<i32>(false, begin, end, x, positions, to, width, parts);
}

/** The same along an axis of `height` before the last, `width` long; blocks of 64 columns are the items. */
export function argMaxColumns(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, width: i32, height: i32): void {
  if (type == FLOAT) columns<f32>(true, begin, end, room, x, to, width, height);
  else columns<i32>(true, begin, end, room, x, to, width, height);
}
export function argMinColumns(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, width: i32, height: i32): void {
  if (type == FLOAT) columns<f32>(false, begin, end, room, x, to, width, height);
  else columns<i32>(false, begin, end, room, x, to, width, height);
}
