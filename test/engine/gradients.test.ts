import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { customGradient } from '../../src/engine/customGradient.js';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { recompute } from '../../src/engine/recompute.js';
import { assertClose } from '../helpers/assertClose.js';

/** Runs with tensors that are freed afterwards. */
function inScope(f: () => void): void {
  tf.tidy(() => {
    f();
    return [];
  });
}

describe('gradientsByTensors', () => {
  it('gives value and gradients, zero for a tensor that plays no part', () => {
    inScope(() => {
      const [x, y] = [tf.tensor([2, 3]), tf.tensor([5])];
      const { value, gradients } = gradientsByTensors(() => tf.square(x), [x, y], tf.tensor([1, 10]));
      assertClose(value, [4, 9], 0);
      assertClose(gradients[0], [4, 60], 0);
      assertClose(gradients[1], [0], 0);
    });
  });

  it('takes a value that is one of the tensors', () => {
    inScope(() => {
      const x = tf.tensor([2, 3]);
      assertClose(gradientsByTensors(() => x, [x]).gradients[0], [1, 1], 0);
      assert.isFalse(x.isDisposed);
    });
  });

  it('gives tensors of its own, also where they equal one of the given ones', () => {
    const [x, cotangent] = [tf.tensor([2, 3]), tf.tensor([1, 10])];
    const { value, gradients } = gradientsByTensors(() => x, [x], cotangent);
    tf.dispose([value, gradients]);
    assert.isFalse(x.isDisposed);
    assert.isFalse(cotangent.isDisposed);
    tf.dispose([x, cotangent]);
  });

  it('refuses an empty list', () => {
    assert.throws(() => gradientsByTensors(() => tf.scalar(1), []), /tensors must hold at least one tensor, got none/);
  });

  const failing: [string, (x: tf.Tensor) => tf.Tensor][] = [
    [
      'forward',
      (x) => {
        tf.square(tf.exp(x));
        throw new Error('planted');
      },
    ],
    [
      'backward',
      (x) =>
        tf.square(
          customGradient({
            inputs: [tf.exp(x)],
            forward: ([z]) => ({ value: tf.square(z), residuals: [tf.neg(z)] }),
            backward: () => {
              throw new Error('planted');
            },
            reference: ([z]) => tf.square(z),
          }),
        ),
    ],
    ['backward, for want of a gradient', (x) => tf.cumprod(tf.exp(x))],
    [
      'a recomputed part',
      (x) => {
        let calls = 0;
        return recompute(
          (z) => {
            if (++calls === 2) throw new Error('planted');
            return tf.exp(z);
          },
          [tf.square(x)],
        );
      },
    ],
  ];
  for (const [where, f] of failing) {
    it(`leaves nothing behind when ${where} throws, also in a scope and in a second derivative`, () => {
      const x = tf.tensor([1, 2]);
      const before = tf.memory().numTensors;
      assert.throws(() => gradientsByTensors(() => f(x), [x]));
      assert.throws(() => tf.tidy(() => gradientsByTensors(() => f(x), [x]).value));
      assert.throws(() => gradientsByTensors(() => gradientsByTensors(() => tf.mul(x, f(x)), [x]).gradients[0], [x]));
      assert.equal(tf.memory().numTensors, before);
      inScope(() => assertClose(gradientsByTensors(() => tf.square(x), [x]).gradients[0], [2, 4], 0));
      x.dispose();
    });
  }
});
