import type { Tensor } from '@tensorflow/tfjs-core';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import type { AttentionOptions } from '../../../src/ops/talkingHeadsAttention/AttentionOptions.js';
import { talkingHeadsAttention } from '../../../src/ops/talkingHeadsAttention/talkingHeadsAttention.js';
import type { NdArray } from '../../float64/array.js';
import type { Random } from '../../float64/random.js';
import { toTensor } from '../../gradients/toTensor.js';

/** Query, key, value, and the two mixing weights. */
export type AttentionArrays = [NdArray, NdArray, NdArray, NdArray, NdArray];

/** Sizes by the letters of the design. */
export interface Sizes {
  b?: number;
  q: number;
  k: number;
  h?: number;
  d?: number;
  v?: number;
}

/** Random inputs; one batch, two heads of size 3 unless told. */
export function attentionArrays(random: Random, { b = 1, q, k, h = 2, d = 3, v = 3 }: Sizes): AttentionArrays {
  const [query, key, value] = [
    random.normals([b, q, h, d]),
    random.normals([b, k, h, d]),
    random.normals([b, k, h, v]),
  ];
  return [query, key, value, random.normals([h, h]), random.normals([h, h])];
}

/** The arrays as tensors. */
export function attentionTensors(arrays: AttentionArrays): [Tensor, Tensor, Tensor, Tensor, Tensor] {
  const [query, key, value, pre, post] = arrays.map((x) => toTensor(x));
  return [query, key, value, pre, post];
}

/** The output and the gradients by all five tensors, one after the other. */
export function outputAndGradients(
  arrays: AttentionArrays,
  options: AttentionOptions,
  cotangent: NdArray,
): Record<'output' | 'query' | 'key' | 'value' | 'pre' | 'post', number[]> {
  const tensors = attentionTensors(arrays);
  const { value, gradients } = gradientsByTensors(
    () => talkingHeadsAttention(...tensors, options),
    tensors,
    toTensor(cotangent),
  );
  const [query, key, byValue, pre, post] = gradients.map((x) => Array.from(x.dataSync()));
  return { output: Array.from(value.dataSync()), query, key, value: byValue, pre, post };
}
