import { BLOCK_BYTES, elementsTo, blockEntry } from './blockEntry';

/** Writes the sum of squares of a chunk of the blocks, in double precision, to the chunk's place in `sums`. */
export function squareSum(begin: i32, end: i32, room: usize, table: usize, sums: usize, chunk: i32): void {
  let entry = blockEntry(table, begin);
  let sum: f64 = 0;
  for (let at = begin; at < end;) {
    const count = elementsTo(entry, at, end);
    sum += ofRow(<usize>load<u32>(entry, 8) + <usize>(at - load<i32>(entry)) * 4, count);
    at += count;
    entry += BLOCK_BYTES;
  }
  store<f64>(sums + <usize>(begin / chunk) * 8, sum);
}

function ofRow(x: usize, count: i32): f64 {
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  const end = x + <usize>(count & ~7) * 4;
  for (; x < end; x += 32) {
    a = f64x2.add(a, squares(v128.load64_zero(x)));
    b = f64x2.add(b, squares(v128.load64_zero(x, 8)));
    c = f64x2.add(c, squares(v128.load64_zero(x, 16)));
    d = f64x2.add(d, squares(v128.load64_zero(x, 24)));
  }
  a = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  let sum = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (let i = 0; i < (count & 7); i++) {
    const value = <f64>load<f32>(x);
    sum += value * value;
    x += 4;
  }
  return sum;
}

@inline
function squares(two: v128): v128 {
  const x = f64x2.promote_low_f32x4(two);
  return f64x2.mul(x, x);
}
