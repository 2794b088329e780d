import { storeLanes } from './storeLanes';

/**
 * Adds a bias to rows of `width` numbers, one for each column or, with a `biasStep` of 0, one for all, unless its address is 0;
 * then makes negative numbers 0 where `relu` says so.
 */
export function finishProduct(begin: i32, end: i32, room: usize, rows: usize, width: i32, bias: usize, biasStep: usize, relu: i32): void {
  const bytes = <usize>width * 4;
  const whole = bytes & ~15;
  rows += <usize>begin * bytes;
  for (let row = begin; row < end; row++) {
    for (let i: usize = 0; i < bytes; i += 16) {
      let v = v128.load(rows + i);
      if (bias != 0) v = f32x4.add(v, biasStep == 0 ? v128.load_splat<f32>(bias) : v128.load(bias + i));
      if (relu != 0) v = f32x4.max(v, f32x4.splat(0));
      if (i < whole) v128.store(rows + i, v);
      else storeLanes(rows + i, v, (bytes - i) >> 2);
    }
    rows += bytes;
  }
}
