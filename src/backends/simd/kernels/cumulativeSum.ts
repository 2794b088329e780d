import { FLOAT } from './sizeOfType';

/** Columns of a block. */
const BLOCK: i32 = 64;

/**
 * Running sums of rows, `width` long, in the order of the index, each rounded to the type of the numbers; `exclusive` leaves
 * out the number itself, `reverse` begins at the end. Rows are the items.
 */
@inline
function rows<T>(begin: i32, end: i32, x: usize, to: usize, width: i32, exclusive: i32, reverse: i32): void {
  const line = <usize>width * 4;
  const step: usize = reverse ? <usize>-4 : 4;
  x += <usize>begin * line + (reverse ? line - 4 : 0);
  to += <usize>begin * line + (reverse ? line - 4 : 0);
  let row = begin;
  // Four at a time: a sum waits for the one before it.
  for (; row + 4 <= end; row += 4) {
    let a = first<T>(exclusive), b = a, c = a, d = a;
    for (let i: usize = 0, at: usize = 0; i < <usize>width; i++, at += step) {
      a = advance<T>(x + at, to + at, a, exclusive);
      b = advance<T>(x + at + line, to + at + line, b, exclusive);
      c = advance<T>(x + at + 2 * line, to + at + 2 * line, c, exclusive);
      d = advance<T>(x + at + 3 * line, to + at + 3 * line, d, exclusive);
    }
    x += 4 * line;
    to += 4 * line;
  }
  for (; row < end; row++) {
    let a = first<T>(exclusive);
    for (let i: usize = 0, at: usize = 0; i < <usize>width; i++, at += step) a = advance<T>(x + at, to + at, a, exclusive);
    x += line;
    to += line;
  }
}

/** A sum that begins with −0 keeps the −0 of its first number. */
@inline
function first<T>(exclusive: i32): T {
  return <T>(isFloat<T>() && !exclusive ? -0.0 : 0.0);
}

@inline
function advance<T>(x: usize, to: usize, sum: T, exclusive: i32): T {
  const next = <T>(sum + load<T>(x));
  store<T>(to, exclusive ? sum : next);
  return next;
}

/**
 * The same along an axis of `height` before the last, `width` long; blocks of 64 columns are the items. Each row is made of
 * the one before it in the result.
 */
@inline
function columns<T>(begin: i32, end: i32, x: usize, to: usize, width: i32, height: i32, exclusive: i32, reverse: i32): void {
  const blocks = (width + BLOCK - 1) / BLOCK;
  const line = <usize>width * 4;
  const step: usize = reverse ? -line : line;
  for (let item = begin; item < end; item++) {
    const column = (item % blocks) * BLOCK;
    const bytes = <usize>min(BLOCK, width - column) * 4;
    const whole = bytes & ~15;
    const offset = <usize>(item / blocks) * <usize>height * line + <usize>column * 4 + (reverse ? <usize>(height - 1) * line : 0);
    let from = x + offset;
    let at = to + offset;
    if (exclusive) memory.fill(at, 0, bytes);
    else {
      memory.copy(at, from, bytes);
      from += step;
    }
    for (let row = 1; row < height; row++) {
      let i: usize = 0;
      for (; i < whole; i += 16) {
        const before = v128.load(at + i);
        const number = v128.load(from + i);
        v128.store(at + step + i, isFloat<T>() ? f32x4.add(before, number) : i32x4.add(before, number));
      }
      for (; i < bytes; i += 4) store<T>(at + step + i, <T>(load<T>(at + i) + load<T>(from + i)));
      from += step;
      at += step;
    }
  }
}

export function cumulativeSumRows(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, width: i32, exclusive: i32, reverse: i32): void {
  if (type == FLOAT) rows<f32>(begin, end, x, to, width, exclusive, reverse);
  else rows<i32>(begin, end, x, to, width, exclusive, reverse);
}
export function cumulativeSumColumns(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, width: i32, height: i32, exclusive: i32, reverse: i32): void {
  if (type == FLOAT) columns<f32>(begin, end, x, to, width, height, exclusive, reverse);
  else columns<i32>(begin, end, x, to, width, height, exclusive, reverse);
}
