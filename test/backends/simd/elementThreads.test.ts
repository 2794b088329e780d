import * as tf from '@tensorflow/tfjs-core';
import { assertSameOnThreads } from './assertSameOnThreads.js';

/** Some numbers of all sizes, the same at every run. */
const numbers = (size: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => Math.sin(i * 12.9898) * 10 ** ((i % 9) - 4));

/** Long and short rows, of which a task's begin and end are in the midst. */
const SHAPES: [number[], number[]][] = [
  [[200_003], [200_003]],
  [[5, 40_001], [40_001]],
  [
    [300, 701],
    [300, 1],
  ],
  [
    [50_001, 4],
    [50_001, 1],
  ],
  [[66_667, 3], [3]],
  [
    [66_667, 3],
    [66_667, 1],
  ],
  [
    [3, 9_001, 8],
    [3, 1, 8],
  ],
];

describe('simd: kernels of each element compute the same bits on 1, 2 and 3 threads', () => {
  it('functions of one tensor', async () => {
    const values = numbers(200_003);
    await assertSameOnThreads(() =>
      tf.tidy(() => {
        const x = tf.tensor1d(values);
        const functions = [tf.exp, tf.log1p, tf.sin, tf.erf, tf.tanh, tf.softplus, tf.elu, tf.round, tf.isFinite];
        return [...functions.map((f) => f(x) as tf.Tensor), tf.clipByValue(x, -1, 1), tf.step(x, 0.25)];
      }),
    );
  });

  it('arithmetic, comparisons and logic of two tensors, stretched', async () => {
    const values = numbers(240_000);
    // One run for all shapes: to start the threads takes longer than all that they compute.
    await assertSameOnThreads(() =>
      SHAPES.flatMap((shapes) =>
        tf.tidy(() => {
          const [a, b] = shapes.map((shape) => tf.tensor(values.subarray(0, tf.util.sizeFromShape(shape)), shape));
          return [tf.div(b, a), tf.greater(a, b), tf.logicalAnd(tf.greater(a, 0), tf.less(b, 0))];
        }),
      ),
    );
  });

  it('powers, and arithmetic of whole numbers', async () => {
    const values = numbers(200_003);
    await assertSameOnThreads(() =>
      tf.tidy(() => {
        const x = tf.tensor1d(values);
        const whole = tf.cast(x, 'int32');
        return [tf.pow(tf.abs(x), tf.sin(x)), tf.mul(whole, whole), tf.lessEqual(whole, 3)];
      }),
    );
  });

  it('casts, choices, fills and sums', async () => {
    const values = numbers(200_003);
    await assertSameOnThreads(() =>
      tf.tidy(() => {
        const x = tf.tensor1d(values);
        const whole = tf.cast(x, 'int32');
        const truth = tf.cast(whole, 'bool');
        const casts = [whole, truth, tf.cast(truth, 'float32'), tf.cast(whole, 'float32'), tf.cast(truth, 'int32')];
        return [
          ...casts,
          tf.logicalNot(truth),
          tf.where(truth, x, tf.neg(x)),
          tf.fill([200_003], 7),
          tf.addN([x, x, x]),
        ];
      }),
    );
  });
});
