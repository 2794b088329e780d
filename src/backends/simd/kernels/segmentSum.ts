/**
 * Adds columns `begin` to before `end` of each row of x to the row of `sums` that its id (int32) names, in the order of the
 * rows; the caller set `sums` to 0. Rows with an id outside of `[0, numSegments)` are left out.
 */
@inline
function addSegments<T>(begin: i32, end: i32, x: usize, ids: usize, numRows: i32, sums: usize, width: i32, numSegments: i32): void {
  const line = <usize>width * 4;
  const bytes = <usize>(end - begin) * 4;
  const whole = bytes & ~15;
  x += <usize>begin * 4;
  sums += <usize>begin * 4;
  for (let row = 0; row < numRows; row++) {
    const id = load<i32>(ids);
    if (<u32>id < <u32>numSegments) {
      const to = sums + <usize>id * line;
      let i: usize = 0;
      for (; i < whole; i += 16) {
        const a = v128.load(to + i);
        const b = v128.load(x + i);
        v128.store(to + i, isFloat<T>() ? f32x4.add(a, b) : i32x4.add(a, b));
      }
      for (; i < bytes; i += 4) store<T>(to + i, load<T>(to + i) + load<T>(x + i));
    }
    ids += 4;
    x += line;
  }
}

export function segmentSum(begin: i32, end: i32, room: usize, isWhole: i32, x: usize, ids: usize, numRows: i32, sums: usize, width: i32, numSegments: i32): void {
  if (isWhole) addSegments<i32>(begin, end, x, ids, numRows, sums, width, numSegments);
  else addSegments<f32>(begin, end, x, ids, numRows, sums, width, numSegments);
}
