import { copyBytes } from './copyBytes';
import { fillBytes } from './fillBytes';
import { goToRow, nextRow, stepOfB } from './nextRow';

/** What an axis of the table takes, and where in it its strides are, in bytes. */
const AXIS: usize = 12;

/**
 * Copies numbers of `size` bytes, 1 or 4: slices, parts of a whole, repetitions. Elements `begin` to before `end`, `width`
 * of which are a row.
 *
 * `stepFrom` and `stepTo` are the distances of neighbours in a row, in bytes. The axes lead through the source by their
 * first stride and through the target by their second.
 */
export function copyRows(begin: i32, end: i32, room: usize, from: usize, to: usize, width: i32, size: usize, stepFrom: usize, stepTo: usize, axes: usize, numAxes: i32): void {
  // The innermost of the axes is walked here: rows may be short.
  const planes = max(numAxes - 1, 0);
  const axis = axes + <usize>planes * AXIS;
  const height = numAxes > 0 ? load<i32>(axis) : 1;
  const lineFrom: usize = numAxes > 0 ? load<usize>(axis, 4) : 0;
  const lineTo: usize = numAxes > 0 ? load<usize>(axis, 8) : 0;
  const bytes = <usize>width * size;
  const isShort = stepFrom == size && stepTo == size && bytes >= 4 && bytes <= 16;
  let column = begin % width;
  let line = (begin / width) % height;
  from += <usize>goToRow(axes, planes, begin / width / height, room);
  to += <usize>stepOfB();
  for (let at = begin; at < end;) {
    let fromRow = from + <usize>line * lineFrom;
    let toRow = to + <usize>line * lineTo;
    if (isShort && column == 0) {
      const lines = min(height - line, (end - at) / width);
      copyShortRows(fromRow, toRow, lines, bytes, lineFrom, lineTo);
      at += lines * width;
      line += lines;
      fromRow += <usize>lines * lineFrom;
      toRow += <usize>lines * lineTo;
    }
    for (; line < height && at < end; line++) {
      const count = min(width - column, end - at);
      copyRow(fromRow + <usize>column * stepFrom, toRow + <usize>column * stepTo, count, size, stepFrom, stepTo);
      at += count;
      column = 0;
      fromRow += lineFrom;
      toRow += lineTo;
    }
    line = 0;
    from += <usize>nextRow(axes, planes, room);
    to += <usize>stepOfB();
  }
}

/** Rows of 4 to 16 bytes, each as two words, of which the second may lie over the first. */
function copyShortRows(from: usize, to: usize, lines: i32, bytes: usize, lineFrom: usize, lineTo: usize): void {
  if (bytes >= 8) {
    for (let i = 0; i < lines; i++) {
      store<u64>(to, load<u64>(from));
      store<u64>(to + bytes - 8, load<u64>(from + bytes - 8));
      from += lineFrom;
      to += lineTo;
    }
    return;
  }
  for (let i = 0; i < lines; i++) {
    store<u32>(to, load<u32>(from));
    store<u32>(to + bytes - 4, load<u32>(from + bytes - 4));
    from += lineFrom;
    to += lineTo;
  }
}

@inline
function copyRow(from: usize, to: usize, count: i32, size: usize, stepFrom: usize, stepTo: usize): void {
  if (stepFrom == size && stepTo == size) copyBytes(from, to, <usize>count * size);
  else if (stepFrom == 0 && stepTo == size) repeat(from, to, <usize>count * size, size);
  else if (size == 4 && stepTo == 4 && stepFrom == -4) copyReversed(from, to, count);
  else if (size == 4) {
    for (let i = 0; i < count; i++) {
      store<u32>(to, load<u32>(from));
      from += stepFrom;
      to += stepTo;
    }
  } else {
    for (let i = 0; i < count; i++) {
      store<u8>(to, load<u8>(from));
      from += stepFrom;
      to += stepTo;
    }
  }
}

/** One number of `size` bytes over and over. */
@inline
function repeat(from: usize, to: usize, bytes: usize, size: usize): void {
  fillBytes(to, bytes, size == 4 ? v128.load_splat<u32>(from) : v128.load_splat<u8>(from));
}

/** Numbers of 4 bytes in reverse. */
@inline
function copyReversed(from: usize, to: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const four = v128.load(from - 12);
    v128.store(to, v128.shuffle<i32>(four, four, 3, 2, 1, 0));
    from -= 16;
    to += 16;
  }
  for (; i < count; i++) {
    store<u32>(to, load<u32>(from));
    from -= 4;
    to += 4;
  }
}
