import type { Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { checkShape, formatShape } from '../engine/shapes.js';

/**
 * Refuses a target and a prediction that are not float32 tensors of one shape, or have nothing along the last axis:
 * broadcasting here is nearly always a mistake.
 *
 * @throws Error such as `Huber: prediction must have shape [4], got [4, 1]`.
 */
export function checkPair(where: string, target: Tensor, prediction: Tensor): void {
  checkTensor(where, 'target', target, 'float32');
  if (target.rank === 0 || target.shape.at(-1) === 0) {
    throw new Error(`${where}: target must have a value along its last axis, got shape ${formatShape(target.shape)}`);
  }
  checkShape(where, 'prediction', prediction, target.shape, 'float32');
}
