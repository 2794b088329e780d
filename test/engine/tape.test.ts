import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { isRecording, keepingTape } from '../../src/engine/tape.js';
import { assertClose } from '../helpers/assertClose.js';

describe('isRecording', () => {
  it('holds in a forward pass, not in a backward pass, and again in one of a second derivative', () => {
    const seen: boolean[] = [];
    const spied = tf.customGrad<tf.Tensor>((x) => ({
      value: tf.square(x as tf.Tensor),
      gradFunc: (dy: tf.Tensor) => {
        seen.push(isRecording());
        return tf.mul(dy, 1);
      },
    }));
    tf.tidy(() => {
      assert.isFalse(isRecording());
      const first = tf.grad((x: tf.Tensor) => {
        assert.isTrue(isRecording());
        return tf.mul(x, spied(x));
      });
      first(tf.scalar(2));
      tf.grad(first)(tf.scalar(2));
      assert.isFalse(isRecording());
    });
    assert.deepEqual(seen, [false, true, false]);
  });
});

describe('keepingTape', () => {
  const cube = (x: tf.Tensor): tf.Tensor => tf.mul(x, tf.square(x));

  /** x³ by a gradient that is itself taken of x³. */
  const byGradient = tf.customGrad<tf.Tensor>((x, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor]);
    return {
      value: cube(x as tf.Tensor),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => keepingTape(() => tf.grad(cube)(saved, dy)),
    };
  });

  it('lets a gradient be taken in the middle of a backward pass', () => {
    const x = tf.tensor([2, 3]);
    const before = tf.memory().numTensors;
    tf.tidy(() => assertClose(tf.grad((z) => tf.square(byGradient(z)))(x), [192, 1458], 0));
    assert.equal(tf.memory().numTensors, before);
    x.dispose();
  });

  it('lets a gradient be taken inside of an operation, where the engine sees no connection without', () => {
    const slope = (protect: <T>(f: () => T) => T): ((x: tf.Tensor) => tf.Tensor) =>
      tf.customGrad<tf.Tensor>((x) => ({
        value: protect(() => tf.grad(cube)(x as tf.Tensor)),
        gradFunc: (dy: tf.Tensor) => dy,
      }));
    tf.tidy(() => {
      const x = tf.tensor([2, 3]);
      assertClose(slope(keepingTape)(x), [12, 27], 0);
      assertClose(tf.valueAndGrad(slope(keepingTape))(x).value, [12, 27], 0);
      assert.throws(() => slope((f) => f())(x), /Cannot compute gradient of y=f\(x\)/);
    });
  });

  it('frees what a gradient had saved that throws, also inside of an operation and of a backward pass', () => {
    const failing = (x: tf.Tensor): tf.Tensor => {
      tf.sigmoid(tf.exp(x));
      throw new Error('planted');
    };
    const inside = tf.customGrad<tf.Tensor>((x) => ({
      value: keepingTape(() => tf.grad(failing)(x as tf.Tensor)),
      gradFunc: (dy: tf.Tensor) => dy,
    }));
    const backward = tf.customGrad<tf.Tensor>((x) => ({
      value: tf.square(x as tf.Tensor),
      gradFunc: () => keepingTape(() => tf.grad(failing)(x as tf.Tensor)),
    }));
    const x = tf.tensor([1, 2]);
    const before = tf.memory().numTensors;
    for (const f of [failing, inside, backward]) {
      assert.throws(() => keepingTape(() => tf.grad((z) => tf.exp(f(tf.exp(z))))(x)), 'planted');
      assert.throws(() => keepingTape(() => tf.grad(tf.grad((z) => tf.mul(z, f(tf.exp(z)))))(x)), 'planted');
      assert.equal(tf.memory().numTensors, before);
      assert.isFalse(isRecording());
    }
    assert.throws(() => keepingTape(() => inside(x)), 'planted');
    assert.equal(tf.memory().numTensors, before);
    x.dispose();
  });

  it('leaves to an outer gradient what the inner one had saved, when the outer goes on', () => {
    const x = tf.tensor([1, 2]);
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const f = (z: tf.Tensor): tf.Tensor => {
        const before = cube(z);
        try {
          keepingTape(() =>
            tf.grad((w) => {
              tf.sigmoid(tf.exp(w));
              throw new Error('planted');
            })(z),
          );
        } catch {
          // Goes on without it.
        }
        return tf.add(before, cube(z));
      };
      assertClose(tf.grad(f)(x), [6, 24], 0);
    });
    assert.equal(tf.memory().numTensors, before);
    x.dispose();
  });
});
