import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { customGradient } from '../../src/engine/customGradient.js';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { assertClose } from '../helpers/assertClose.js';

/** An operation that counts the tensors there are when its gradient is asked for. */
function counting(seen: number[]): (x: tf.Tensor) => tf.Tensor {
  return tf.customGrad<tf.Tensor>((x) => ({
    value: tf.mul(x as tf.Tensor, 1),
    gradFunc: (dy: tf.Tensor) => {
      seen.push(tf.memory().numTensors);
      return tf.mul(dy, 1);
    },
  }));
}

describe('backpropagate', () => {
  it('passes one gradient on to both terms of a sum, and gives each a tensor of its own', () => {
    const [x, y, cotangent] = [tf.tensor([2, 3]), tf.tensor([5, 7]), tf.tensor([1, 10])];
    const { value, gradients } = gradientsByTensors(() => tf.add(x, y), [x, y], cotangent);
    value.dispose();
    gradients[0].dispose();
    assertClose(gradients[1], [1, 10], 0);
    gradients[1].dispose();
    assertClose(cotangent, [1, 10], 0);
    tf.dispose([x, y, cotangent]);
  });

  it('sums what comes from several uses, through sums, differences, copies and other shapes', () => {
    const [x, y] = [tf.tensor([2, 3]), tf.tensor([5, 7])];
    const { value, gradients } = gradientsByTensors(() => {
      const sum = tf.add(x, y);
      const twice = tf.add(sum, sum.clone());
      const difference = tf.sub(tf.reshape(twice, [2, 1]), tf.reshape(tf.mul(x, sum), [2, 1]));
      return tf.add(difference, tf.reshape(y, [2, 1]));
    }, [x, y]);
    // 2 (x + y) − x (x + y) + y
    assertClose(value, [5, -3], 0);
    assertClose(gradients[0], [2 - 2 * 2 - 5, 2 - 2 * 3 - 7], 0);
    assertClose(gradients[1], [2 - 2 + 1, 2 - 3 + 1], 0);
    tf.dispose([value, gradients, x, y]);
  });

  it('sums over axes that a term was broadcast along, and passes nothing on to it as it is', () => {
    const [x, row] = [tf.ones([3, 2]), tf.tensor([5, 7])];
    const { value, gradients } = gradientsByTensors(() => tf.sub(tf.add(row, x), row), [x, row]);
    assertClose(gradients[0], [1, 1, 1, 1, 1, 1], 0);
    assertClose(gradients[1], [0, 0], 0);
    tf.dispose([value, gradients, x, row]);
  });

  it('takes what was computed outside for a constant inside, also in a second derivative', () => {
    tf.tidy(() => {
      const x = tf.scalar(3);
      const outer = gradientsByTensors(() => {
        const middle = tf.square(x);
        const { gradients } = gradientsByTensors(() => tf.square(tf.add(middle, tf.square(x))), [x, middle]);
        return tf.add(...(gradients as [tf.Tensor, tf.Tensor]));
      }, [x]);
      // Of (m + x²)² by x, 4x (m + x²), and by m, 2 (m + x²), at m = x²; and the derivative of 8x³ + 4x².
      assertClose(outer.value, [8 * 27 + 4 * 9], 0);
      assertClose(outer.gradients[0], [24 * 9 + 8 * 3], 0);
    });
  });

  it('frees gradients and what was saved as soon as nothing needs them', () => {
    const seen: number[] = [];
    const count = counting(seen);
    const x = tf.scalar(0.5);
    const { value, gradients } = gradientsByTensors(() => {
      let y: tf.Tensor = x;
      for (let i = 0; i < 20; i++) y = tf.exp(count(y));
      return y;
    }, [x]);
    assert.lengthOf(seen, 20);
    // Each exp kept its input and its output until its gradient was known.
    seen.forEach((tensors, i) => assert.equal(tensors, seen[0] - 2 * i));
    tf.dispose([value, gradients, x]);
  });

  it('leaves a tensor alone that a gradient gives but did not make', () => {
    const [x, constant] = [tf.scalar(3), tf.scalar(7)];
    const times7 = (y: tf.Tensor): tf.Tensor =>
      tf.customGrad<tf.Tensor>((input) => ({ value: tf.mul(input as tf.Tensor, 7), gradFunc: () => constant }))(y);
    const { value, gradients } = gradientsByTensors(() => tf.add(times7(x), times7(x)), [x]);
    assertClose(gradients[0], [14], 0);
    tf.dispose([value, gradients]);
    const alone = gradientsByTensors(() => times7(x), [x]);
    tf.dispose([alone.value, alone.gradients]);
    assert.isFalse(constant.isDisposed);
    tf.dispose([x, constant]);
  });

  it('keeps a saved tensor that a gradient gives', () => {
    const x = tf.scalar(3);
    const halfSquare = (y: tf.Tensor): tf.Tensor =>
      customGradient({
        inputs: [y],
        forward: ([input]) => ({ value: tf.mul(tf.square(input), 0.5) }),
        backward: (_, { inputs }) => inputs,
        reference: ([input]) => tf.mul(tf.square(input), 0.5),
      });
    const { value, gradients } = gradientsByTensors(() => halfSquare(halfSquare(x)), [x]);
    // The outer one gives its input, 4.5, and the inner one ignores what it is given.
    assertClose(gradients[0], [3], 0);
    tf.dispose([value, gradients, x]);
  });

  it('names an operation without a gradient, and an input whose gradient has another shape', () => {
    const x = tf.tensor([2, 3]);
    assert.throws(
      () => gradientsByTensors(() => tf.cumprod(x), [x]),
      'Cannot compute gradient: gradient function not found for Cumprod.',
    );
    const wrong = tf.customGrad<tf.Tensor>((y) => ({ value: tf.exp(y as tf.Tensor), gradFunc: () => tf.scalar(1) }));
    assert.throws(
      () => gradientsByTensors(() => wrong(x), [x]),
      /The gradient of input 0 must be float32 of shape \[2\], got float32 of shape \[\]/,
    );
    x.dispose();
  });
});
