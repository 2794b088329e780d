/**
 * Adds each row of x to the row of `sums` that its id (int32) names, in order; the caller set `sums` to 0. Rows with an id
 * outside of `[0, numSegments)` are left out.
 */
export function segmentSum(begin: i32, end: i32, room: usize, x: usize, ids: usize, sums: usize, width: i32, numSegments: i32): void {
  const bytes = <usize>width * 4;
  const whole = bytes & ~15;
  for (let row = begin; row < end; row++) {
    const id = load<i32>(ids);
    if (id >= 0 && id < numSegments) {
      const to = sums + <usize>id * bytes;
      let i: usize = 0;
      for (; i < whole; i += 16) v128.store(to + i, f32x4.add(v128.load(to + i), v128.load(x + i)));
      for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(to + i) + load<f32>(x + i));
    }
    ids += 4;
    x += bytes;
  }
}
