import type { Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { checkShape, formatShape } from '../engine/shapes.js';
import { checkIndices } from '../ops/embeddingLookup.js';

/** Labels and the numbers that were predicted for every class of each example. */
export interface LabelledRows {
  labels: ArrayLike<number>;
  /** The predictions of an example. */
  rowOf: (example: number) => Float32Array;
}

/**
 * Reads labels and predictions.
 *
 * @param target Labels `[…]`, int32.
 * @param prediction `[…, classes]`, float32.
 * @param ignored A label that need be no class.
 * @throws Error when shapes or types do not fit, there is no class, or a label is none.
 */
export function labelledRows(where: string, target: Tensor, prediction: Tensor, ignored?: number): LabelledRows {
  checkTensor(where, 'target', target, 'int32');
  checkShape(where, 'prediction', prediction, [...target.shape, 'any'], 'float32');
  const numClasses = prediction.shape.at(-1)!;
  if (numClasses === 0) {
    const got = formatShape(prediction.shape);
    throw new Error(`${where}: prediction must have at least one class, got shape ${got}`);
  }
  checkIndices(where, 'target', target, numClasses, ignored);
  const numbers = prediction.dataSync<'float32'>();
  return {
    labels: target.dataSync(),
    rowOf: (example) => numbers.subarray(example * numClasses, (example + 1) * numClasses),
  };
}
