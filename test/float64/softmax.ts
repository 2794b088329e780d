import { filled, broadcastTo, groupsAlong, type NdArray } from './array.js';
import type { Field } from './scalar.js';
import { sum } from './sums.js';

/** Options of {@link softmax}. */
export interface SoftmaxOptions {
  /** Axes whose elements compete. Default: the last. */
  axes?: readonly number[];
  /** True where an element competes, broadcastable to x. Default: everywhere. */
  mask?: NdArray<boolean>;
}

/** `exp(x) / Σ exp(x)` over the axes; masked elements weigh exactly zero, also where nothing competes. */
export function softmax<S>(field: Field<S>, x: NdArray<S>, { axes = [-1], mask }: SoftmaxOptions = {}): NdArray<S> {
  const shown = mask === undefined ? filled(x.shape, true) : broadcastTo(mask, x.shape);
  const weights = filled(x.shape, field.constant(0));
  for (const group of groupsAlong(x.shape, axes)) {
    const competing = group.filter((i) => shown.values[i]);
    const shares = normalizedExponentials(
      field,
      competing.map((i) => x.values[i]),
    );
    competing.forEach((i, n) => (weights.values[i] = shares[n]));
  }
  return weights;
}

/** `exp(xᵢ) / Σ exp(xⱼ)` of a list. */
export function normalizedExponentials<S>(field: Field<S>, x: readonly S[]): S[] {
  // A constant taken off every logit cancels, in the derivatives too; the largest one keeps exp from overflowing.
  const largest = field.constant(x.reduce((most, value) => Math.max(most, field.toNumber(value)), -Infinity));
  const exponentials = x.map((value) => field.exp(field.sub(value, largest)));
  const total = sum(field, exponentials);
  return exponentials.map((value) => field.div(value, total));
}
