import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { randomInteger } from '../engine/random/draw.js';
import { checkRandomKey, type RandomKey } from '../engine/random/RandomKey.js';
import { checkWindows } from './checkWindows.js';
import type { TokenBatch } from './TokenBatch.js';
import { windowsAt } from './windowsAt.js';

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
  checkWindows('randomWindows', tokens, { batchSize, length });
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
  checkWindows('consecutiveWindows', tokens, { batchSize, length, ...(limit === undefined ? {} : { limit }) });
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
