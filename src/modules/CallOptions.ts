import { Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkChoice } from '../config/checkChoice.js';
import { checkList } from '../config/checkList.js';
import { checkObject } from '../config/checkObject.js';
import { checkText } from '../config/checkText.js';
import { checkTensor } from '../engine/checkTensor.js';
import { checkRandomKey, type RandomKey } from '../engine/random/RandomKey.js';
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
  const { randomKey, ...rest } = checkCallOptions('child', options);
  checkText('child', 'name', name);
  if (randomKey === undefined) return rest;
  const counts = uses.get(options) ?? new Map<string, number>();
  uses.set(options, counts);
  const use = counts.get(name) ?? 0;
  counts.set(name, use + 1);
  return { ...rest, randomKey: randomKey.fold(name).fold(use) };
}

/**
 * Refuses options of a call that are of a wrong type. Others than {@link CallOptions} names pass: a layer of one's own
 * may have more, and hands all of them down.
 *
 * @returns The options.
 * @throws Error such as `Dense: options.training must be true or false, got 1`.
 */
export function checkCallOptions<T extends CallOptions>(where: string, options: T): T {
  const { training, randomKey, activityLosses, implementation } = checkObject<CallOptions>(where, 'options', options);
  if (training instanceof Tensor) checkTensor(where, 'options.training', training);
  else if (training !== undefined) checkBoolean(where, 'options.training', training);
  if (randomKey !== undefined) checkRandomKey(where, 'options.randomKey', randomKey);
  if (activityLosses !== undefined) checkList(where, 'options.activityLosses', activityLosses);
  if (implementation !== undefined) {
    checkChoice(where, 'options.implementation', implementation, ['auto', 'fused', 'reference', 'recompute']);
  }
  return options;
}

/** Whether a call trains. */
export function isTraining(options: CallOptions): boolean {
  const { training = false } = checkCallOptions('isTraining', options);
  return typeof training === 'boolean' ? training : training.dataSync()[0] !== 0;
}
