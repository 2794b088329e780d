import { multiplyAdd } from './multiplyAdd';

/**
 * Rows `begin` to before `end` of c[M, 4] = a[M, 4] · b[4, 4], `transposed` when it is bᵀ that lies in memory: four heads that are
 * mixed. All of `b` stays in registers, and what remains is to read and write.
 */
export function matMulFours(begin: i32, end: i32, room: usize, a: usize, b: usize, c: usize, transposed: i32): void {
  let b0 = v128.load(b);
  let b1 = v128.load(b, 16);
  let b2 = v128.load(b, 32);
  let b3 = v128.load(b, 48);
  if (transposed) {
    const low01 = v128.shuffle<i32>(b0, b1, 0, 4, 1, 5);
    const high01 = v128.shuffle<i32>(b0, b1, 2, 6, 3, 7);
    const low23 = v128.shuffle<i32>(b2, b3, 0, 4, 1, 5);
    const high23 = v128.shuffle<i32>(b2, b3, 2, 6, 3, 7);
    b0 = v128.shuffle<i64>(low01, low23, 0, 2);
    b1 = v128.shuffle<i64>(low01, low23, 1, 3);
    b2 = v128.shuffle<i64>(high01, high23, 0, 2);
    b3 = v128.shuffle<i64>(high01, high23, 1, 3);
  }
  const zero = f32x4.splat(0);
  const last = a + <usize>end * 16;
  c += <usize>begin * 16;
  for (let at = a + <usize>begin * 16; at < last; at += 16) {
    const x = v128.load(at);
    let sum = multiplyAdd(v128.shuffle<i32>(x, x, 0, 0, 0, 0), b0, zero);
    sum = multiplyAdd(v128.shuffle<i32>(x, x, 1, 1, 1, 1), b1, sum);
    sum = multiplyAdd(v128.shuffle<i32>(x, x, 2, 2, 2, 2), b2, sum);
    sum = multiplyAdd(v128.shuffle<i32>(x, x, 3, 3, 3, 3), b3, sum);
    v128.store(c, sum);
    c += 16;
  }
}
