import { addRows } from './addRows';
import { ADD, combineDoubles, combineOne, MULTIPLY, neutral } from './combine';
import { highDoubles, lowDoubles } from './lowDoubles';
import { goToRow, nextRow } from './nextRow';
import { FLOAT, sizeOfType } from './sizeOfType';
import { foldDoubles, storeColumns } from './storeColumns';

/** Where in a thread's room the walk through what is reduced stands, behind that through the results. */
const WALK: usize = 384;
/** Columns of a block: the doubles of one stay in the first cache. */
const BLOCK: i32 = 1024;

/**
 * Sums and products of tensors whose last axis, `width` long, is kept, in double precision. `count` rows make up the results
 * of a block of up to 1024 columns: planes of `height` rows, `line` bytes apart, which `axes` lead through; `kept` lead
 * from block to block. A block is cut into `parts` of `perPart` rows; items are parts.
 *
 * `fold` rows that lie one after the other are taken as one long row. `work` has 8 KiB, and 64 bytes more, for each chunk of
 * `chunk` items. Without parts it stores results of type `into`, divided by `divisor`; else doubles, for `joinParts`.
 */
@inline
function columns<T>(operation: i32, begin: i32, end: i32, room: usize, x: usize, to: usize, into: i32, divisor: f64, width: i32, height: i32, line: usize, fold: i32, parts: i32, perPart: i32, chunk: i32, work: usize, kept: usize, numKept: i32, count: i32, axes: usize, numAxes: i32): void {
  const size = sizeof<T>();
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
    const row = first % height;
    combineItem<T>(operation, false, work, plane, room, height, line, fold, row, last - first, length, axes, numAxes);
    if (operation == ADD && isFloat<T>() && !areFinite(work, length * fold)) {
      plane = x + <usize>column * size + <usize>goToRow(axes, numAxes, first / height, room + WALK);
      combineItem<T>(operation, true, work, plane, room, height, line, fold, row, last - first, length, axes, numAxes);
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

/** All rows of an item. Where it is not `exact`, sums of up to sixteen rows are float32, and not finite where they leave its range. */
@inline
function combineItem<T>(operation: i32, exact: bool, work: usize, plane: usize, room: usize, height: i32, line: usize, fold: i32, row: i32, count: i32, length: i32, axes: usize, numAxes: i32): void {
  fill(operation, work, length * fold);
  for (let at = 0; at < count;) {
    const rows = min(height - row, count - at);
    const from = plane + <usize>row * line;
    const long = rows / fold;
    combineRows<T>(operation, exact, work, from, line * <usize>fold, long, length * fold);
    if (fold > 1) combineRest<T>(operation, work, from + <usize>(long * fold) * line, (rows - long * fold) * length);
    at += rows;
    row = 0;
    plane += <usize>nextRow(axes, numAxes, room + WALK);
  }
}

@inline
function areFinite(work: usize, length: i32): bool {
  // 0 for each that is finite, else NaN.
  let differences = f64x2.splat(0);
  const end = work + (<usize>length << 3);
  for (; work + 16 <= end; work += 16) {
    const two = v128.load(work);
    differences = f64x2.add(differences, f64x2.sub(two, two));
  }
  const last = work < end ? load<f64>(work) : 0;
  return f64x2.extract_lane(differences, 0) + f64x2.extract_lane(differences, 1) + (last - last) == 0;
}

@inline
function fill(operation: i32, work: usize, length: i32): void {
  const start = f64x2.splat(neutral(operation));
  for (let i = 0; i < length; i += 2) v128.store(work + <usize>i * 8, start);
}

/** Rows combined with doubles, four or more at a time. What lies behind a row goes to doubles that nobody reads. */
@inline
function combineRows<T>(operation: i32, exact: bool, work: usize, from: usize, line: usize, rows: i32, length: i32): void {
  let row = 0;
  if (operation == ADD && isFloat<T>() && !exact) {
    row = addRows(work, from, line, rows, length, work + <usize>BLOCK * 8);
    from += <usize>row * line;
  }
  for (; row + 4 <= rows; row += 4) {
    let at = from;
    let to = work;
    for (let i = 0; i < length; i += 4) {
      const a = v128.load(at);
      const b = v128.load(at + line);
      const c = v128.load(at + 2 * line);
      const d = v128.load(at + 3 * line);
      let low: v128, high: v128;
      if (operation == ADD && isFloat<T>() && !exact) {
        const four = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
        low = lowDoubles<T>(four);
        high = highDoubles<T>(four);
      } else {
        low = combineDoubles(operation, combineDoubles(operation, lowDoubles<T>(a), lowDoubles<T>(b)), combineDoubles(operation, lowDoubles<T>(c), lowDoubles<T>(d)));
        high = combineDoubles(operation, combineDoubles(operation, highDoubles<T>(a), highDoubles<T>(b)), combineDoubles(operation, highDoubles<T>(c), highDoubles<T>(d)));
      }
      v128.store(to, combineDoubles(operation, v128.load(to), low));
      v128.store(to, combineDoubles(operation, v128.load(to, 16), high), 16);
      at += 16;
      to += 32;
    }
    from += 4 * line;
  }
  for (; row < rows; row++) {
    let at = from;
    let to = work;
    for (let i = 0; i < length; i += 4) {
      const a = v128.load(at);
      v128.store(to, combineDoubles(operation, v128.load(to), lowDoubles<T>(a)));
      v128.store(to, combineDoubles(operation, v128.load(to, 16), highDoubles<T>(a)), 16);
      at += 16;
      to += 32;
    }
    from += line;
  }
}

/** Rows that make no long one, one after the other: their doubles lie side by side, as those of a long row do. */
@inline
function combineRest<T>(operation: i32, work: usize, from: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const to = work + <usize>i * 8;
    store<f64>(to, combineOne(operation, load<f64>(to), <f64>load<T>(from + <usize>i * sizeof<T>())));
  }
}

/** Of float32 and int32. */
export function sumColumns(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, into: i32, divisor: f64, width: i32, height: i32, line: usize, fold: i32, parts: i32, perPart: i32, chunk: i32, work: usize, kept: usize, numKept: i32, count: i32, axes: usize, numAxes: i32): void {
  if (type == FLOAT) columns<f32>(ADD, begin, end, room, x, to, into, divisor, width, height, line, fold, parts, perPart, chunk, work, kept, numKept, count, axes, numAxes);
  else columns<i32>(ADD, begin, end, room, x, to, into, divisor, width, height, line, fold, parts, perPart, chunk, work, kept, numKept, count, axes, numAxes);
}
/** Of float32 only. */
export function productColumns(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, into: i32, divisor: f64, width: i32, height: i32, line: usize, fold: i32, parts: i32, perPart: i32, chunk: i32, work: usize, kept: usize, numKept: i32, count: i32, axes: usize, numAxes: i32): void {
  columns<f32>(MULTIPLY, begin, end, room, x, to, into, divisor, width, height, line, fold, parts, perPart, chunk, work, kept, numKept, count, axes, numAxes);
}
