import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { assertClose } from '../helpers/assertClose.js';

describe('saveTensorsLightly', () => {
  it('runs no kernel for what an operation saves', async () => {
    const x = tf.tensor([2, 3]);
    const { kernelNames } = await tf.profile(() =>
      tf.tidy(() =>
        tf
          .grad((y: tf.Tensor) => tf.mul(y, y))(x)
          .dispose(),
      ),
    );
    assert.notInclude(kernelNames, 'Identity');
    x.dispose();
  });

  it('leaves second and third derivatives right, which go through what was saved', () => {
    tf.tidy(() => {
      const fourth = (y: tf.Tensor): tf.Tensor => tf.mul(tf.mul(y, y), tf.mul(y, y));
      const x = tf.scalar(3);
      assertClose(tf.grad(tf.grad(fourth))(x), [12 * 9], 0);
      assertClose(tf.grad(tf.grad(tf.grad(fourth)))(x), [24 * 3], 0);
    });
  });

  it('keeps what was saved when its owner frees it', () => {
    tf.tidy(() => {
      const gradient = tf.grad((x: tf.Tensor) => {
        const exp = tf.exp(x);
        const result = tf.mul(exp, 2);
        exp.dispose();
        return result;
      });
      assertClose(gradient(tf.scalar(1)), [2 * Math.E], 1e-6);
    });
  });
});
