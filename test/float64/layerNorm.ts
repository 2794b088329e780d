import { filled, groupsAlong, type NdArray } from './array.js';
import type { Field } from './scalar.js';
import { dot, sum } from './sums.js';

/** Options of {@link layerNorm}. */
export interface LayerNormOptions<S> {
  /** Scale: one value per element of a group, in the order of x. Default: ones. */
  gamma?: NdArray<S>;
  /** Shift, likewise. Default: zeros. */
  beta?: NdArray<S>;
  /** Axes over which mean and variance are taken. Default: the last. */
  axes?: readonly number[];
  /** Added to the variance. Default 1e-3. */
  epsilon?: number;
}

/** `gamma · (x − mean) / √(variance + epsilon) + beta` (arXiv:1607.06450); the variance is that of a population. */
export function layerNorm<S>(
  field: Field<S>,
  x: NdArray<S>,
  { gamma, beta, axes = [-1], epsilon = 1e-3 }: LayerNormOptions<S> = {},
): NdArray<S> {
  const { constant, add, sub, mul, div, sqrt } = field;
  const result = filled(x.shape, constant(0));
  for (const group of groupsAlong(x.shape, axes)) {
    const count = constant(group.length);
    const values = group.map((i) => x.values[i]);
    const mean = div(sum(field, values), count);
    const centred = values.map((value) => sub(value, mean));
    const variance = div(dot(field, centred, centred), count);
    const deviation = sqrt(add(variance, constant(epsilon)));
    group.forEach((i, n) => {
      const standard = div(centred[n], deviation);
      const scaled = gamma === undefined ? standard : mul(standard, gamma.values[n]);
      result.values[i] = beta === undefined ? scaled : add(scaled, beta.values[n]);
    });
  }
  return result;
}
