import { storeLanes } from './storeLanes';

/** a + b, a row of so many bytes. */
export function addPair(a: usize, b: usize, to: usize, bytes: usize): void {
  const whole = bytes & ~15;
  for (let i: usize = 0; i < whole; i += 16) v128.store(to + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
  if (whole < bytes) storeLanes(to + whole, f32x4.add(v128.load(a + whole), v128.load(b + whole)), (bytes - whole) >> 2);
}
