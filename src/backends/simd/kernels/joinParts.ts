import { combineOne, neutral } from './combine';
import { sizeOfType } from './sizeOfType';
import { storeOne } from './storeOne';

/**
 * Joins the parts of reductions, doubles laid out `[…, parts, width]`, in their order; results `begin` to before `end`, of
 * type `into`, divided by `divisor`.
 */
export function joinParts(begin: i32, end: i32, room: usize, operation: i32, from: usize, to: usize, into: i32, divisor: f64, parts: i32, width: i32): void {
  for (let item = begin; item < end; item++) {
    let at = from + (<usize>(item / width) * <usize>parts * <usize>width + <usize>(item % width)) * 8;
    let result = neutral(operation);
    for (let part = 0; part < parts; part++) {
      result = combineOne(operation, result, load<f64>(at));
      at += <usize>width * 8;
    }
    storeOne(into, to + <usize>item * sizeOfType(into), result / divisor);
  }
}
