import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { customGradient, type CustomGradient } from '../../src/engine/customGradient.js';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { recompute } from '../../src/engine/recompute.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';

type Elementwise = (x: tf.Tensor) => tf.Tensor;

const derivative = (f: Elementwise, order = 1): Elementwise =>
  order === 0 ? f : derivative((x) => gradientsByTensors(() => f(x), [x]).gradients[0], order - 1);

/** m · e^(x·y); its gradient reads the saved output. `seen` counts calls of each part. */
function maskedExp(x: tf.Tensor, y: tf.Tensor, mask: tf.Tensor, seen: string[] = []): tf.Tensor {
  return customGradient({
    inputs: [x, y],
    constants: [mask],
    forward: ([a, b], [m]) => {
      seen.push('forward');
      const value = tf.mul(m, tf.exp(tf.mul(a, b)));
      return { value, residuals: [value] };
    },
    backward: (cotangent, { inputs: [a, b], constants, residuals: [output] }) => {
      seen.push('backward');
      assert.lengthOf(constants, 1);
      const slope = tf.mul(cotangent, output);
      return [tf.mul(slope, b), tf.mul(slope, a)];
    },
    reference: ([a, b], [m]) => {
      seen.push('reference');
      return tf.mul(m, tf.exp(tf.mul(a, b)));
    },
  });
}

describe('customGradient', () => {
  const [at, by, mask] = [
    [0.3, -0.7, 1.1],
    [0.5, 2, -0.4],
    [1, 0, 2],
  ];
  const tensors = (): [tf.Tensor, tf.Tensor, tf.Tensor] => [tf.tensor(at), tf.tensor(by), tf.tensor(mask)];

  it('takes a first derivative by hand, and nothing else', () => {
    const seen: string[] = [];
    tf.tidy(() => {
      const [x, y, m] = tensors();
      const { value, gradients } = gradientsByTensors(() => maskedExp(x, y, m, seen), [x, y, m]);
      const outputs = at.map((a, i) => mask[i] * Math.exp(a * by[i]));
      assertClose(value, outputs, 1e-6);
      assertClose(
        gradients[0],
        outputs.map((z, i) => z * by[i]),
        1e-6,
      );
      assertClose(
        gradients[1],
        outputs.map((z, i) => z * at[i]),
        1e-6,
      );
      assertSameBits(gradients[2], [0, 0, 0]);
    });
    assert.deepEqual(seen, ['forward', 'backward']);
  });

  it('passes the cotangent on', () => {
    tf.tidy(() => {
      const [x, y, m] = tensors();
      const { gradients } = gradientsByTensors(() => maskedExp(x, y, m), [x], tf.tensor([1, 10, 100]));
      const want = at.map((a, i) => 10 ** i * mask[i] * Math.exp(a * by[i]) * by[i]);
      assertClose(gradients[0], want, 1e-4);
    });
  });

  it('runs without a gradient being taken', () => {
    const seen: string[] = [];
    tf.tidy(() => {
      maskedExp(...tensors(), seen);
    });
    assert.deepEqual(seen, ['forward']);
  });

  for (const order of [2, 3]) {
    it(`takes a derivative of order ${order} through the reference`, () => {
      const seen: string[] = [];
      tf.tidy(() => {
        const [x, y, m] = tensors();
        const got = derivative((z) => maskedExp(z, y, m, seen), order)(x);
        const want = at.map((a, i) => mask[i] * Math.exp(a * by[i]) * by[i] ** order);
        assertClose(got, want, 1e-5);
        // (z · f)⁽ⁿ⁾: another path would hide a missing one.
        const times = derivative((z) => tf.mul(z, maskedExp(z, y, m)), order)(x);
        assertClose(
          times,
          want.map((w, i) => at[i] * w + order * mask[i] * Math.exp(at[i] * by[i]) * by[i] ** (order - 1)),
          1e-5,
        );
      });
      assert.notInclude(seen, 'backward');
      assert.include(seen, 'reference');
    });
  }

  it('has mixed second derivatives', () => {
    tf.tidy(() => {
      const [x, y, m] = tensors();
      const byX = (): tf.Tensor => gradientsByTensors(() => maskedExp(x, y, m), [x]).gradients[0];
      const want = at.map((a, i) => mask[i] * Math.exp(a * by[i]) * (1 + a * by[i]));
      assertClose(gradientsByTensors(byX, [y]).gradients[0], want, 1e-5);
    });
  });

  it('gives zero in a second derivative for an input that the reference does not read', () => {
    tf.tidy(() => {
      const [x, y] = tensors();
      const first: CustomGradient = {
        inputs: [x, y],
        forward: ([a]) => ({ value: tf.square(a) }),
        backward: (cotangent, { inputs: [a, b] }) => [tf.mul(cotangent, tf.mul(2, a)), tf.zerosLike(b)],
        reference: ([a]) => tf.square(a),
      };
      const slope = (): tf.Tensor => {
        const { gradients } = gradientsByTensors(() => customGradient(first), [x, y]);
        return tf.add(gradients[0], gradients[1]);
      };
      const { gradients } = gradientsByTensors(slope, [x, y]);
      assertClose(gradients[0], [2, 2, 2], 0);
      assertClose(gradients[1], [0, 0, 0], 0);
    });
  });

  it('takes the same tensor twice, and an input as its value', () => {
    tf.tidy(() => {
      const x = tf.tensor([2, 3]);
      const product = (z: tf.Tensor): tf.Tensor =>
        customGradient({
          inputs: [z, z],
          forward: ([a, b]) => ({ value: tf.mul(a, b) }),
          backward: (cotangent, { inputs: [a, b] }) => [tf.mul(cotangent, b), tf.mul(cotangent, a)],
          reference: ([a, b]) => tf.mul(a, b),
        });
      assertClose(derivative(product)(x), [4, 6], 0);
      assertClose(derivative(product, 2)(x), [2, 2], 0);
      const fiveTimes = (z: tf.Tensor): tf.Tensor =>
        customGradient({
          inputs: [z],
          forward: ([a]) => ({ value: a }),
          backward: (cotangent) => [tf.mul(cotangent, 5)],
          reference: ([a]) => a,
        });
      assertClose(derivative(fiveTimes)(x), [5, 5], 0);
      assertClose(derivative((z) => fiveTimes(tf.square(z)))(x), [20, 30], 0);
      assert.isFalse(x.isDisposed);
    });
  });

  it('keeps inputs, constants and residuals for the backward pass, and frees them after it', () => {
    const [x, y, m] = tensors();
    const before = tf.memory();
    let kept = 0;
    const { value, gradients } = gradientsByTensors(() => {
      const start = tf.memory().numTensors;
      const output = maskedExp(x, y, m);
      kept = tf.memory().numTensors - start;
      return output;
    }, [x]);
    // Two inputs, one constant, one residual, and the value.
    assert.equal(kept, 5);
    tf.dispose([value, gradients]);
    assert.equal(tf.memory().numTensors, before.numTensors);
    assert.equal(tf.memory().numBytes, before.numBytes);
    tf.dispose([x, y, m]);
  });

  it('may take a gradient in its forward pass and in its backward pass', () => {
    tf.tidy(() => {
      // f = d(z³)/dz = 3z², whose derivative 6z is taken of the gradient again.
      const cube = (z: tf.Tensor): tf.Tensor => tf.mul(z, tf.square(z));
      const slopeOfCube = (x: tf.Tensor): tf.Tensor =>
        customGradient({
          inputs: [x],
          forward: ([z]) => ({ value: derivative(cube)(z) }),
          backward: (cotangent, { inputs: [z] }) => [
            gradientsByTensors(() => derivative(cube)(z), [z], cotangent).gradients[0],
          ],
          reference: ([z]) => tf.mul(3, tf.square(z)),
        });
      const x = tf.tensor([2, 3]);
      assertClose(slopeOfCube(x), [12, 27], 0);
      const { value, gradients } = gradientsByTensors(() => tf.square(slopeOfCube(tf.neg(x))), [x]);
      assertClose(value, [144, 729], 0);
      // d(9x⁴) = 36x³
      assertClose(gradients[0], [288, 972], 0);
    });
  });

  it('works inside of another and inside of recompute', () => {
    tf.tidy(() => {
      const [x, y, m] = tensors();
      const outer = (z: tf.Tensor): tf.Tensor =>
        customGradient({
          inputs: [z],
          forward: ([a]) => ({ value: tf.square(maskedExp(a, y, m)) }),
          backward: (cotangent, { inputs: [a] }) =>
            gradientsByTensors(() => tf.square(maskedExp(a, y, m)), [a], cotangent).gradients,
          reference: ([a]) => tf.square(maskedExp(a, y, m)),
        });
      for (const order of [1, 2]) {
        const want = at.map((a, i) => mask[i] ** 2 * Math.exp(2 * a * by[i]) * (2 * by[i]) ** order);
        assertClose(derivative(outer, order)(x), want, 1e-4);
        assertClose(derivative((z) => recompute(outer, [z]), order)(x), want, 1e-4);
      }
    });
  });

  for (const part of ['forward', 'backward', 'reference'] as const) {
    it(`leaves nothing behind and the engine usable when ${part} throws`, () => {
      const x = tf.tensor([1, 2]);
      const failing = (z: tf.Tensor): tf.Tensor => {
        const fail = (at: string): void => {
          if (at === part) throw new Error('planted');
        };
        return customGradient({
          inputs: [tf.exp(z)],
          constants: [tf.neg(z)],
          forward: ([a]) => {
            const value = tf.square(a);
            fail('forward');
            return { value, residuals: [tf.neg(value)] };
          },
          backward: (cotangent, { inputs: [a] }) => {
            const slope = tf.mul(cotangent, tf.mul(2, a));
            fail('backward');
            return [slope];
          },
          reference: ([a]) => {
            const value = tf.square(a);
            fail('reference');
            return value;
          },
        });
      };
      const order = part === 'reference' ? 2 : 1;
      const before = tf.memory().numTensors;
      assert.throws(() => derivative((z) => tf.square(failing(z)), order)(x), 'planted');
      assert.throws(() => tf.tidy(() => derivative(failing, order)(tf.square(x))), 'planted');
      assert.equal(tf.memory().numTensors, before);
      tf.tidy(() => assertClose(derivative((z) => tf.square(z))(x), [2, 4], 0));
      x.dispose();
    });
  }
});
