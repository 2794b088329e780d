import type { Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { checkShape, formatShape, type Shape } from '../engine/shapes.js';

/** The numbers of every class of each example, in the target and as predicted. */
export interface PairedRows {
  /** Of the examples: that of the target without its last axis. */
  shape: Shape;
  numClasses: number;
  targetOf: (example: number) => Float32Array;
  predictionOf: (example: number) => Float32Array;
}

/**
 * Reads targets and predictions `[…, classes]`, float32.
 *
 * @throws Error when shapes or types do not fit, or there is no class.
 */
export function pairedRows(where: string, target: Tensor, prediction: Tensor): PairedRows {
  checkTensor(where, 'target', target, 'float32');
  const numClasses = target.shape.at(-1);
  if (numClasses === undefined || numClasses === 0) {
    throw new Error(`${where}: target must have at least one class, got shape ${formatShape(target.shape)}`);
  }
  checkShape(where, 'prediction', prediction, target.shape, 'float32');
  const [expected, given] = [target, prediction].map((x) => x.dataSync<'float32'>());
  const rowOf = (numbers: Float32Array, i: number): Float32Array =>
    numbers.subarray(i * numClasses, (i + 1) * numClasses);
  return {
    shape: target.shape.slice(0, -1),
    numClasses,
    targetOf: (example) => rowOf(expected, example),
    predictionOf: (example) => rowOf(given, example),
  };
}
