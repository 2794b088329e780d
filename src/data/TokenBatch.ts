/** Equally long pieces of a text, and for each of their tokens the one that follows it. */
export interface TokenBatch {
  /** Row-major values of `shape`. */
  inputs: Int32Array;
  /** `targets[i]` follows `inputs[i]` in the text. */
  targets: Int32Array;
  /** `[windows, length]`. */
  shape: [number, number];
}
