import { nextB, nextRow } from './nextRow';

/**
 * Copies rows of numbers of 4 bytes: transposes, slices, parts of a whole.
 *
 * `stepFrom` and `stepTo` are the distances of neighbours in a row, in bytes. The axes lead through the source by their
 * first stride and through the target by their second.
 */
export function copyRows(from: usize, to: usize, count: i32, width: i32, stepFrom: usize, stepTo: usize, axes: usize, numAxes: i32): void {
  for (let i = 0; i < count; i++) {
    if (stepFrom == 4 && stepTo == 4) memory.copy(to, from, <usize>width * 4);
    else {
      let source = from;
      let target = to;
      for (let j = 0; j < width; j++) {
        store<u32>(target, load<u32>(source));
        source += stepFrom;
        target += stepTo;
      }
    }
    from += <usize>nextRow(axes, numAxes);
    to += <usize>nextB();
  }
}
