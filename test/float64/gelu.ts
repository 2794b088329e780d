import { mapArray, type NdArray } from './array.js';
import type { Field } from './scalar.js';

/** `x · Φ(x)`, Φ the standard normal distribution function (arXiv:1606.08415). */
export function gelu<S>(field: Field<S>, x: NdArray<S>): NdArray<S> {
  const { constant, add, mul, erf } = field;
  return mapArray(x, (z) => {
    const distribution = mul(constant(0.5), add(constant(1), erf(mul(z, constant(Math.SQRT1_2)))));
    return mul(z, distribution);
  });
}

/** `x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³)))`, the same paper's approximation. */
export function geluTanh<S>(field: Field<S>, x: NdArray<S>): NdArray<S> {
  const { constant, add, mul, tanh } = field;
  return mapArray(x, (z) => {
    const cubic = mul(constant(0.044715), mul(z, mul(z, z)));
    const inner = mul(constant(Math.sqrt(2 / Math.PI)), add(z, cubic));
    return mul(mul(z, constant(0.5)), add(constant(1), tanh(inner)));
  });
}
