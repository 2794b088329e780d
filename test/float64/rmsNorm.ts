import { filled, groupsAlong, type NdArray } from './array.js';
import type { Field } from './scalar.js';
import { dot } from './sums.js';

/** Options of {@link rmsNorm}. */
export interface RmsNormOptions<S> {
  /** Scale: one value per element of a group, in the order of x. Default: ones. */
  gamma?: NdArray<S>;
  /** Axes over which the mean of squares is taken. Default: the last. */
  axes?: readonly number[];
  /** Added to the mean of squares. Default 1e-6. */
  epsilon?: number;
}

/** `gamma · x / √(mean(x²) + epsilon)` (arXiv:1910.07467, equation 4). */
export function rmsNorm<S>(
  field: Field<S>,
  x: NdArray<S>,
  { gamma, axes = [-1], epsilon = 1e-6 }: RmsNormOptions<S> = {},
): NdArray<S> {
  const { constant, add, mul, div, sqrt } = field;
  const result = filled(x.shape, constant(0));
  for (const group of groupsAlong(x.shape, axes)) {
    const values = group.map((i) => x.values[i]);
    const squares = div(dot(field, values, values), constant(values.length));
    const root = sqrt(add(squares, constant(epsilon)));
    group.forEach((i, n) => {
      const standard = div(values[n], root);
      result.values[i] = gamma === undefined ? standard : mul(standard, gamma.values[n]);
    });
  }
  return result;
}
