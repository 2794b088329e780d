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
    for (; column < last; column++) {
      const id = load<i32>(list + <usize>column * 4);
      if (<u32>id >= <u32>numRows) store<i32>(isOutside, 1);
      else copyBytes(rows + <usize>id * bytes, to, bytes);
      to += bytes;
    }
    column = 0;
  }
}
