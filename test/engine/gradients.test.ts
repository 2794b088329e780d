import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { customGradient } from '../../src/engine/customGradient.js';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { recompute } from '../../src/engine/recompute.js';
import { stopGradient } from '../../src/engine/stopGradient.js';
import { setBackend } from '../../src/engine/backend.js';
import { assertClose } from '../helpers/assertClose.js';

/** Runs with tensors that are freed afterwards. */
function inScope(f: () => void): void {
  tf.tidy(() => {
    f();
    return [];
  });
}

/** x³, whose first derivative is written by hand (and marked by a factor), the others through the reference. */
const cube = (x: tf.Tensor, factor = 1): tf.Tensor =>
  customGradient({
    inputs: [x],
    forward: ([z]) => {
      const value = tf.mul(z, tf.square(z));
      return { value, residuals: [value] };
    },
    backward: (cotangent, { inputs: [z], residuals: [y] }) => [tf.mul(cotangent, tf.mul(3 * factor, tf.div(y, z)))],
    reference: ([z]) => tf.mul(z, tf.square(z)),
  });

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

describe('customGradient', () => {
  it('takes the first derivative by hand, the others through the reference', () => {
    inScope(() => {
      const x = tf.tensor([2]);
      const first = (z: tf.Tensor): tf.Tensor => gradientsByTensors(() => cube(z, 2), [z]).gradients[0];
      assertClose(first(x), [24], 0);
      const gradient = (z: tf.Tensor): tf.Tensor => tf.grad((w) => cube(w))(z);
      const second = (z: tf.Tensor): tf.Tensor => tf.grad(gradient)(z);
      assertClose(second(x), [12], 0);
      assertClose(tf.grad(second)(x), [6], 0);
    });
  });

  it('is right in a second derivative where another path hides the missing one', () => {
    inScope(() => {
      // d²(x · x³) = 12 x²
      const x = tf.tensor([2]);
      assertClose(tf.grad((z) => tf.grad((w) => tf.mul(w, cube(w)))(z))(x), [48], 1e-5);
    });
  });
});

describe('recompute', () => {
  const block = (x: tf.Tensor, w: tf.Tensor): tf.Tensor => tf.tanh(tf.mul(tf.exp(tf.sin(x)), w));

  it('gives the gradients of inputs and captured tensors, also nested', () => {
    inScope(() => {
      const [x, w] = [tf.tensor([0.3, -0.7]), tf.tensor([0.5, 2])];
      const plain = gradientsByTensors(() => block(tf.square(x), w), [x, w]);
      const again = gradientsByTensors(() => recompute((z) => block(z, w), [tf.square(x)], [w]), [x, w]);
      const nested = gradientsByTensors(
        () => recompute((z) => recompute((v) => block(v, w), [tf.square(z)], [w]), [x], [w]),
        [x, w],
      );
      for (const { value, gradients } of [again, nested]) {
        assertClose(value, plain.value, 0);
        gradients.forEach((gradient, i) => assertClose(gradient, plain.gradients[i], 1e-7));
      }
    });
  });

  it('has a second derivative', () => {
    inScope(() => {
      const [x, w] = [tf.tensor([0.3, -0.7]), tf.tensor([0.5, 2])];
      const plain = tf.grad((z) => tf.grad((v) => block(v, w))(z))(x);
      const again = tf.grad((z) => tf.grad((v) => recompute((u) => block(u, w), [v], [w]))(z))(x);
      assertClose(again, plain, 1e-6);
    });
  });

  it('keeps less until the backward pass', () => {
    inScope(() => {
      const x = tf.ones([1000]);
      const kept = (f: (z: tf.Tensor) => tf.Tensor): number => {
        let bytes = 0;
        gradientsByTensors(() => {
          const before = tf.memory().numBytes;
          const y = tf.tidy(() => f(x));
          bytes = tf.memory().numBytes - before;
          return y;
        }, [x]);
        return bytes;
      };
      const chain = (z: tf.Tensor): tf.Tensor => tf.sin(tf.exp(tf.sin(tf.exp(tf.sin(tf.exp(z))))));
      assert.isBelow(
        kept((z) => recompute(chain, [z])),
        kept(chain) / 2,
      );
    });
  });
});

describe('stopGradient', () => {
  it('passes values on without a copy, and no gradient of any order', () => {
    inScope(() => {
      const x = tf.tensor([2, 3]);
      const buffers = tf.memory().numDataBuffers;
      assertClose(stopGradient(x), x, 0);
      assert.equal(tf.memory().numDataBuffers, buffers);
      const { gradients } = gradientsByTensors(() => tf.mul(x, stopGradient(tf.square(x))), [x]);
      assertClose(gradients[0], [4, 9], 0);
      assertClose(tf.grad((z) => tf.grad((w) => tf.mul(tf.square(w), stopGradient(w)))(z))(x), [4, 6], 0);
    });
  });
});

describe('setBackend', () => {
  it('refuses a name nobody registered', async () => {
    const error = await setBackend('abacus').catch((reason: Error) => reason);
    assert.match((error as Error).message, /^setBackend: name must be one of .*cpu.*, got abacus$/);
    assert.equal(tf.getBackend(), 'cpu');
  });

  it('refuses a backend that cannot start, and stays on the one before', async () => {
    tf.registerBackend('broken', () => {
      throw new Error('no such device');
    });
    const error = await setBackend('broken').catch((reason: Error) => reason);
    assert.match((error as Error).message, /^setBackend: broken cannot start here; still on cpu$/);
    assert.equal(tf.getBackend(), 'cpu');
    tf.removeBackend('broken');
  });

  it('switches to one that can', async () => {
    await setBackend('cpu');
    assert.equal(tf.getBackend(), 'cpu');
  });
});
