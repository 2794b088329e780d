import { mapArray, type NdArray } from './array.js';
import { einsum } from './einsum.js';
import { gelu } from './gelu.js';
import type { Field } from './scalar.js';

/** The position-wise networks of arXiv:2002.05202, equation 6, without biases. */
export function gatedFeedForward<S>(
  field: Field<S>,
  [x, gate, value, outer]: NdArray<S>[],
  activation: 'gelu' | 'silu',
): NdArray<S> {
  const product = (a: NdArray<S>, b: NdArray<S>): NdArray<S> => einsum(field, 'btc,cd->btd', [a, b]);
  const { constant, add, sub, mul, div, exp } = field;
  const one = constant(1);
  const silu = (z: S): S => div(z, add(one, exp(sub(constant(0), z))));
  const open = product(x, gate);
  const gated = activation === 'gelu' ? gelu(field, open) : mapArray(open, silu);
  const values = product(x, value);
  return product(
    mapArray(gated, (one, i) => mul(one, values.values[i])),
    outer,
  );
}
