import { combineOne } from './combine';
import { demoteQuotients } from './doublePairs';
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
  for (let i = 0; i < length; i += 4) {
    const four = demoteQuotients(v128.load(work), v128.load(work, 16), divisor);
    if (i + 4 <= length) v128.store(to, four);
    else storeLanes(to, four, <usize>(length - i));
    work += 32;
    to += 16;
  }
}
