import type { Tensor } from '@tensorflow/tfjs-core';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { AttentionImplementation } from '../ops/talkingHeadsAttention/AttentionOptions.js';

/** What a call of a layer is told besides its inputs. Passed down to the layers it calls with {@link child}. */
export interface CallOptions {
  /** Whether dropout and the like are active; a boolean or a boolean scalar tensor. Default false. */
  training?: boolean | Tensor;
  /** Where random draws of this call come from; needed when training with dropout. */
  randomKey?: RandomKey;
  /** Receives the activity losses of the layers, scalars. Without it they are not computed. */
  activityLosses?: Tensor[];
  /** How attention is computed. Default `'auto'`. */
  implementation?: AttentionImplementation;
}

const uses = new WeakMap<CallOptions, Map<string, number>>();

/**
 * The options for a layer that is called by another.
 *
 * The name, and how often it was asked for with these options, go into the random key: a layer used twice in one call
 * draws two dropout masks. A layer that calls others begins with a copy, `{ ...options }`, so that the same call made
 * twice draws the same numbers.
 */
export function child(options: CallOptions, name: string): CallOptions {
  const { randomKey, ...rest } = options;
  if (randomKey === undefined) return rest;
  const counts = uses.get(options) ?? new Map<string, number>();
  uses.set(options, counts);
  const use = counts.get(name) ?? 0;
  counts.set(name, use + 1);
  return { ...rest, randomKey: randomKey.fold(name).fold(use) };
}

/** Whether a call trains. */
export function isTraining({ training = false }: CallOptions): boolean {
  return typeof training === 'boolean' ? training : training.dataSync()[0] !== 0;
}
