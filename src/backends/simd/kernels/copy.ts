import { goToRow, nextRow, stepOfB } from './nextRow';

/**
 * Copies numbers of 4 bytes: transposes, slices, parts of a whole. Elements `begin` to before `end`, `width` of which are a
 * row.
 *
 * `stepFrom` and `stepTo` are the distances of neighbours in a row, in bytes. The axes lead through the source by their
 * first stride and through the target by their second.
 */
export function copyRows(begin: i32, end: i32, room: usize, from: usize, to: usize, width: i32, stepFrom: usize, stepTo: usize, axes: usize, numAxes: i32): void {
  let column = begin % width;
  from += <usize>goToRow(axes, numAxes, begin / width, room);
  to += <usize>stepOfB();
  for (let at = begin; at < end;) {
    const count = min(width - column, end - at);
    copyRow(from + <usize>column * stepFrom, to + <usize>column * stepTo, count, stepFrom, stepTo);
    at += count;
    column = 0;
    from += <usize>nextRow(axes, numAxes, room);
    to += <usize>stepOfB();
  }
}

@inline
function copyRow(from: usize, to: usize, count: i32, stepFrom: usize, stepTo: usize): void {
  if (stepFrom == 4 && stepTo == 4) {
    memory.copy(to, from, <usize>count * 4);
    return;
  }
  for (let i = 0; i < count; i++) {
    store<u32>(to, load<u32>(from));
    from += stepFrom;
    to += stepTo;
  }
}
