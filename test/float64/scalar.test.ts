import { assertClose } from '../helpers/assertClose.js';
import { duals, dualsOver, numbers, type Field } from './scalar.js';

/** A function of one scalar with its first and second derivative in closed form. */
interface Known {
  f: <S>(field: Field<S>, x: S) => S;
  value: (x: number) => number;
  first: (x: number) => number;
  second: (x: number) => number;
}

const gaussian = (x: number): number => (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x);

const known: Record<string, Known> = {
  constant: { f: (field) => field.constant(3), value: () => 3, first: () => 0, second: () => 0 },
  add: { f: (field, x) => field.add(x, x), value: (x) => 2 * x, first: () => 2, second: () => 0 },
  sub: {
    f: (field, x) => field.sub(field.constant(1), x),
    value: (x) => 1 - x,
    first: () => -1,
    second: () => 0,
  },
  mul: {
    f: (field, x) => field.mul(x, field.mul(x, x)),
    value: (x) => x ** 3,
    first: (x) => 3 * x ** 2,
    second: (x) => 6 * x,
  },
  div: {
    f: (field, x) => field.div(field.mul(x, x), field.add(field.constant(1), x)),
    value: (x) => x ** 2 / (1 + x),
    first: (x) => (x ** 2 + 2 * x) / (1 + x) ** 2,
    second: (x) => 2 / (1 + x) ** 3,
  },
  exp: {
    f: (field, x) => field.exp(field.mul(x, x)),
    value: (x) => Math.exp(x * x),
    first: (x) => 2 * x * Math.exp(x * x),
    second: (x) => (2 + 4 * x * x) * Math.exp(x * x),
  },
  log: { f: (field, x) => field.log(x), value: Math.log, first: (x) => 1 / x, second: (x) => -1 / x ** 2 },
  sqrt: {
    f: (field, x) => field.sqrt(x),
    value: Math.sqrt,
    first: (x) => 0.5 * x ** -0.5,
    second: (x) => -0.25 * x ** -1.5,
  },
  tanh: {
    f: (field, x) => field.tanh(x),
    value: Math.tanh,
    first: (x) => 1 - Math.tanh(x) ** 2,
    second: (x) => -2 * Math.tanh(x) * (1 - Math.tanh(x) ** 2),
  },
  erf: {
    f: (field, x) => field.erf(field.mul(x, field.constant(2))),
    // Simpson's rule on the definition, with an error far below 1e-12.
    value: (x) => {
      const count = 2000;
      const step = (2 * x) / count;
      let total = 0;
      for (let i = 0; i < count; i += 2) {
        total += (step / 3) * (gaussian(i * step) + 4 * gaussian((i + 1) * step) + gaussian((i + 2) * step));
      }
      return total;
    },
    first: (x) => 2 * gaussian(2 * x),
    second: (x) => -16 * x * gaussian(2 * x),
  },
};

const points = [0.3, 0.9, 1.7];

describe('float64/scalar', () => {
  for (const [name, { f, value, first, second }] of Object.entries(known)) {
    it(`${name}: numbers, duals and duals of duals agree with the closed form`, () => {
      const nested = dualsOver(duals);
      for (const x of points) {
        const result = f(nested, {
          value: { value: x, derivative: 1 },
          derivative: { value: 1, derivative: 0 },
        });
        const got = [f(numbers, x), result.value.value, result.value.derivative, result.derivative.value];
        assertClose(got, [value(x), value(x), first(x), first(x)], 1e-12);
        assertClose([result.derivative.derivative], [second(x)], 1e-12 * Math.max(1, Math.abs(second(x))));
        assertClose([nested.toNumber(result)], [result.value.value], 0);
      }
    });
  }

  it('mixes second derivatives by two variables', () => {
    const nested = dualsOver(duals);
    const [a, b] = [0.7, 1.3];
    const x = { value: { value: a, derivative: 0 }, derivative: { value: 1, derivative: 0 } };
    const y = { value: { value: b, derivative: 1 }, derivative: { value: 0, derivative: 0 } };
    const { derivative } = nested.exp(nested.mul(x, y));
    assertClose([derivative.value, derivative.derivative], [b * Math.exp(a * b), (1 + a * b) * Math.exp(a * b)], 1e-14);
  });
});
