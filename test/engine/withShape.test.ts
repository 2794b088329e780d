import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { withShape } from '../../src/engine/withShape.js';
import { assertClose } from '../helpers/assertClose.js';

describe('withShape', () => {
  const cubes = (x: tf.Tensor): tf.Tensor => tf.pow(withShape(x, [4]), tf.scalar(3, 'int32'));

  it('is the tensor itself in its own shape', () => {
    const x = tf.ones([2, 2]);
    assert.strictEqual(withShape(x, [2, 2]), x);
    x.dispose();
  });

  it('has gradients of any order, by our walk over the tape and by TensorFlow.js’s own', () => {
    tf.tidy(() => {
      const x = tf.tensor([
        [1, 2],
        [3, 4],
      ]);
      const second = (): tf.Tensor => gradientsByTensors(() => cubes(x), [x]).gradients[0];
      assertClose(second(), [3, 12, 27, 48], 1e-5);
      assertClose(gradientsByTensors(second, [x]).gradients[0], [6, 12, 18, 24], 1e-5);
      assertClose(tf.grad(cubes)(x), [3, 12, 27, 48], 1e-5);
      assertClose(tf.grad(tf.grad(cubes))(x), [6, 12, 18, 24], 1e-5);
      return [];
    });
  });
});
