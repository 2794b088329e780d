import { indexAt, sizeOf, type NdArray } from './array.js';
import type { Field } from './scalar.js';
import { sum } from './sums.js';

/**
 * `mixed[…, g, q, k] = Σ_h scores[…, h, q, k] · weight[h, g]`.
 *
 * @param scores `[…, h, q, k]`.
 * @param weight `[h, g]`.
 */
export function mixHeads<S>(field: Field<S>, scores: NdArray<S>, weight: NdArray<S>): NdArray<S> {
  const [numHeads, numMixed] = weight.shape;
  const lead = scores.shape.slice(0, -3);
  const [q, k] = scores.shape.slice(-2);
  const shape = [...lead, numMixed, q, k];
  const values = Array.from({ length: sizeOf(shape) }, (_, offset) => {
    const [block, g, pair] = indexAt([sizeOf(lead), numMixed, q * k], offset);
    const terms = Array.from({ length: numHeads }, (_, h) => {
      const score = scores.values[(block * numHeads + h) * q * k + pair];
      return field.mul(score, weight.values[h * numMixed + g]);
    });
    return sum(field, terms);
  });
  return { shape, values };
}
