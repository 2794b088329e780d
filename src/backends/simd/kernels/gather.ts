import { copyBytes } from './copyBytes';

/**
 * Copies the rows of tables, of `bytes` each, that the ids (int32) name; rows `begin` to before `end` of the result, in
 * which `numIds` belong to a table. `outer` tables of `numRows` share a list of ids. Sets `isOutside` where an id is no row.
 */
export function gather(begin: i32, end: i32, room: usize, tables: usize, ids: usize, to: usize, bytes: usize, numIds: i32, outer: i32, numRows: i32, isOutside: usize): void {
  let column = begin % numIds;
  let table = begin / numIds;
  to += <usize>begin * bytes;
  for (let at = begin; at < end; table++) {
    const last = min(numIds, column + end - at);
    const list = ids + <usize>(table / outer) * <usize>numIds * 4;
    const rows = tables + <usize>table * <usize>numRows * bytes;
    at += last - column;
    const count = last - column;
    if (bytes == 4) gatherWords(rows, list + <usize>column * 4, to, count, numRows, isOutside);
    else gatherRows(rows, list + <usize>column * 4, to, count, bytes, numRows, isOutside);
    to += <usize>count * bytes;
    column = 0;
  }
}

function gatherRows(rows: usize, list: usize, to: usize, count: i32, bytes: usize, numRows: i32, isOutside: usize): void {
  for (let i = 0; i < count; i++) {
    const id = load<i32>(list + <usize>i * 4);
    if (<u32>id < <u32>numRows) copyBytes(rows + <usize>id * bytes, to, bytes);
    else store<i32>(isOutside, 1);
    to += bytes;
  }
}

function gatherWords(rows: usize, list: usize, to: usize, count: i32, numRows: i32, isOutside: usize): void {
  let outside = 0;
  for (let i = 0; i < count; i++) {
    const id = load<i32>(list);
    const isInside = <u32>id < <u32>numRows;
    outside |= i32(!isInside);
    store<u32>(to, load<u32>(rows + (isInside ? <usize>id * 4 : 0)));
    list += 4;
    to += 4;
  }
  if (outside) store<i32>(isOutside, 1);
}
