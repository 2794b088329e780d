import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { randomUniform } from '../../src/engine/random/draw.js';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { recompute } from '../../src/engine/recompute.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';

type Elementwise = (x: tf.Tensor) => tf.Tensor;

const derivative = (f: Elementwise, order = 1): Elementwise =>
  order === 0 ? f : derivative((x) => gradientsByTensors(() => f(x), [x]).gradients[0], order - 1);

/** A block with a weight, whose derivatives of all orders read intermediate results. */
const block = (x: tf.Tensor, w: tf.Tensor): tf.Tensor => tf.tanh(tf.mul(tf.exp(tf.sin(x)), w));

describe('recompute', () => {
  it('gives the value and gradients of the plain function, to the bit', () => {
    tf.tidy(() => {
      const [x, y] = [tf.tensor([0.3, -0.7]), tf.tensor([0.5, 2])];
      const cotangent = tf.tensor([1, -3]);
      const f = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.mul(block(a, b), tf.sigmoid(b));
      const plain = gradientsByTensors(() => f(x, y), [x, y], cotangent);
      const again = gradientsByTensors(() => recompute(f, [x, y]), [x, y], cotangent);
      assertSameBits(again.value, plain.value);
      plain.gradients.forEach((gradient, i) => assertSameBits(again.gradients[i], gradient));
    });
  });

  it('computes once without a gradient, twice with one', () => {
    let calls = 0;
    const f = (x: tf.Tensor): tf.Tensor => {
      calls++;
      return tf.exp(x);
    };
    tf.tidy(() => {
      const x = tf.scalar(1);
      assertClose(recompute(f, [x]), [Math.E], 1e-6);
      assert.equal(calls, 1);
      derivative((z) => recompute(f, [z]))(x);
      assert.equal(calls, 3);
    });
  });

  it('differentiates what the function captures and is told of, and an input that plays no part', () => {
    tf.tidy(() => {
      const [x, w, other] = [tf.tensor([0.3, -0.7]), tf.tensor([0.5, 2]), tf.tensor([9])];
      const plain = gradientsByTensors(() => block(x, w), [x, w]);
      const f = (): tf.Tensor => recompute((...given) => block(given[0], w), [x, other], [w]);
      const { gradients } = gradientsByTensors(f, [x, w, other]);
      assertSameBits(gradients[0], plain.gradients[0]);
      assertSameBits(gradients[1], plain.gradients[1]);
      assertSameBits(gradients[2], [0]);
    });
  });

  it('counts a captured tensor once that is named twice, or is an input too', () => {
    tf.tidy(() => {
      const [x, w] = [tf.tensor([2, 3]), tf.tensor([5, 7])];
      const scaled = (z: tf.Tensor): tf.Tensor => tf.mul(tf.square(z), w);
      const twice = gradientsByTensors(() => recompute(scaled, [x], [w, w]), [x, w]).gradients;
      assertSameBits(twice[0], [20, 42]);
      assertSameBits(twice[1], [4, 9]);
      // z · z² where the second z is captured.
      const both = (): tf.Tensor => recompute((z) => tf.mul(z, tf.square(x)), [x], [x]);
      assertSameBits(gradientsByTensors(both, [x]).gradients[0], [12, 27]);
      assertSameBits(gradientsByTensors(() => recompute((a, b) => tf.mul(a, b), [x, x]), [x]).gradients[0], [4, 6]);
    });
  });

  it('takes a function that gives back its input', () => {
    tf.tidy(() => {
      const x = tf.tensor([2, 3]);
      assertSameBits(derivative((z) => tf.square(recompute((a) => a, [z])))(x), [4, 6]);
      assert.isFalse(x.isDisposed);
    });
  });

  for (const order of [2, 3]) {
    it(`has derivatives of order ${order}, also nested, also of captured tensors`, () => {
      tf.tidy(() => {
        const [x, w] = [tf.tensor([0.3, -0.7]), tf.tensor([0.5, 2])];
        const once = (z: tf.Tensor, v: tf.Tensor): tf.Tensor => recompute((a) => block(a, v), [z], [v]);
        const nested = (z: tf.Tensor, v: tf.Tensor): tf.Tensor =>
          recompute((a) => recompute((b) => once(b, v), [tf.square(a)], [v]), [z], [v]);
        const byX = derivative((z) => block(z, w), order)(x);
        const byW = derivative((v) => block(x, v), order)(w);
        assertClose(derivative((z) => once(z, w), order)(x), byX, 1e-5);
        assertClose(derivative((v) => once(x, v), order)(w), byW, 1e-5);
        const square = derivative((z) => block(tf.square(z), w), order)(x);
        assertClose(derivative((z) => nested(z, w), order)(x), square, 2e-5);
      });
    });
  }

  it('may take a gradient inside', () => {
    tf.tidy(() => {
      // The square of the slope of z³ is 9z⁴, whose derivative is 36z³.
      const cube = (z: tf.Tensor): tf.Tensor => tf.mul(z, tf.square(z));
      const penalty = (z: tf.Tensor): tf.Tensor => tf.square(derivative(cube)(z));
      const x = tf.tensor([2, -1]);
      const { value, gradients } = gradientsByTensors(() => recompute(penalty, [x]), [x]);
      assertClose(value, [144, 9], 0);
      assertClose(gradients[0], [288, -36], 0);
      assertClose(recompute(penalty, [x]), [144, 9], 0);
      assertClose(derivative((z) => recompute(penalty, [z]), 2)(x), [432, 108], 1e-4);
    });
  });

  it('keeps only the inputs until the backward pass', () => {
    tf.tidy(() => {
      const x = tf.ones([1000]);
      const chain = (z: tf.Tensor): tf.Tensor => {
        for (let i = 0; i < 5; i++) z = tf.sin(tf.exp(tf.neg(z)));
        return z;
      };
      /** Buffers that are alive at the end of the forward pass, besides x and the value. */
      const kept = (f: Elementwise): number => {
        let buffers = 0;
        const forward = (): tf.Tensor => {
          const before = tf.memory().numDataBuffers;
          const value = tf.tidy(() => f(x));
          buffers = tf.memory().numDataBuffers - before - 1;
          return value;
        };
        tf.tidy(() => void gradientsByTensors(forward, [x]));
        return buffers;
      };
      assert.isAtLeast(kept(chain), 9);
      assert.equal(
        kept((z) => recompute(chain, [z])),
        0,
      );
    });
  });

  it('draws the same random numbers both times, given a fixed key', () => {
    tf.tidy(() => {
      const x = tf.tensor([1, 2, 3, 4]);
      const key = RandomKey.fromSeed(1);
      const noisy = (z: tf.Tensor): tf.Tensor => tf.mul(z, randomUniform(key, [4]));
      const { value, gradients } = gradientsByTensors(() => recompute(noisy, [x]), [x]);
      assertSameBits(tf.mul(gradients[0], x), value);
    });
  });

  for (const turn of [1, 2, 3]) {
    it(`leaves nothing behind and the engine usable when call ${turn} throws, also nested`, () => {
      const x = tf.tensor([1, 2]);
      let calls = 0;
      const failing = (z: tf.Tensor): tf.Tensor => {
        const value = tf.exp(tf.square(z));
        if (++calls === turn) throw new Error('planted');
        return tf.sigmoid(value);
      };
      const once = (z: tf.Tensor): tf.Tensor => tf.square(recompute(failing, [tf.exp(z)]));
      const nested = (z: tf.Tensor): tf.Tensor => recompute((a) => once(tf.exp(a)), [tf.exp(z)]);
      const before = tf.memory().numTensors;
      const attempt = (f: Elementwise, order: number): void => {
        calls = 0;
        assert.throws(() => derivative((z) => tf.mul(z, f(z)), order)(x), 'planted');
        assert.equal(tf.memory().numTensors, before);
      };
      if (turn < 3) attempt(once, 1);
      attempt(nested, 1);
      attempt(nested, 2);
      tf.tidy(() => assertClose(derivative((z) => tf.square(z))(x), [2, 4], 0));
      x.dispose();
    });
  }
});
