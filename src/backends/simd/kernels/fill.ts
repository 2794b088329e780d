/** The same 4 bytes, over and over; blocks of tensors end at multiples of 64 bytes, so that a vector may end behind one. */
export function fill(begin: i32, end: i32, room: usize, to: usize, bits: i32): void {
  const four = i32x4.splat(bits);
  for (let i = <usize>begin * 4; i < <usize>end * 4; i += 16) v128.store(to + i, four);
}
