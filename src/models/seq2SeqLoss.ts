import { slice, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkInstance } from '../config/checkInstance.js';
import { checkObject } from '../config/checkObject.js';
import { formatShape, type Shape } from '../engine/shapes.js';
import { checkCallOptions, type CallOptions } from '../modules/CallOptions.js';
import { crossEntropy } from '../ops/crossEntropy.js';
import { Seq2SeqTransformer } from './Seq2SeqTransformer.js';
import { tokenTensor } from './tokenTensor.js';

/** Sources and their targets, as plain numbers. */
export interface SequencePairBatch {
  /** Tokens, row after row. */
  source: Int32Array;
  /** Of the source: `[batch, s]`. */
  sourceShape: Shape;
  /** Tokens from start to end, row after row; the padding behind is 0. */
  target: Int32Array;
  /** Of the target: `[batch, t]`, t at least 2. */
  targetShape: Shape;
}

/**
 * The mean cross-entropy of each token of the target, given those before it, in nats; the loss of `train` for a
 * {@link Seq2SeqTransformer}. Padding counts as nothing where the model has `maskZero`.
 *
 * @throws Error when model, batch or options are not of their types, or a token is not in its vocabulary.
 */
export function seq2SeqLoss(model: Seq2SeqTransformer, batch: SequencePairBatch, options: CallOptions): Tensor {
  const where = 'seq2SeqLoss';
  checkInstance(where, 'model', model, Seq2SeqTransformer, 'a Seq2SeqTransformer');
  checkObject(where, 'batch', batch);
  checkCallOptions(where, options);
  return tidy(() => {
    const source = tokenTensor(where, batch, 'source', 'sourceShape');
    const target = tokenTensor(where, batch, 'target', 'targetShape');
    const [rows, length] = target.shape as [number, number];
    if (length < 2) {
      const got = formatShape(target.shape);
      throw new Error(`${where}: batch.targetShape must have a length of at least 2, got ${got}`);
    }
    const known = slice(target, [0, 0], [rows, length - 1]);
    const next = slice(target, [0, 1], [rows, length - 1]);
    const logits = model.call({ source, target: known }, options);
    return crossEntropy(logits, next, model.maskZero ? { ignoredClass: 0 } : {});
  });
}
