import { ADD, combineDoubles, combineOne, MULTIPLY, neutral } from './combine';
import { BOOL, FLOAT, highDoubles, loadFour, loadOne, lowDoubles, sizeOfType, WHOLE } from './elements';
import { goToRow, nextRow } from './nextRow';
import { foldDoubles, storeColumns } from './storeColumns';

/** Where in a thread's room the walk through what is reduced stands, behind that through the results. */
const WALK: usize = 384;
/** Columns of a block: the doubles of one stay in the first cache. */
const BLOCK: i32 = 256;

/**
 * Sums and products of tensors whose last axis, `width` long, is kept, in double precision. `count` rows make up the results
 * of a block of up to 256 columns: planes of `height` rows, `line` bytes apart, which `axes` lead through; `kept` lead
 * from block to block. A block is cut into `parts` of `perPart` rows; items are parts.
 *
 * `fold` rows that lie one after the other are taken as one long row. `work` has 2 KiB, and 64 bytes more, for each chunk of
 * `chunk` items. Without parts it stores results of type `into`, divided by `divisor`; else doubles, for `joinParts`.
 */
@inline
function columns(operation: i32, type: i32, begin: i32, end: i32, room: usize, x: usize, to: usize, into: i32, divisor: f64, width: i32, height: i32, line: usize, fold: i32, parts: i32, perPart: i32, chunk: i32, work: usize, kept: usize, numKept: i32, count: i32, axes: usize, numAxes: i32): void {
  const size = sizeOfType(type);
  const blocks = (width + BLOCK - 1) / BLOCK;
  const perRow = blocks * parts;
  let part = begin % parts;
  let block = (begin / parts) % blocks;
  let outer = begin / perRow;
  work += <usize>(begin / chunk) * (<usize>BLOCK * 8 + 64);
  x += <usize>goToRow(kept, numKept, outer, room);
  for (let item = begin; item < end; item++) {
    const column = block * BLOCK;
    const length = min(BLOCK, width - column);
    const first = part * perPart;
    const last = min(count, first + perPart);
    let plane = x + <usize>column * size + <usize>goToRow(axes, numAxes, first / height, room + WALK);
    let row = first % height;
    fill(operation, work, length * fold);
    for (let at = first; at < last;) {
      const rows = min(height - row, last - at);
      const from = plane + <usize>row * line;
      const long = rows / fold;
      combineRows(operation, type, work, from, line * <usize>fold, long, length * fold);
      if (fold > 1) combineRest(operation, type, work, from + <usize>(long * fold) * line, (rows - long * fold) * length);
      at += rows;
      row = 0;
      plane += <usize>nextRow(axes, numAxes, room + WALK);
    }
    if (fold > 1) foldDoubles(operation, work, length, fold);
    if (parts > 1) memory.copy(to + ((<usize>outer * parts + part) * width + column) * 8, work, <usize>length * 8);
    else storeColumns(into, work, to + (<usize>outer * width + column) * sizeOfType(into), length, divisor);
    if (++part < parts) continue;
    part = 0;
    if (++block < blocks) continue;
    block = 0;
    outer++;
    x += <usize>nextRow(kept, numKept, room);
  }
}

@inline
function fill(operation: i32, work: usize, length: i32): void {
  const start = f64x2.splat(neutral(operation));
  for (let i = 0; i < length; i += 2) v128.store(work + <usize>i * 8, start);
}

/** Rows combined with doubles, four at a time. What lies behind a row goes to doubles that nobody reads. */
@inline
function combineRows(operation: i32, type: i32, work: usize, from: usize, line: usize, rows: i32, length: i32): void {
  const size = sizeOfType(type);
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    let at = from;
    let to = work;
    for (let i = 0; i < length; i += 4) {
      const a = loadFour(type, at);
      const b = loadFour(type, at + line);
      const c = loadFour(type, at + 2 * line);
      const d = loadFour(type, at + 3 * line);
      const low = combineDoubles(operation, combineDoubles(operation, lowDoubles(type, a), lowDoubles(type, b)), combineDoubles(operation, lowDoubles(type, c), lowDoubles(type, d)));
      const high = combineDoubles(operation, combineDoubles(operation, highDoubles(type, a), highDoubles(type, b)), combineDoubles(operation, highDoubles(type, c), highDoubles(type, d)));
      v128.store(to, combineDoubles(operation, v128.load(to), low));
      v128.store(to, combineDoubles(operation, v128.load(to, 16), high), 16);
      at += 4 * size;
      to += 32;
    }
    from += 4 * line;
  }
  for (; row < rows; row++) {
    let at = from;
    let to = work;
    for (let i = 0; i < length; i += 4) {
      const a = loadFour(type, at);
      v128.store(to, combineDoubles(operation, v128.load(to), lowDoubles(type, a)));
      v128.store(to, combineDoubles(operation, v128.load(to, 16), highDoubles(type, a)), 16);
      at += 4 * size;
      to += 32;
    }
    from += line;
  }
}

/** Rows that make no long one, one after the other: their doubles lie side by side, as those of a long row do. */
@inline
function combineRest(operation: i32, type: i32, work: usize, from: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const to = work + <usize>i * 8;
    store<f64>(to, combineOne(operation, load<f64>(to), loadOne(type, from + <usize>i * sizeOfType(type))));
  }
}

export function sumColumns(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, into: i32, divisor: f64, width: i32, height: i32, line: usize, fold: i32, parts: i32, perPart: i32, chunk: i32, work: usize, kept: usize, numKept: i32, count: i32, axes: usize, numAxes: i32): void {
  if (type == FLOAT) columns(ADD, FLOAT, begin, end, room, x, to, into, divisor, width, height, line, fold, parts, perPart, chunk, work, kept, numKept, count, axes, numAxes);
  else if (type == WHOLE) columns(ADD, WHOLE, begin, end, room, x, to, into, divisor, width, height, line, fold, parts, perPart, chunk, work, kept, numKept, count, axes, numAxes);
  else columns(ADD, BOOL, begin, end, room, x, to, into, divisor, width, height, line, fold, parts, perPart, chunk, work, kept, numKept, count, axes, numAxes);
}
/** Of float32 only. */
export function productColumns(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, into: i32, divisor: f64, width: i32, height: i32, line: usize, fold: i32, parts: i32, perPart: i32, chunk: i32, work: usize, kept: usize, numKept: i32, count: i32, axes: usize, numAxes: i32): void {
  columns(MULTIPLY, FLOAT, begin, end, room, x, to, into, divisor, width, height, line, fold, parts, perPart, chunk, work, kept, numKept, count, axes, numAxes);
}
