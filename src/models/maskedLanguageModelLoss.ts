import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkObject } from '../config/checkObject.js';
import type { TokenBatch } from '../data/TokenBatch.js';
import { checkCallOptions, type CallOptions } from '../modules/CallOptions.js';
import { crossEntropy } from '../ops/crossEntropy.js';
import { checkLanguageModel, type LanguageModel } from './languageModelLoss.js';
import { tokenTensor } from './tokenTensor.js';

/** The target of a position that is not to be predicted. */
const NOT_PREDICTED = -1;

/**
 * The mean cross-entropy of the tokens that were hidden (arXiv:1810.04805, §3.1), in nats; the loss of `train` for a
 * `MaskedLanguageModel`.
 *
 * @param batch Tokens of which some are hidden, and the tokens to predict: -1 where there is none, as at padding.
 * @throws Error when model, batch or options are not of their types, or a target is not in the vocabulary.
 */
export function maskedLanguageModelLoss(model: LanguageModel, batch: TokenBatch, options: CallOptions): Tensor {
  const where = 'maskedLanguageModelLoss';
  checkLanguageModel(where, model);
  checkObject(where, 'batch', batch);
  checkCallOptions(where, options);
  return tidy(() => {
    const inputs = tokenTensor(where, batch, 'inputs', 'shape');
    const targets = tokenTensor(where, batch, 'targets', 'shape');
    return crossEntropy(model.call(inputs, options), targets, { ignoredClass: NOT_PREDICTED });
  });
}
