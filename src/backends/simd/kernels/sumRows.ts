import { ADD, combineOne, MAXIMUM, MINIMUM, MULTIPLY, neutral } from './combine';
import { goToRow, nextRow } from './nextRow';
import { reduceNarrow } from './reduceNarrow';
import { reduceRun } from './reduceRun';
import { reduceWide } from './reduceWide';
import { FLOAT, sizeOfType, WHOLE } from './sizeOfType';
import { storeOne } from './storeOne';

/** Where in a thread's room the walk through what is reduced stands, behind that through the results. */
const WALK: usize = 384;
/** Rows up to here are reduced four side by side, longer ones one after the other. */
const NARROW: i32 = 32;

/**
 * Reductions of tensors whose last axis is reduced. Each result is made of `count` numbers in rows of `width`, which `axes`
 * lead through; `kept` lead from result to result. A result is cut into `parts` of `perPart` numbers; items are parts.
 *
 * Without parts it stores results of type `into`, divided by `divisor`; else doubles, for `joinParts`.
 */
@inline
function rows<T>(operation: i32, begin: i32, end: i32, room: usize, x: usize, to: usize, into: i32, divisor: f64, count: i32, width: i32, parts: i32, perPart: i32, kept: usize, numKept: i32, axes: usize, numAxes: i32): void {
  const size = sizeof<T>();
  let part = begin % parts;
  x += <usize>goToRow(kept, numKept, begin / parts, room);
  const isDense = numKept < 2 && numAxes == 0 && parts == 1;
  if (isFloat<T>() && isDense && begin < end) {
    const line: usize = numKept == 1 ? load<usize>(kept, 4) : 0;
    const target = to + <usize>begin * 4;
    const many = width <= NARROW
      ? reduceNarrow(operation, end - begin, x, line, target, width, divisor)
      : reduceWide(operation, end - begin, x, line, target, width, divisor, room);
    begin += many;
    x += <usize>many * line;
    for (; begin < end; begin++) {
      store<f32>(to + <usize>begin * 4, <f32>(reduceRun<T>(operation, x, width) / divisor));
      x += line;
    }
  }
  for (let item = begin; item < end; item++) {
    const first = part * perPart;
    const last = min(count, first + perPart);
    let row = x + <usize>goToRow(axes, numAxes, first / width, room + WALK);
    let column = first % width;
    let result = neutral(operation);
    for (let at = first; at < last;) {
      const run = min(width - column, last - at);
      result = combineOne(operation, result, reduceRun<T>(operation, row + <usize>column * size, run));
      at += run;
      column = 0;
      row += <usize>nextRow(axes, numAxes, room + WALK);
    }
    if (parts > 1) store<f64>(to + <usize>item * 8, result);
    else storeOne(into, to + <usize>item * sizeOfType(into), result / divisor);
    if (++part < parts) continue;
    part = 0;
    x += <usize>nextRow(kept, numKept, room);
  }
}

@inline
function rowsOfAnyType(operation: i32, type: i32, begin: i32, end: i32, room: usize, x: usize, to: usize, into: i32, divisor: f64, count: i32, width: i32, parts: i32, perPart: i32, kept: usize, numKept: i32, axes: usize, numAxes: i32): void {
  if (type == FLOAT) rows<f32>(operation, begin, end, room, x, to, into, divisor, count, width, parts, perPart, kept, numKept, axes, numAxes);
  else if (type == WHOLE) rows<i32>(operation, begin, end, room, x, to, into, divisor, count, width, parts, perPart, kept, numKept, axes, numAxes);
  else rows<u8>(operation, begin, end, room, x, to, into, divisor, count, width, parts, perPart, kept, numKept, axes, numAxes);
}

/** Of float32 and int32. */
export function sumRows(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, into: i32, divisor: f64, count: i32, width: i32, parts: i32, perPart: i32, kept: usize, numKept: i32, axes: usize, numAxes: i32): void {
  if (type == FLOAT) rows<f32>(ADD, begin, end, room, x, to, into, divisor, count, width, parts, perPart, kept, numKept, axes, numAxes);
  else rows<i32>(ADD, begin, end, room, x, to, into, divisor, count, width, parts, perPart, kept, numKept, axes, numAxes);
}
/** Of float32 only. */
export function productRows(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, into: i32, divisor: f64, count: i32, width: i32, parts: i32, perPart: i32, kept: usize, numKept: i32, axes: usize, numAxes: i32): void {
  rows<f32>(MULTIPLY, begin, end, room, x, to, into, divisor, count, width, parts, perPart, kept, numKept, axes, numAxes);
}
export function maximumRows(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, into: i32, divisor: f64, count: i32, width: i32, parts: i32, perPart: i32, kept: usize, numKept: i32, axes: usize, numAxes: i32): void {
  rowsOfAnyType(MAXIMUM, type, begin, end, room, x, to, into, divisor, count, width, parts, perPart, kept, numKept, axes, numAxes);
}
export function minimumRows(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, into: i32, divisor: f64, count: i32, width: i32, parts: i32, perPart: i32, kept: usize, numKept: i32, axes: usize, numAxes: i32): void {
  rowsOfAnyType(MINIMUM, type, begin, end, room, x, to, into, divisor, count, width, parts, perPart, kept, numKept, axes, numAxes);
}
