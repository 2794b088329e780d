import type { Tensor } from '@tensorflow/tfjs-core';
import { alignLeading } from '../engine/alignLeading.js';
import { checkTensor } from '../engine/checkTensor.js';
import { sizeOf, type Shape } from '../engine/shapes.js';

/**
 * The weight of each example, in row-major order; 1 without weights.
 *
 * @param shape Of the examples.
 * @throws Error when weights are not a float32 tensor that fits, or one is negative or no number.
 */
export function sampleWeights(where: string, sampleWeight: Tensor | undefined, shape: Shape): Float64Array {
  const weights = new Float64Array(sizeOf(shape));
  if (sampleWeight === undefined) return weights.fill(1);
  checkTensor(where, 'sampleWeight', sampleWeight, 'float32');
  const aligned = alignLeading(where, 'sampleWeight', sampleWeight.shape, shape);
  const given = sampleWeight.dataSync();
  const bad = given.find((weight) => !(weight >= 0 && weight < Infinity));
  if (bad !== undefined) {
    throw new Error(`${where}: sampleWeight must hold finite numbers of at least 0, got ${bad}`);
  }
  return weights.map((_, i) => given[offsetAt(aligned, shape, i)]);
}

/** Where an element of `shape` is found in a tensor that broadcasts to it. */
function offsetAt(aligned: Shape, shape: Shape, i: number): number {
  let [offset, stride, rest] = [0, 1, i];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (aligned[axis] !== 1) offset += (rest % shape[axis]) * stride;
    stride *= aligned[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return offset;
}
