import { FLOAT, WHOLE } from './sizeOfType';

/** Rounds to float32, or keeps the last bits of a whole number, as typed arrays do. */
@inline
export function storeOne(type: i32, at: usize, value: f64): void {
  if (type == FLOAT) store<f32>(at, <f32>value);
  else if (type == WHOLE) store<i32>(at, <i32>(<i64>value));
  else store<u8>(at, <u8>value);
}
