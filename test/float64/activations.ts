import { array, groupsAlong, mapArray, type NdArray } from './array.js';
import { gelu } from './gelu.js';
import type { Field } from './scalar.js';

/** A function of each element, in any kind of number. */
export type ElementFunction = <S>(field: Field<S>, x: S) => S;

/** `1 / (1 + e⁻ˣ)`. */
export function sigmoid<S>({ constant, add, sub, div, exp }: Field<S>, x: S): S {
  return div(constant(1), add(constant(1), exp(sub(constant(0), x))));
}

/** `log(1 + eˣ)`. */
export function softplus<S>({ constant, add, exp, log }: Field<S>, x: S): S {
  return log(add(constant(1), exp(x)));
}

/** `x σ(x)` (arXiv:1702.03118). */
export const silu: ElementFunction = (field, x) => field.mul(x, sigmoid(field, x));

/** `x tanh(log(1 + eˣ))` (arXiv:1908.08681). */
export const mish: ElementFunction = (field, x) => field.mul(x, field.tanh(softplus(field, x)));

/** x, and `eˣ − 1` below 0 (arXiv:1511.07289). */
export const elu: ElementFunction = (field, x) =>
  field.toNumber(x) >= 0 ? x : field.sub(field.exp(x), field.constant(1));

/** x, and `0.2x` below 0. */
export const leakyRelu: ElementFunction = (field, x) =>
  field.toNumber(x) >= 0 ? x : field.mul(x, field.constant(0.2));

/** A function of each element as one of arrays. */
export function elementwise(f: ElementFunction): <S>(field: Field<S>, x: NdArray<S>) => NdArray<S> {
  return (field, x) => mapArray(x, (value) => f(field, value));
}

/** `f(gate) · value` of the halves of the last axis (arXiv:2002.05202). */
export function gated<S>(field: Field<S>, x: NdArray<S>, kind: 'swiglu' | 'geglu'): NdArray<S> {
  const width = x.shape.at(-1)! / 2;
  const values = groupsAlong(x.shape, [-1]).flatMap((row) => {
    const gates = array(
      [width],
      row.slice(0, width).map((i) => x.values[i]),
    );
    const open = kind === 'geglu' ? gelu(field, gates) : elementwise(silu)(field, gates);
    return open.values.map((gate, i) => field.mul(gate, x.values[row[width + i]]));
  });
  return array([...x.shape.slice(0, -1), width], values);
}
