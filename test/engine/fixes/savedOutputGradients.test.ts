import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { along, constants, derivativesOf, secondDerivative } from '../../float64/derivatives.js';
import { duals, dualsOver, numbers } from '../../float64/scalar.js';
import { softmax as softmax64 } from '../../float64/softmax.js';
import { Random } from '../../float64/random.js';
import { dot } from '../../float64/sums.js';
import { assertClose, largest } from '../../helpers/assertClose.js';

type Elementwise = (x: tf.Tensor) => tf.Tensor;

/** The nth derivative of an element-wise function. */
function derivative(f: Elementwise, order: number): Elementwise {
  return order === 0 ? f : derivative((x) => gradientsByTensors(() => f(x), [x]).gradients[0], order - 1);
}

const sigmoid64 = (x: number): number => 1 / (1 + Math.exp(-x));

/** Closed forms of the 0th to the third derivative. */
const functions: Record<string, { f: Elementwise; points: number[]; derivatives: ((x: number) => number)[] }> = {
  exp: {
    f: (x) => tf.exp(x),
    points: [-3, -0.5, 0, 1, 2.5],
    derivatives: [Math.exp, Math.exp, Math.exp, Math.exp],
  },
  tanh: {
    f: (x) => tf.tanh(x),
    points: [-3, -0.5, 0, 1, 2.5],
    derivatives: [
      Math.tanh,
      (x) => 1 - Math.tanh(x) ** 2,
      (x) => -2 * Math.tanh(x) * (1 - Math.tanh(x) ** 2),
      (x) => (1 - Math.tanh(x) ** 2) * (6 * Math.tanh(x) ** 2 - 2),
    ],
  },
  sigmoid: {
    f: (x) => tf.sigmoid(x),
    points: [-3, -0.5, 0, 1, 2.5],
    derivatives: [
      sigmoid64,
      (x) => sigmoid64(x) * sigmoid64(-x),
      (x) => sigmoid64(x) * sigmoid64(-x) * (1 - 2 * sigmoid64(x)),
      (x) => sigmoid64(x) * sigmoid64(-x) * (1 - 6 * sigmoid64(x) + 6 * sigmoid64(x) ** 2),
    ],
  },
  'pow by its base': {
    f: (x) => tf.pow(x, 3.5),
    points: [0.5, 1, 2, 3],
    derivatives: [
      (x) => x ** 3.5,
      (x) => 3.5 * x ** 2.5,
      (x) => 3.5 * 2.5 * x ** 1.5,
      (x) => 3.5 * 2.5 * 1.5 * x ** 0.5,
    ],
  },
  'pow by its exponent': {
    f: (x) => tf.pow(1.5, x),
    points: [-2, 0, 1, 3],
    derivatives: [0, 1, 2, 3].map((n) => (x) => 1.5 ** x * Math.log(1.5) ** n),
  },
  'pow by both': {
    // x^x, with l = ln x + 1.
    f: (x) => tf.pow(x, x),
    points: [0.5, 1, 2],
    derivatives: [
      (x) => x ** x,
      (x) => x ** x * (Math.log(x) + 1),
      (x) => x ** x * ((Math.log(x) + 1) ** 2 + 1 / x),
      (x) => x ** x * ((Math.log(x) + 1) ** 3 + (3 * (Math.log(x) + 1)) / x - 1 / x ** 2),
    ],
  },
};

describe('derivatives through saved outputs', () => {
  for (const [name, { f, points, derivatives }] of Object.entries(functions)) {
    for (const order of [1, 2, 3]) {
      it(`${name}: order ${order}, alone and where another path hides what is missing`, () => {
        tf.tidy(() => {
          const x = tf.tensor(points);
          const alone = points.map(derivatives[order]);
          // Leibniz: (x · f)⁽ⁿ⁾ = x · f⁽ⁿ⁾ + n · f⁽ⁿ⁻¹⁾.
          const times = points.map((at) => at * derivatives[order](at) + order * derivatives[order - 1](at));
          const byItself = derivative(f, order)(x);
          const withPath = derivative((z) => tf.mul(z, f(z)), order)(x);
          assertClose(byItself, alone, 4e-6 * largest(alone), 'alone');
          assertClose(withPath, times, 4e-6 * largest(times), 'times x');
        });
      });
    }
  }

  it('a power has a second derivative by its exponent', () => {
    const power = 4 * Math.log(2) + 2 * Math.log(2) ** 2;
    tf.tidy(() => {
      const x = tf.scalar(1);
      assertClose(derivative((z) => tf.mul(z, tf.pow(2, z)), 2)(x), [power], 1e-5);
    });
  });

  it('softmax has the second derivative of double precision', () => {
    const random = new Random(3);
    const [x, weights, direction] = [0, 1, 2].map(() => random.normals([3, 4]));
    const [want] = secondDerivative((field, [z]) => softmax64(field, z), [x], weights, [direction]);
    tf.tidy(() => {
      const logits = tf.tensor(x.values, [3, 4]);
      const [w, u] = [weights, direction].map(({ values }) => tf.tensor(values, [3, 4]));
      const first = (): tf.Tensor => gradientsByTensors(() => tf.softmax(logits), [logits], w).gradients[0];
      assertClose(gradientsByTensors(() => tf.mul(first(), u), [logits]).gradients[0], want.values, 2e-6);
    });
  });

  it('softmax has the third derivative of double precision, along a direction', () => {
    const random = new Random(4);
    const [x, weights, direction] = [0, 1, 2].map(() => random.normals([2, 5]));
    const twice = dualsOver(duals);
    const thrice = dualsOver(twice);
    const moving = along(along(along(x, direction), constants(duals, direction)), constants(twice, direction));
    const third = derivativesOf(derivativesOf(derivativesOf(softmax64(thrice, moving))));
    const want = dot(numbers, weights.values, third.values);
    tf.tidy(() => {
      const [w, u] = [weights, direction].map(({ values }) => tf.tensor(values, [2, 5]));
      const slope =
        (f: Elementwise, along: tf.Tensor): Elementwise =>
        (z) =>
          tf.sum(tf.mul(gradientsByTensors(() => f(z), [z]).gradients[0], along));
      const f: Elementwise = (z) => tf.sum(tf.mul(tf.softmax(z), w));
      const got = slope(slope(slope(f, u), u), u)(tf.tensor(x.values, [2, 5]));
      assertClose(got, [want], 1e-5 * Math.max(1, Math.abs(want)));
    });
  });

  it('a first derivative reads the saved output, and does not compute it again', () => {
    const runs = (f: () => void): number => {
      const kernels = tf.getKernel('Exp', tf.getBackend());
      const original = kernels.kernelFunc;
      let count = 0;
      kernels.kernelFunc = (parameters) => {
        count++;
        return original(parameters);
      };
      try {
        tf.tidy(f);
      } finally {
        kernels.kernelFunc = original;
      }
      return count;
    };
    const x = tf.tensor([1, 2]);
    const [first, second] = [1, 2].map((order) => runs(() => void derivative((z) => tf.exp(z), order)(x)));
    x.dispose();
    assert.equal(first, 1);
    assert.equal(second, 2);
  });
});
