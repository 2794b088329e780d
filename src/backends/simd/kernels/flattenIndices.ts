/**
 * Numbers of rows from positions: lists of `rank` int32 along axes whose strides are given, in rows. Sets `isOutside` where
 * one is none of `numRows`.
 */
export function flattenIndices(begin: i32, end: i32, room: usize, indices: usize, rank: i32, strides: usize, numRows: i32, to: usize, isOutside: usize): void {
  indices += <usize>begin * <usize>rank * 4;
  for (let item = begin; item < end; item++) {
    let row: i64 = 0;
    for (let axis = 0; axis < rank; axis++) {
      row += <i64>load<i32>(indices) * <i64>load<i32>(strides + <usize>axis * 4);
      indices += 4;
    }
    if (row < 0 || row >= numRows) store<i32>(isOutside, 1);
    store<i32>(to + <usize>item * 4, <i32>row);
  }
}
