import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { randomPermutation } from '../engine/random/draw.js';
import { checkRandomKey, type RandomKey } from '../engine/random/RandomKey.js';
import { checkWindows } from './checkWindows.js';
import type { TokenBatch } from './TokenBatch.js';
import type { TokenWindowsOptions } from './tokenWindows.js';
import { windowsAt } from './windowsAt.js';

/** What {@link shuffledWindows} takes. */
export interface ShuffledWindowsOptions extends TokenWindowsOptions {
  /** Where the orders come from. */
  key: RandomKey;
  /** Which batch of this key, from 0. */
  batch: number;
}

/**
 * A batch of windows for training in epochs: the text is cut into windows that do not overlap, and each epoch gives every
 * one of them once, in an order of its own. Tokens behind the last whole window, fewer than `length`, are left out.
 *
 * Windows are numbered on through the epochs: a batch takes up where the last one ended, be it in the middle of an epoch
 * or across its end. The batch depends on key and number alone: a run that resumes needs none of the batches before.
 *
 * @throws Error when a size or the number of the batch is out of its range, or when there are fewer tokens than a window
 * and its last target.
 */
export function shuffledWindows(options: ShuffledWindowsOptions): TokenBatch {
  const where = 'shuffledWindows';
  const { tokens, batchSize, length, key, batch } = checkObject(where, 'options', options);
  checkWindows(where, tokens, { batchSize, length });
  checkRandomKey(where, 'key', key);
  // Beyond it windows could no longer be numbered.
  const atMost = Math.floor(Number.MAX_SAFE_INTEGER / batchSize) - 1;
  checkNumber(where, 'batch', batch, { whole: true, atLeast: 0, atMost });

  const perEpoch = Math.floor((tokens.length - 1) / length);
  const starts = Array.from({ length: batchSize }, (_, row) => {
    const number = batch * batchSize + row;
    const order = orderOf(key.fold(Math.floor(number / perEpoch)), perEpoch);
    return order[number % perEpoch] * length;
  });
  return windowsAt(tokens, starts, length);
}

/** Two texts may take turns, and a batch of each may cross the end of an epoch. */
const mostOrders = 4;
const orders = new Map<string, Uint32Array>();

/** The order of an epoch's windows, kept while it is among the last asked for: a step costs no more than its batch. */
function orderOf(epochKey: RandomKey, count: number): Uint32Array {
  const name = `${epochKey.words.join()},${count}`;
  const order = orders.get(name) ?? randomPermutation(epochKey, count);
  // Put in again, it is the youngest.
  orders.delete(name);
  orders.set(name, order);
  const [oldest] = orders.keys();
  if (orders.size > mostOrders) orders.delete(oldest);
  return order;
}
