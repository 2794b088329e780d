import { FLOAT, WHOLE } from './elements';

/** Where the positions of a block of columns are in a thread's room, behind its numbers. */
const POSITIONS: usize = 256;
/** Columns of a block. */
const BLOCK: i32 = 64;

/** Which of four numbers are larger, or smaller, than others. Nothing is beyond NaN, and NaN beyond nothing. */
@inline
function beyond(largest: bool, type: i32, x: v128, y: v128): v128 {
  if (largest) return type == FLOAT ? f32x4.gt(x, y) : i32x4.gt_s(x, y);
  return type == FLOAT ? f32x4.lt(x, y) : i32x4.lt_s(x, y);
}

@inline
function isBeyond(largest: bool, type: i32, x: usize, y: usize): bool {
  if (type == FLOAT) return largest ? load<f32>(x) > load<f32>(y) : load<f32>(x) < load<f32>(y);
  return largest ? load<i32>(x) > load<i32>(y) : load<i32>(x) < load<i32>(y);
}

/** The first position of the largest or smallest number among the first one of a row and those from `first` to `last`. */
@inline
function positionIn(largest: bool, type: i32, row: usize, first: i32, last: i32): i32 {
  let best = v128.load_splat<u32>(row);
  let position = i32x4.splat(0);
  let here = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  let i = first;
  for (; i + 4 <= last; i += 4) {
    const x = v128.load(row + <usize>i * 4);
    const isBetter = beyond(largest, type, x, best);
    best = v128.bitselect(x, best, isBetter);
    position = v128.bitselect(here, position, isBetter);
    here = i32x4.add(here, i32x4.splat(4));
  }
  let result = i32x4.extract_lane(position, 0);
  result = earlier(largest, type, row, result, i32x4.extract_lane(position, 1));
  result = earlier(largest, type, row, result, i32x4.extract_lane(position, 2));
  result = earlier(largest, type, row, result, i32x4.extract_lane(position, 3));
  for (; i < last; i++) if (isBeyond(largest, type, row + <usize>i * 4, row + <usize>result * 4)) result = i;
  return result;
}

/** The better of two positions, or the earlier of equals. */
@inline
function earlier(largest: bool, type: i32, row: usize, i: i32, j: i32): i32 {
  const a = row + <usize>i * 4;
  const b = row + <usize>j * 4;
  if (isBeyond(largest, type, b, a)) return j;
  return isBeyond(largest, type, a, b) ? i : min(i, j);
}

@inline
function rows(largest: bool, type: i32, begin: i32, end: i32, x: usize, to: usize, width: i32, parts: i32, perPart: i32): void {
  for (let item = begin; item < end; item++) {
    const first = (item % parts) * perPart;
    const row = x + <usize>(item / parts) * <usize>width * 4;
    store<i32>(to + <usize>item * 4, positionIn(largest, type, row, first, min(width, first + perPart)));
  }
}

@inline
function columns(largest: bool, type: i32, begin: i32, end: i32, room: usize, x: usize, to: usize, width: i32, height: i32): void {
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
        const isBetter = beyond(largest, type, four, best);
        v128.store(room + i, v128.bitselect(four, best, isBetter));
        v128.store(room + i, v128.bitselect(here, v128.load(room + i, POSITIONS), isBetter), POSITIONS);
      }
    }
    memory.copy(to + outer * line + <usize>column * 4, room + POSITIONS, bytes);
  }
}

/**
 * Positions of the largest or smallest numbers along the last axis, `width` long, cut into `parts` of `perPart`, which are
 * the items. Of equals the first; NaN is passed over, but where it is the first the answer is 0.
 */
export function argRows(begin: i32, end: i32, room: usize, largest: i32, type: i32, x: usize, to: usize, width: i32, parts: i32, perPart: i32): void {
  if (type == FLOAT) {
    if (largest) rows(true, FLOAT, begin, end, x, to, width, parts, perPart);
    else rows(false, FLOAT, begin, end, x, to, width, parts, perPart);
  } else if (largest) rows(true, WHOLE, begin, end, x, to, width, parts, perPart);
  else rows(false, WHOLE, begin, end, x, to, width, parts, perPart);
}

/** The same along an axis of `height` before the last, `width` long; blocks of 64 columns are the items. */
export function argColumns(begin: i32, end: i32, room: usize, largest: i32, type: i32, x: usize, to: usize, width: i32, height: i32): void {
  if (type == FLOAT) {
    if (largest) columns(true, FLOAT, begin, end, room, x, to, width, height);
    else columns(false, FLOAT, begin, end, room, x, to, width, height);
  } else if (largest) columns(true, WHOLE, begin, end, room, x, to, width, height);
  else columns(false, WHOLE, begin, end, room, x, to, width, height);
}

/** The best of the positions that {@link argRows} found in the parts of each row. */
export function joinPositions(begin: i32, end: i32, room: usize, largest: i32, type: i32, x: usize, positions: usize, to: usize, width: i32, parts: i32): void {
  for (let item = begin; item < end; item++) {
    const row = x + <usize>item * <usize>width * 4;
    const found = positions + <usize>item * <usize>parts * 4;
    let best = load<i32>(found);
    for (let part = 1; part < parts; part++) {
      const position = load<i32>(found + <usize>part * 4);
      const a = row + <usize>position * 4;
      const b = row + <usize>best * 4;
      const isBetter = type == FLOAT ? isBeyond(largest != 0, FLOAT, a, b) : isBeyond(largest != 0, WHOLE, a, b);
      if (isBetter) best = position;
    }
    store<i32>(to + <usize>item * 4, best);
  }
}
