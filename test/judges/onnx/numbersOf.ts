import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { array, type NdArray } from '../../float64/array.js';

/** The numbers of tensors that are computed here, and freed. */
export function numbersOf(compute: () => Tensor[]): NdArray[] {
  const tensors = tidy(compute);
  const results = tensors.map((x) => array(x.shape, x.dataSync()));
  tensors.forEach((x) => x.dispose());
  return results;
}
