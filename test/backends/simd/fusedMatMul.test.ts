import { assert } from 'chai';
import * as tf from '@tensorflow/tfjs-core';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';
import { onSmallMemory } from './onSmallMemory.js';

type Activation = 'linear' | 'relu' | 'relu6' | 'elu' | 'sigmoid' | 'prelu' | 'leakyrelu';

/** Each activation as an operation of its own; `weights` are prelu's. */
const ACTIVATIONS: Record<Activation, (x: tf.Tensor, weights: tf.Tensor) => tf.Tensor> = {
  linear: (x) => x,
  relu: tf.relu,
  relu6: tf.relu6,
  elu: tf.elu,
  sigmoid: tf.sigmoid,
  prelu: (x, weights) => tf.prelu(x, weights),
  leakyrelu: (x) => tf.leakyRelu(x, 0.3),
};

const numbers = (size: number, seed: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => 2 * Math.sin((i + 1) * 12.9898 * seed + seed));

/** Few rows, one tile and its edges, many blocks, few results of a long inner axis: each has code of its own. */
const SIZES: [number, number, number][] = [
  [1, 5, 19],
  [3, 33, 9],
  [5, 7, 3],
  [30, 515, 101],
  [6, 4100, 5],
];

describe('simd: fused.matMul', () => {
  for (const activation of Object.keys(ACTIVATIONS) as Activation[]) {
    it(
      `${activation}, with a bias for each column, for all or none, has the bits of one operation after the other`,
      onSmallMemory(() => {
        for (const [m, k, n] of SIZES) {
          for (const transposeB of [false, true]) {
            tf.tidy(() => {
              const a = tf.tensor2d(numbers(m * k, 1), [m, k]);
              const b = tf.tensor2d(numbers(k * n, 5), transposeB ? [n, k] : [k, n]);
              const preluActivationWeights = tf.tensor1d(numbers(n, 7));
              for (const bias of [undefined, tf.tensor1d(numbers(n, 3)), tf.tensor1d([0.7]), tf.scalar(-0.7)]) {
                const options: Parameters<typeof tf.fused.matMul>[0] = {
                  a,
                  b,
                  transposeB,
                  bias,
                  activation,
                  preluActivationWeights,
                  leakyreluAlpha: 0.3,
                };
                const product = tf.matMul(a, b, false, transposeB);
                const want = ACTIVATIONS[activation](
                  bias === undefined ? product : tf.add(product, bias),
                  preluActivationWeights,
                );
                assertSameBits(tf.fused.matMul(options), want, activation);
              }
            });
          }
        }
      }),
    );
  }

  it(
    'takes batches, both transposed, a bias with axes of size 1, and keeps NaN through relu',
    onSmallMemory(() => {
      tf.tidy(() => {
        const a = tf.tensor3d(numbers(2 * 5 * 6, 1), [2, 5, 6]);
        const b = tf.tensor3d(numbers(2 * 7 * 5, 2), [2, 7, 5]);
        const bias = tf.tensor2d(numbers(7, 3), [1, 7]);
        const got = tf.fused.matMul({ a, b, transposeA: true, transposeB: true, bias, activation: 'relu' });
        assert.deepEqual(got.shape, [2, 6, 7]);
        assertSameBits(got, tf.relu(tf.add(tf.matMul(a, b, true, true), bias)));
        const broken = tf.fused.matMul({
          a: tf.tensor2d([NaN, 1, -1, -1], [2, 2]),
          b: tf.ones([2, 2]),
          activation: 'relu',
        });
        assertClose(broken, [NaN, NaN, 0, 0], 0);
      });
    }),
  );

  it(
    'leaves to the cpu kernel what it does not know',
    onSmallMemory(() => {
      tf.tidy(() => {
        const a = tf.tensor2d([1, 2, 3, 4], [2, 2]);
        const byRow = tf.fused.matMul({ a, b: tf.eye(2), bias: tf.tensor2d([10, 20], [2, 1]) });
        assertClose(byRow, [11, 12, 23, 24], 0);
        assertClose(
          tf.fused.matMul({ a: tf.zeros([2, 0]), b: tf.zeros([0, 2]), bias: tf.tensor1d([1, 2]) }),
          [1, 2, 1, 2],
          0,
        );
        const whole = tf.fused.matMul({ a: tf.cast(a, 'int32'), b: tf.cast(tf.eye(2), 'int32') });
        assert.equal(whole.dtype, 'int32');
        assertClose(whole, [1, 2, 3, 4], 0);
        const unknown = { a, b: a, activation: 'gelu' } as unknown as Parameters<typeof tf.fused.matMul>[0];
        assert.throws(() => tf.fused.matMul(unknown), 'Activation gelu has not been implemented for the CPU backend.');
      });
    }),
  );
});
