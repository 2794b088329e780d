import { checkInstance } from '../config/checkInstance.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { formatValue } from '../config/formatValue.js';
import { randomInteger } from '../engine/random/draw.js';
import { checkRandomKey, type RandomKey } from '../engine/random/RandomKey.js';

/** Equally long pieces of a text, and for each of their tokens the one that follows it. */
export interface TokenBatch {
  /** Row-major values of `shape`. */
  inputs: Int32Array;
  /** `targets[i]` follows `inputs[i]` in the text. */
  targets: Int32Array;
  /** `[windows, length]`. */
  shape: [number, number];
}

/** What {@link randomWindows} and {@link consecutiveWindows} both take. */
export interface TokenWindowsOptions {
  /** Those of the whole text. */
  tokens: Int32Array;
  /** Windows in a batch. */
  batchSize: number;
  /** Tokens in a window. */
  length: number;
}

/** What {@link randomWindows} takes. */
export interface RandomWindowsOptions extends TokenWindowsOptions {
  key: RandomKey;
  /** Which batch of this key, from 0. */
  step: number;
}

/** What {@link consecutiveWindows} takes. */
export interface ConsecutiveWindowsOptions extends TokenWindowsOptions {
  /** At most this many batches; all by default. */
  limit?: number;
}

/**
 * A batch of windows for training, each of which begins anywhere in the text with equal probability.
 *
 * The batch depends on key and step alone: a run that resumes at a step needs none of the batches before.
 *
 * @throws Error when a size is not positive, or when there are fewer tokens than a window and its last target.
 */
export function randomWindows(options: RandomWindowsOptions): TokenBatch {
  const { tokens, batchSize, length, key, step } = checkObject('randomWindows', 'options', options);
  checkSizes('randomWindows', { batchSize, length });
  checkEnough('randomWindows', tokens, length);
  checkRandomKey('randomWindows', 'key', key);
  checkNumber('randomWindows', 'step', step, { whole: true, atLeast: 0 });
  const stepKey = key.fold(step);
  const starts = Array.from({ length: batchSize }, (_, i) => randomInteger(stepKey, i, tokens.length - length));
  return windowsAt(tokens, starts, length);
}

/**
 * Batches for evaluation: the text from its beginning, each token once.
 *
 * The last batch has fewer windows when they do not fill it, so that a mean over the batches is weighted by their
 * sizes. Tokens behind the last whole window, fewer than `length`, are left out.
 *
 * @throws Error, before the first batch is asked for, when a size is not positive, or when there are fewer tokens than
 * a window and its last target.
 */
export function consecutiveWindows(options: ConsecutiveWindowsOptions): Generator<TokenBatch, void, undefined> {
  const { tokens, batchSize, length, limit } = checkObject('consecutiveWindows', 'options', options);
  checkSizes('consecutiveWindows', limit === undefined ? { batchSize, length } : { batchSize, length, limit });
  checkEnough('consecutiveWindows', tokens, length);
  return generateWindows(options);
}

function* generateWindows({
  tokens,
  batchSize,
  length,
  limit = Infinity,
}: ConsecutiveWindowsOptions): Generator<TokenBatch, void, undefined> {
  const available = Math.floor((tokens.length - 1) / length);
  const count = Math.min(available, limit * batchSize);
  for (let first = 0; first < count; first += batchSize) {
    const rows = Math.min(batchSize, count - first);
    const starts = Array.from({ length: rows }, (_, row) => (first + row) * length);
    yield windowsAt(tokens, starts, length);
  }
}

function windowsAt(tokens: Int32Array, starts: number[], length: number): TokenBatch {
  const inputs = new Int32Array(starts.length * length);
  const targets = new Int32Array(starts.length * length);
  for (const [row, start] of starts.entries()) {
    inputs.set(tokens.subarray(start, start + length), row * length);
    targets.set(tokens.subarray(start + 1, start + 1 + length), row * length);
  }
  return { inputs, targets, shape: [starts.length, length] };
}

function checkSizes(where: string, sizes: Record<string, number>): void {
  for (const [name, size] of Object.entries(sizes)) {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new Error(`${where}: ${name} must be a positive whole number, got ${formatValue(size)}`);
    }
  }
}

function checkEnough(where: string, tokens: Int32Array, length: number): void {
  checkInstance(where, 'tokens', tokens, Int32Array, 'an Int32Array');
  if (tokens.length < length + 1) {
    throw new Error(`${where}: tokens must be at least length + 1 = ${length + 1}, got ${tokens.length}`);
  }
}
