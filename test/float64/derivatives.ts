import { filled, mapArray, type NdArray } from './array.js';
import { duals, dualsOver, numbers, type Dual, type Field } from './scalar.js';
import { dot } from './sums.js';

/** A function of arrays, written once for every kind of scalar. */
export type ArrayFunction = <S>(field: Field<S>, inputs: NdArray<S>[]) => NdArray<S>;

/** `x + ε · direction`: the array on its way along a direction, to be read with {@link derivativesOf}. */
export function along<S>(x: NdArray<S>, direction: NdArray<S>): NdArray<Dual<S>> {
  return mapArray(x, (value, i) => ({ value, derivative: direction.values[i] }));
}

/** Numbers as constants of a field. */
export function constants<S>(field: Field<S>, x: NdArray): NdArray<S> {
  return mapArray(x, (value) => field.constant(value));
}

/** The derivative part of every dual. */
export function derivativesOf<S>(x: NdArray<Dual<S>>): NdArray<S> {
  return mapArray(x, ({ derivative }) => derivative);
}

/** `d/dε f(inputs + ε · directions)` at 0. */
export function directionalDerivative(f: ArrayFunction, inputs: NdArray[], directions: NdArray[]): NdArray {
  return derivativesOf(
    f(
      duals,
      inputs.map((x, i) => along(x, directions[i])),
    ),
  );
}

/**
 * The gradients of `F = Σ cotangent · f(inputs)` by every element of every input: one pass of `f` for each, so for
 * small arrays.
 */
export function gradientByDuals(f: ArrayFunction, inputs: NdArray[], cotangent: NdArray): NdArray[] {
  return gradientOver(numbers, f, inputs, cotangent);
}

/**
 * The gradient's own derivative along directions: for every input the array `H · u`, which is
 * `d/dε grad F(inputs + ε · directions)` at 0. Exact, by duals of duals; for small arrays.
 */
export function secondDerivative(
  f: ArrayFunction,
  inputs: NdArray[],
  cotangent: NdArray,
  directions: NdArray[],
): NdArray[] {
  const moving = inputs.map((x, i) => along(x, directions[i]));
  return gradientOver(duals, f, moving, constants(duals, cotangent)).map(derivativesOf);
}

function gradientOver<S>(field: Field<S>, f: ArrayFunction, inputs: NdArray<S>[], cotangent: NdArray<S>): NdArray<S>[] {
  const outer = dualsOver(field);
  const still = inputs.map((x) => along(x, filled(x.shape, field.constant(0))));
  return inputs.map((x, i) =>
    mapArray(x, (value, offset) => {
      const moving = mapArray(still[i], (dual, j) => (j === offset ? { value, derivative: field.constant(1) } : dual));
      const result = f(outer, still.with(i, moving));
      return dot(field, cotangent.values, derivativesOf(result).values);
    }),
  );
}
