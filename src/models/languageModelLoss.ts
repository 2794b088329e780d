import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { TokenBatch } from '../data/tokenWindows.js';
import type { CallOptions } from '../modules/CallOptions.js';
import { crossEntropy } from '../ops/crossEntropy.js';

/** A model of the next token: token ids `[batch, length]` to logits `[batch, length, vocabulary]`. */
export interface LanguageModel {
  /**
   * @param tokens `[batch, length]`, int32.
   * @returns Logits of the token that follows each, `[batch, length, vocabulary]`.
   */
  call(tokens: Tensor, options?: CallOptions): Tensor;
}

/** The mean cross-entropy of the next token, in nats. */
export function languageModelLoss(model: LanguageModel, batch: TokenBatch, options: CallOptions): Tensor {
  return tidy(() => {
    const logits = model.call(tensor(batch.inputs, batch.shape, 'int32'), options);
    return crossEntropy(logits, tensor(batch.targets, batch.shape, 'int32'));
  });
}
