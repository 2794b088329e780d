import { combineOne } from './combine';
import { FLOAT, sizeOfType } from './sizeOfType';
import { storeLanes } from './storeLanes';
import { storeOne } from './storeOne';

/** Combines the doubles of `fold` rows of `length` that lie one after the other in those of the first. */
@inline
export function foldDoubles(operation: i32, work: usize, length: i32, fold: i32): void {
  const bytes = <usize>length * 8;
  for (let i = 0; i < length; i++) {
    const to = work + <usize>i * 8;
    let value = load<f64>(to);
    for (let row = 1; row < fold; row++) value = combineOne(operation, value, load<f64>(to + <usize>row * bytes));
    store<f64>(to, value);
  }
}

/** Stores doubles, divided by `divisor`, as numbers of type `into`. */
@inline
export function storeColumns(into: i32, work: usize, to: usize, length: i32, divisor: f64): void {
  if (into != FLOAT) {
    for (let i = 0; i < length; i++) storeOne(into, to + <usize>i * sizeOfType(into), load<f64>(work + <usize>i * 8) / divisor);
    return;
  }
  const divisors = f64x2.splat(divisor);
  for (let i = 0; i < length; i += 4) {
    let low = v128.load(work);
    let high = v128.load(work, 16);
    if (divisor != 1) {
      low = f64x2.div(low, divisors);
      high = f64x2.div(high, divisors);
    }
    const four = v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
    if (i + 4 <= length) v128.store(to, four);
    else storeLanes(to, four, <usize>(length - i));
    work += 32;
    to += 16;
  }
}
