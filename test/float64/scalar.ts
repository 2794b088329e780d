import { erf } from './erf.js';

/**
 * Arithmetic on one kind of number, so that a function is written once and runs on plain numbers and on duals.
 *
 * Comparisons (a maximum, a mask) read the number behind a scalar, and so are not differentiated.
 */
export interface Field<S> {
  /** A scalar that depends on nothing. */
  constant: (value: number) => S;
  /** The number behind a scalar, without its derivatives. */
  toNumber: (x: S) => number;
  add: (a: S, b: S) => S;
  sub: (a: S, b: S) => S;
  mul: (a: S, b: S) => S;
  div: (a: S, b: S) => S;
  exp: (x: S) => S;
  log: (x: S) => S;
  sqrt: (x: S) => S;
  tanh: (x: S) => S;
  erf: (x: S) => S;
}

/** Plain double-precision numbers. */
export const numbers: Field<number> = {
  constant: (value) => value,
  toNumber: (x) => x,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
  erf,
};

/** `value + derivative · ε` with ε² = 0 (Clifford 1873): arithmetic on it carries the exact first derivative along. */
export interface Dual<S> {
  readonly value: S;
  readonly derivative: S;
}

/** Duals whose parts are scalars of `base`; over duals, they carry second derivatives. */
export function dualsOver<S>(base: Field<S>): Field<Dual<S>> {
  const { constant, add, sub, mul, div } = base;
  const [zero, one] = [constant(0), constant(1)];
  const erfSlope = constant(2 / Math.sqrt(Math.PI));
  /** A function of one scalar, from its value and its slope at `x.value`. */
  const chain = (value: S, slope: S, x: Dual<S>): Dual<S> => ({ value, derivative: mul(slope, x.derivative) });
  return {
    constant: (value) => ({ value: constant(value), derivative: zero }),
    toNumber: (x) => base.toNumber(x.value),
    add: (a, b) => ({ value: add(a.value, b.value), derivative: add(a.derivative, b.derivative) }),
    sub: (a, b) => ({ value: sub(a.value, b.value), derivative: sub(a.derivative, b.derivative) }),
    mul: (a, b) => ({
      value: mul(a.value, b.value),
      derivative: add(mul(a.derivative, b.value), mul(a.value, b.derivative)),
    }),
    div: (a, b) => {
      const value = div(a.value, b.value);
      return { value, derivative: div(sub(a.derivative, mul(value, b.derivative)), b.value) };
    },
    exp: (x) => {
      const value = base.exp(x.value);
      return chain(value, value, x);
    },
    log: (x) => chain(base.log(x.value), div(one, x.value), x),
    sqrt: (x) => {
      const value = base.sqrt(x.value);
      return chain(value, div(one, add(value, value)), x);
    },
    tanh: (x) => {
      const value = base.tanh(x.value);
      return chain(value, sub(one, mul(value, value)), x);
    },
    erf: (x) => {
      const slope = mul(erfSlope, base.exp(sub(zero, mul(x.value, x.value))));
      return chain(base.erf(x.value), slope, x);
    },
  };
}

/** Numbers with one derivative. */
export const duals: Field<Dual<number>> = dualsOver(numbers);
