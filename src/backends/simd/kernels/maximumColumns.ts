import { MAXIMUM, MINIMUM } from './combine';
import { copyBytes } from './copyBytes';
import { extremeOf, neutralVector } from './extreme';
import { goToRow, nextRow } from './nextRow';
import { FLOAT, WHOLE } from './sizeOfType';

/** Where in a thread's room the walk through what is reduced stands, and where the numbers of a block, behind that. */
const WALK: usize = 288;
const BLOCK_ROOM: usize = 576;
/** Bytes of a block of columns. */
const BLOCK: i32 = 256;

/**
 * Largest or smallest numbers of tensors whose last axis, `width` long, is kept. `planes` of `height` rows, `line` bytes
 * apart, make up the results of a block of 256 bytes; `axes` lead through them, and `kept` from block to block, which
 * are the items.
 */
@inline
function columns<T>(operation: i32, begin: i32, end: i32, room: usize, x: usize, to: usize, width: i32, height: i32, line: usize, kept: usize, numKept: i32, planes: i32, axes: usize, numAxes: i32): void {
  const bytes = width * <i32>sizeof<T>();
  const blocks = (bytes + BLOCK - 1) / BLOCK;
  const block = room + BLOCK_ROOM;
  let column = (begin % blocks) * BLOCK;
  let outer = begin / blocks;
  x += <usize>goToRow(kept, numKept, outer, room);
  for (let item = begin; item < end; item++) {
    const length = <usize>min(BLOCK, bytes - column);
    let plane = x + <usize>column + <usize>goToRow(axes, numAxes, 0, room + WALK);
    for (let i: usize = 0; i < length; i += 16) v128.store(block + i, neutralVector<T>(operation));
    for (let i = 0; i < planes; i++) {
      extremeRows<T>(operation, block, plane, line, height, length);
      plane += <usize>nextRow(axes, numAxes, room + WALK);
    }
    copyBytes(block, to + <usize>outer * bytes + <usize>column, length);
    column += BLOCK;
    if (column < bytes) continue;
    column = 0;
    outer++;
    x += <usize>nextRow(kept, numKept, room);
  }
}

/** Four rows at a time; what lies behind a row goes to numbers that nobody reads. */
@inline
function extremeRows<T>(operation: i32, block: usize, from: usize, line: usize, rows: i32, length: usize): void {
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    for (let i: usize = 0; i < length; i += 16) {
      const at = from + i;
      let extreme = extremeOf<T>(operation, v128.load(block + i), v128.load(at));
      extreme = extremeOf<T>(operation, extreme, v128.load(at + line));
      extreme = extremeOf<T>(operation, extreme, v128.load(at + 2 * line));
      v128.store(block + i, extremeOf<T>(operation, extreme, v128.load(at + 3 * line)));
    }
    from += 4 * line;
  }
  for (; row < rows; row++) {
    for (let i: usize = 0; i < length; i += 16) {
      v128.store(block + i, extremeOf<T>(operation, v128.load(block + i), v128.load(from + i)));
    }
    from += line;
  }
}

@inline
function columnsOfAnyType(operation: i32, type: i32, begin: i32, end: i32, room: usize, x: usize, to: usize, width: i32, height: i32, line: usize, kept: usize, numKept: i32, planes: i32, axes: usize, numAxes: i32): void {
  if (type == FLOAT) columns<f32>(operation, begin, end, room, x, to, width, height, line, kept, numKept, planes, axes, numAxes);
  else if (type == WHOLE) columns<i32>(operation, begin, end, room, x, to, width, height, line, kept, numKept, planes, axes, numAxes);
  else columns<u8>(operation, begin, end, room, x, to, width, height, line, kept, numKept, planes, axes, numAxes);
}

export function maximumColumns(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, width: i32, height: i32, line: usize, kept: usize, numKept: i32, planes: i32, axes: usize, numAxes: i32): void {
  columnsOfAnyType(MAXIMUM, type, begin, end, room, x, to, width, height, line, kept, numKept, planes, axes, numAxes);
}
export function minimumColumns(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, width: i32, height: i32, line: usize, kept: usize, numKept: i32, planes: i32, axes: usize, numAxes: i32): void {
  columnsOfAnyType(MINIMUM, type, begin, end, room, x, to, width, height, line, kept, numKept, planes, axes, numAxes);
}
