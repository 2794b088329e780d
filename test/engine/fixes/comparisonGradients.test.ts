import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { assertClose } from '../../helpers/assertClose.js';
import { stock } from '../stock.js';

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
    if (name !== 'greaterEqual') {
      it(`TensorFlow.js has none for ${name}`, () => {
        assert.throws(
          () => stock(`tf.grad((x) => tf.mul(x, tf.cast(tf.${name}(x, 2), 'float32')))(tf.tensor([1, 2, 3]))`),
          `gradient function not found for ${name[0].toUpperCase()}${name.slice(1)}`,
        );
      });
    }

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

  it('TensorFlow.js gives the gradient of greaterEqual by whole numbers a type that it then refuses', () => {
    const script = `tf.grad((x) => tf.mul(x, tf.cast(tf.greaterEqual(tf.cast(x, 'int32'), tf.scalar(2, 'int32')), 'float32')))`;
    assert.throws(() => stock(`${script}(tf.tensor([1, 2]))`), /must have 'float32' dtype, but has 'int32'/);
  });

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

    it(`TensorFlow.js has none for ${kernel}`, () => {
      const name = kernel[0].toLowerCase() + kernel.slice(1);
      const args = kernel.length === 3 ? 'm, 0' : 'm, m';
      const masked = `((m) => tf.cast(tf.${name}(${args}), 'float32'))(tf.greaterEqual(x, 2))`;
      assert.throws(
        () => stock(`tf.grad((x) => tf.mul(x, ${masked}))(tf.tensor([1, 2, 3]))`),
        `gradient function not found for ${kernel}`,
      );
    });
  }

  it('max and min have second derivatives by it, where TensorFlow.js has no gradient for their comparison', () => {
    const f = (max: string): string => `tf.grad(tf.grad((x) => tf.mul(tf.sum(x), tf.square(tf.${max}(x)))))`;
    for (const name of ['max', 'min']) {
      assert.throws(() => stock(`${f(name)}(tf.tensor([1, 2]))`), 'gradient function not found for Equal');
    }
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
