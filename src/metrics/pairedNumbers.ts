import type { Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { checkShape } from '../engine/shapes.js';

/** Every number of a target and of a prediction of the same shape is an example by itself. */
export interface PairedNumbers {
  target: Float32Array;
  prediction: Float32Array;
}

/**
 * Reads targets and predictions of one shape, float32.
 *
 * @throws Error when shapes or types do not fit.
 */
export function pairedNumbers(where: string, target: Tensor, prediction: Tensor): PairedNumbers {
  checkTensor(where, 'target', target, 'float32');
  checkShape(where, 'prediction', prediction, target.shape, 'float32');
  return { target: target.dataSync<'float32'>(), prediction: prediction.dataSync<'float32'>() };
}
