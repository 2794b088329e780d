import type { Field } from './scalar.js';

/** The sum of the scalars, in order; zero of none. */
export function sum<S>(field: Field<S>, values: readonly S[]): S {
  return values.reduce((total, value) => field.add(total, value), field.constant(0));
}

/** `Σ a · b`, in order. */
export function dot<S>(field: Field<S>, a: readonly S[], b: readonly S[]): S {
  let total = field.constant(0);
  for (let i = 0; i < a.length; i++) total = field.add(total, field.mul(a[i], b[i]));
  return total;
}
