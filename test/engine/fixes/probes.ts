import * as tf from '@tensorflow/tfjs-core';

/** One thing that stock TensorFlow.js gets wrong. Imports nothing of ours, so that both can run it. */
export interface Probe {
  name: string;
  run: () => tf.Tensor;
  want: number[];
}

type Function1 = (x: tf.Tensor) => tf.Tensor;
const at = (values: tf.TensorLike): tf.Tensor => tf.tensor(values);
const second = (f: Function1): Function1 => tf.grad(tf.grad(f));
const third = (f: Function1): Function1 => tf.grad(second(f));
const gradientBy = (i: number, f: (...xs: tf.Tensor[]) => tf.Tensor, xs: tf.Tensor[]): tf.Tensor => tf.grads(f)(xs)[i];
const logistic = 1 / (1 + Math.exp(-1));
const tanh1 = Math.tanh(1);

export const probes: Probe[] = [
  {
    name: 'gradient of matMul by a matrix that broadcasts over a batch',
    run: () => gradientBy(1, (a, b) => tf.matMul(a, b), [tf.ones([2, 1, 3]), at([[[1], [2], [3]]])]),
    want: [2, 2, 2],
  },
  {
    name: 'the same, both transposed',
    run: () => gradientBy(0, (a, b) => tf.matMul(a, b, true, true), [at([[[1], [2]]]), tf.ones([3, 1, 2])]),
    want: [3, 3],
  },
  {
    name: 'gradient of maximum with broadcasting',
    run: () =>
      gradientBy(1, (a, b) => tf.maximum(a, b), [
        at([
          [1, 5],
          [2, 6],
          [9, 7],
        ]),
        at([3, 6.5]),
      ]),
    want: [2, 2],
  },
  {
    name: 'gradient of minimum with broadcasting',
    run: () =>
      gradientBy(1, (a, b) => tf.minimum(a, b), [
        at([
          [1, 5],
          [2, 6],
          [9, 7],
        ]),
        at([3, 6.5]),
      ]),
    want: [1, 1],
  },
  {
    name: 'gradient of squaredDifference with broadcasting',
    run: () =>
      gradientBy(1, (a, b) => tf.squaredDifference(a, b), [
        at([
          [1, 5],
          [2, 6],
        ]),
        at([3, 4]),
      ]),
    want: [6, -6],
  },
  {
    name: 'gradient of cumsum along the first axis of a square',
    run: () =>
      tf.grad((x) =>
        tf.mul(tf.cumsum(x, 0), [
          [1, 2],
          [3, 4],
        ]),
      )(
        at([
          [1, 1],
          [1, 1],
        ]),
      ),
    want: [4, 6, 3, 4],
  },
  {
    name: 'gradient of cumsum, exclusive and reversed',
    run: () =>
      tf.grad((x) =>
        tf.mul(tf.cumsum(x, 0, true, true), [
          [1, 2],
          [3, 4],
        ]),
      )(
        at([
          [1, 1],
          [1, 1],
        ]),
      ),
    want: [0, 0, 1, 2],
  },
  {
    name: 'second derivative of x exp x',
    run: () => second((x) => tf.mul(x, tf.exp(x)))(tf.scalar(1)),
    want: [3 * Math.E],
  },
  {
    name: 'third derivative of x exp x',
    run: () => third((x) => tf.mul(x, tf.exp(x)))(tf.scalar(1)),
    want: [4 * Math.E],
  },
  {
    name: 'second derivative of x tanh x',
    run: () => second((x) => tf.mul(x, tf.tanh(x)))(tf.scalar(1)),
    want: [2 * (1 - tanh1 ** 2) * (1 - tanh1)],
  },
  {
    name: 'second derivative of x sigmoid x',
    run: () => second((x) => tf.mul(x, tf.sigmoid(x)))(tf.scalar(1)),
    want: [logistic * (1 - logistic) * (2 + 1 - 2 * logistic)],
  },
  {
    name: 'second derivative of a power by its exponent',
    run: () => second((b) => tf.mul(b, tf.pow(tf.scalar(2), b)))(tf.scalar(3)),
    want: [16 * Math.LN2 + 24 * Math.LN2 ** 2],
  },
  {
    name: 'second derivative of x times the first weight of a softmax of x and 0',
    run: () => second((x) => tf.mul(x, tf.slice(tf.softmax(tf.stack([x, tf.scalar(0)])), [0], [1])))(tf.scalar(1)),
    want: [logistic * (1 - logistic) * (2 + 1 - 2 * logistic)],
  },
  ...(['greater', 'greaterEqual', 'less', 'lessEqual', 'equal', 'notEqual'] as const)
    .filter((name) => name !== 'greaterEqual')
    .map((name) => ({
      name: `gradient through ${name}`,
      run: () => tf.grad((x) => tf.mul(x, tf.cast(tf[name](x, tf.scalar(2)), 'float32')))(at([1, 2, 3])),
      want: { greater: [0, 0, 1], less: [1, 0, 0], lessEqual: [1, 1, 0], equal: [0, 1, 0], notEqual: [1, 0, 1] }[name],
    })),
  {
    name: 'gradient through logicalAnd, logicalOr and logicalNot',
    run: () =>
      tf.grad((x) => {
        const inside = tf.logicalAnd(tf.greaterEqual(x, tf.scalar(2)), tf.logicalNot(tf.greaterEqual(x, tf.scalar(3))));
        return tf.mul(x, tf.cast(tf.logicalOr(inside, inside), 'float32'));
      })(at([1, 2, 3])),
    want: [0, 1, 0],
  },
];
