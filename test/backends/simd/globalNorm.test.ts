import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { clipFactor } from '../../../src/optimizers/clipFactor.js';
import { globalNorm } from '../../../src/optimizers/globalNorm.js';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';
import { assertUnits } from './assertUnits.js';
import { onSmallMemory } from './onSmallMemory.js';
import { workersUp } from './workersUp.js';

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);
const numbers = (size: number, seed: number, scale: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => scale * Math.sin((i + 1) * 12.9898 + seed));
const normOf = (...values: Float32Array[]): number =>
  Math.sqrt(values.reduce((total, one) => one.reduce((sum, x) => sum + x * x, total), 0));

describe('simd: globalNorm', () => {
  it(
    'is that of the doubles, rounded once, at every length and rank, also where squares have no float32',
    onSmallMemory(() => {
      const shapes = [...Array(20).keys()].map((size) => [size]);
      for (const list of [
        ...shapes.map((shape) => [shape]),
        [[], [0, 3], [1, 2, 1, 3, 1, 2], [70_001], [5], [33, 3]],
      ]) {
        for (const scale of [1, 1e30, 1e-30, 1e-42]) {
          const values = list.map((shape, i) => numbers(sizeOf(shape), i, scale));
          const norm = tf.tidy(() => globalNorm(values.map((one, i) => tf.tensor(one, list[i]))));
          // The order of 70,000 sums in double precision may decide a rounding.
          assertUnits(norm, [normOf(...values)], 0.51);
          norm.dispose();
        }
      }
    }),
  );

  it(
    'is NaN of NaN and infinite of an infinity',
    onSmallMemory(() => {
      for (const [values, want] of [
        [[1, NaN, Infinity], NaN],
        [[1, -Infinity, 2], Infinity],
        [[-0, 0], 0],
        [[3.4e38, 3.4e38], Infinity],
      ] as const) {
        tf.tidy(() => assertSameBits(globalNorm([tf.tensor1d([...values])]), [want]));
      }
    }),
  );

  it(
    'has the same bits for 1, 2 and 3 threads',
    onSmallMemory(async (simd) => {
      const given = [7, 300_001, 1, 90_000].map((size, i) => tf.tensor1d(numbers(size, i, 1)));
      const norms: Float32Array[] = [];
      const want = normOf(...given.map((one) => one.dataSync<'float32'>()));
      for (const threads of [1, 2, 3]) {
        await simd.configure({ threads });
        for (let time = 0; time < 3; time++) {
          const norm = globalNorm(given);
          norms.push(norm.dataSync<'float32'>());
          norm.dispose();
          await workersUp(simd);
        }
      }
      // One rounding, and that of 390,008 doubles, which is far less.
      assertClose(norms[0], [want], want * 2 ** -23);
      for (const norm of norms) assertSameBits(norm, norms[0]);
      tf.dispose(given);
    }),
  );

  it(
    'has the gradient x / ‖x‖, and its second derivative',
    onSmallMemory(() => {
      tf.tidy(() => {
        const [a, b] = [tf.tensor1d([2, -1]), tf.tensor2d([[2]])];
        const norm = (x: tf.Tensor, y: tf.Tensor): tf.Scalar => globalNorm([x, y]) as tf.Scalar;
        const [dA, dB] = tf.grads(norm)([a, b]);
        assertClose(dA, [2 / 3, -1 / 3], 1e-6);
        assertClose(dB, [2 / 3], 1e-6);
        // d²‖x‖ = (1 − x²/‖x‖²) / ‖x‖ on the diagonal, −x·y/‖x‖³ off it.
        const first = (x: tf.Tensor): tf.Tensor => tf.slice(tf.grad((one: tf.Tensor) => norm(one, b))(x), [0], [1]);
        assertClose(tf.grad(first)(a), [5 / 27, 2 / 27], 1e-6);
      });
    }),
  );

  it(
    'brings gradients to a limit whose squares have no float32',
    onSmallMemory(() => {
      tf.tidy(() => {
        const given = [tf.tensor1d([3e30, 0]), tf.scalar(-4e30)];
        const factor = clipFactor(given, 5);
        assertUnits(factor, [1e-30], 2);
        assertSameBits(clipFactor([tf.tensor1d([3, 4])], 5), [1]);
        assertSameBits(clipFactor([tf.tensor1d([3, 4])], 6), [1]);
        assert.equal(factor.rank, 0);
      });
    }),
  );
});
