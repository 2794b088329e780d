import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkInstance } from '../config/checkInstance.js';
import { checkMethods } from '../config/checkMethods.js';
import { checkObject } from '../config/checkObject.js';
import { checkSizes, formatShape, sizeOf } from '../engine/shapes.js';
import type { TokenBatch } from '../data/TokenBatch.js';
import { checkCallOptions, type CallOptions } from '../modules/CallOptions.js';
import { crossEntropy } from '../ops/crossEntropy.js';

/** A model of the next token: token ids `[batch, length]` to logits `[batch, length, vocabulary]`. */
export interface LanguageModel {
  /**
   * @param tokens `[batch, length]`, int32.
   * @returns Logits of the token that follows each, `[batch, length, vocabulary]`.
   */
  call(tokens: Tensor, options?: CallOptions): Tensor;
}

/**
 * Refuses what cannot tell the logits of a next token.
 *
 * @throws Error such as `generate: model.call must be a function, got undefined`.
 */
export function checkLanguageModel(where: string, model: LanguageModel): void {
  checkMethods(where, 'model', model, ['call']);
}

/**
 * The mean cross-entropy of the next token, in nats.
 *
 * @throws Error when model, batch or options are not of their types, or a target is not in the vocabulary.
 */
export function languageModelLoss(model: LanguageModel, batch: TokenBatch, options: CallOptions): Tensor {
  const where = 'languageModelLoss';
  checkLanguageModel(where, model);
  const { inputs, targets, shape } = checkObject(where, 'batch', batch);
  checkInstance(where, 'batch.inputs', inputs, Int32Array, 'an Int32Array');
  checkInstance(where, 'batch.targets', targets, Int32Array, 'an Int32Array');
  checkSizes(where, 'batch.shape', shape);
  for (const [name, { length }] of Object.entries({ inputs, targets })) {
    if (shape.length === 2 && length === sizeOf(shape)) continue;
    throw new Error(
      `${where}: batch.shape must be [windows, length] of the ${length} ${name}, got ${formatShape(shape)}`,
    );
  }
  checkCallOptions(where, options);
  return tidy(() => {
    const logits = model.call(tensor(inputs, shape, 'int32'), options);
    return crossEntropy(logits, tensor(targets, shape, 'int32'));
  });
}
