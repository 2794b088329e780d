import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkInstance } from '../config/checkInstance.js';
import { checkMethods } from '../config/checkMethods.js';
import { checkObject } from '../config/checkObject.js';
import type { Shape } from '../engine/shapes.js';
import { checkCallOptions, type CallOptions } from '../modules/CallOptions.js';
import { crossEntropy } from '../ops/crossEntropy.js';
import { tokenTensor } from './tokenTensor.js';

/** A model of a sequence's class: token ids `[batch, length]` to logits `[batch, classes]`. */
export interface SequenceClassifier {
  /**
   * @param tokens `[batch, length]`, int32.
   * @returns Logits, `[batch, classes]`.
   */
  call(tokens: Tensor, options?: CallOptions): Tensor;
}

/** Sequences and their classes, as plain numbers. */
export interface LabelledBatch {
  /** Tokens, row after row. */
  inputs: Int32Array;
  /** Of the inputs: `[batch, length]`. */
  shape: Shape;
  /** The class of each row. */
  labels: Int32Array;
}

/**
 * The mean cross-entropy of the classes, in nats; the loss of `train` for a `TransformerClassifier`.
 *
 * @throws Error when model, batch or options are not of their types, or a label is no class.
 */
export function classificationLoss(model: SequenceClassifier, batch: LabelledBatch, options: CallOptions): Tensor {
  const where = 'classificationLoss';
  checkMethods(where, 'model', model, ['call']);
  const { labels } = checkObject(where, 'batch', batch);
  checkInstance(where, 'batch.labels', labels, Int32Array, 'an Int32Array');
  checkCallOptions(where, options);
  return tidy(() => {
    const logits = model.call(tokenTensor(where, batch, 'inputs', 'shape'), options);
    return crossEntropy(logits, tensor(labels, [labels.length], 'int32'));
  });
}
