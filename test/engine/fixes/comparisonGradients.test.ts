import * as tf from '@tensorflow/tfjs-core';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { assertClose } from '../../helpers/assertClose.js';

type Compare = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const compared: Record<string, { compare: Compare; mask: number[] }> = {
  equal: { compare: tf.equal, mask: [0, 1, 0] },
  notEqual: { compare: tf.notEqual, mask: [1, 0, 1] },
  greater: { compare: tf.greater, mask: [0, 0, 1] },
  greaterEqual: { compare: tf.greaterEqual, mask: [0, 1, 1] },
  less: { compare: tf.less, mask: [1, 0, 0] },
  lessEqual: { compare: tf.lessEqual, mask: [1, 1, 0] },
};

const asNumber = (x: tf.Tensor): tf.Tensor => tf.cast(x, 'float32');
const asMask = (x: tf.Tensor): tf.Tensor => tf.cast(x, 'bool');

describe('gradients of comparisons', () => {
  for (const [name, { compare, mask }] of Object.entries(compared)) {
    it(`${name} is flat in both operands, broadcast or not, in first and second derivatives`, () => {
      tf.tidy(() => {
        const [x, bound] = [tf.tensor([1, 2, 3]), tf.tensor([2])];
        const masked = (): tf.Tensor => tf.mul(tf.square(x), asNumber(compare(x, bound)));
        const first = (): tf.Tensor => gradientsByTensors(masked, [x]).gradients[0];
        const { value, gradients } = gradientsByTensors(masked, [x, bound]);
        const times = (factors: number[]): number[] => mask.map((inside, i) => inside * factors[i]);
        assertClose(value, times([1, 4, 9]), 0);
        assertClose(gradients[0], times([2, 4, 6]), 0);
        assertClose(gradients[1], [0], 0);
        assertClose(gradientsByTensors(first, [x]).gradients[0], times([2, 2, 2]), 0);
      });
    });
  }

  it('compares whole numbers', () => {
    tf.tidy(() => {
      const two = tf.scalar(2, 'int32');
      const kept = (x: tf.Tensor): tf.Tensor => tf.mul(x, asNumber(tf.greaterEqual(tf.cast(x, 'int32'), two)));
      assertClose(tf.grad(kept)(tf.tensor([1, 2])), [0, 1], 0);
    });
  });

  const logical: Record<string, { combine: (a: tf.Tensor) => tf.Tensor; mask: number[] }> = {
    LogicalAnd: { combine: (a) => tf.logicalAnd(a, asMask(tf.tensor([1, 1, 0]))), mask: [0, 1, 0] },
    LogicalOr: { combine: (a) => tf.logicalOr(asMask(tf.tensor([1, 0, 0])), a), mask: [1, 1, 1] },
    LogicalNot: { combine: (a) => tf.logicalNot(a), mask: [1, 0, 0] },
    Any: { combine: (a) => tf.any(a, 0), mask: [1, 1, 1] },
    All: { combine: (a) => tf.all(a, 0), mask: [0, 0, 0] },
  };
  for (const [kernel, { combine, mask }] of Object.entries(logical)) {
    it(`${kernel} is flat in a mask that was computed of what is differentiated`, () => {
      tf.tidy(() => {
        const f = (x: tf.Tensor): tf.Tensor => tf.mul(x, asNumber(combine(tf.greaterEqual(x, 2))));
        assertClose(tf.grad(f)(tf.tensor([1, 2, 3])), mask, 0);
      });
    });
  }

  it('max and min have second derivatives by it', () => {
    tf.tidy(() => {
      const x = tf.tensor([1, 2]);
      const first = (reduce: (z: tf.Tensor) => tf.Tensor): tf.Tensor =>
        gradientsByTensors(() => tf.mul(tf.sum(x), tf.square(reduce(x))), [x]).gradients[0];
      // The gradient of S · m² sums to 2m² + 2Sm: by any x 2m, by the one that is m also 4m + 2S.
      assertClose(gradientsByTensors(() => first((z) => tf.max(z)), [x]).gradients[0], [4, 18], 0);
      assertClose(gradientsByTensors(() => first((z) => tf.min(z)), [x]).gradients[0], [12, 2], 0);
    });
  });

  it('where chooses by a comparison of what is differentiated', () => {
    tf.tidy(() => {
      const f = (x: tf.Tensor): tf.Tensor => tf.where(tf.less(x, 2), tf.square(x), tf.mul(x, 3));
      assertClose(tf.grad(f)(tf.tensor([1, 2, 3])), [2, 3, 3], 0);
    });
  });
});
