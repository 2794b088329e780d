import type { TokenBatch } from './TokenBatch.js';

/** The windows of a text that begin at these tokens. */
export function windowsAt(tokens: Int32Array, starts: number[], length: number): TokenBatch {
  const inputs = new Int32Array(starts.length * length);
  const targets = new Int32Array(starts.length * length);
  for (const [row, start] of starts.entries()) {
    inputs.set(tokens.subarray(start, start + length), row * length);
    targets.set(tokens.subarray(start + 1, start + 1 + length), row * length);
  }
  return { inputs, targets, shape: [starts.length, length] };
}
