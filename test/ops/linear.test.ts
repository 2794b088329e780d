import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { linear, linearEach } from '../../src/ops/linear.js';
import { assertClose } from '../helpers/assertClose.js';

const plain = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
  tf.add(tf.reshape(tf.matMul(tf.reshape(x, [6, 20]), tf.reshape(kernel, [20, 21])), [2, 3, 3, 7]), bias);

describe('linear', () => {
  const inputs = (): tf.Tensor[] => [
    tf.randomNormal([2, 3, 4, 5], 0, 1, 'float32', 1),
    tf.randomNormal([4, 5, 3, 7], 0, 1, 'float32', 2),
    tf.randomNormal([3, 7], 0, 1, 'float32', 3),
  ];

  it('is the product and the sum with the bias, to the bit', () => {
    tf.tidy(() => {
      const [x, kernel, bias] = inputs();
      const y = linear(x, kernel, bias, 2);
      assert.deepEqual(y.shape, [2, 3, 3, 7]);
      assertClose(y, plain(x, kernel, bias), 0);
      assertClose(linear(x, kernel, undefined, 2), plain(x, kernel, tf.zeros([3, 7])), 0);
      return [];
    });
  });

  it('has the gradients of these, first and second', () => {
    tf.tidy(() => {
      const tensors = inputs();
      const [x, kernel, bias] = tensors;
      const first = (f: typeof plain) => (): tf.Tensor[] =>
        gradientsByTensors(() => tf.square(f(x, kernel, bias)), tensors).gradients;
      const ours: typeof plain = (...three) => linear(...three, 2);
      const second = (f: typeof plain): tf.Tensor[] =>
        gradientsByTensors(() => tf.addN(first(f)().map((gradient) => tf.sum(tf.square(gradient)))), tensors).gradients;
      first(ours)().forEach((gradient, i) => assertClose(gradient, first(plain)()[i], 1e-4));
      second(ours).forEach((gradient, i) => assertClose(gradient, second(plain)[i], 2e-1));
      assert.isAbove(tf.max(second(ours)[2]).dataSync()[0], 100);
      return [];
    });
  });

  it('computes no gradient that nobody asked for', async () => {
    const [x, kernel, bias] = inputs();
    const { kernels } = await tf.profile(() =>
      tf.tidy(() => {
        gradientsByTensors(() => linear(x, kernel, bias, 2), [bias]);
        return [];
      }),
    );
    const made = kernels.filter(({ name }) => ['linear', 'linearGradient', 'BatchMatMul'].includes(name));
    const shapes = made.flatMap(({ outputShapes }) => outputShapes);
    // The result, as one makes it or the other, and of the gradients that by the bias alone.
    assert.lengthOf(
      shapes.filter((shape) => shape.length !== 2 || shape[0] !== 3),
      1,
    );
    tf.dispose([x, kernel, bias]);
  });

  it('by several weights is as many products, and adds up what each gives', () => {
    tf.tidy(() => {
      const [x, kernel, bias] = inputs();
      const others = [tf.randomNormal([4, 5, 6], 0, 1, 'float32', 4), tf.randomNormal([4, 5], 0, 1, 'float32', 5)];
      const weights = [{ kernel, bias }, { kernel: others[0] }, { kernel: others[1], bias: tf.scalar(3) }];
      const by = [x, kernel, bias, ...others, weights[2].bias!];
      const weigh = (results: tf.Tensor[]): tf.Tensor =>
        tf.addN(results.map((result, i) => tf.sum(tf.mul(tf.square(result), i + 1))));
      const ours = gradientsByTensors(() => weigh(linearEach(x, weights, 2)), by);
      const theirs = gradientsByTensors(() => weigh(weights.map((one) => linear(x, one.kernel, one.bias, 2))), by);
      assertClose(ours.value, theirs.value, 0);
      ours.gradients.forEach((gradient, i) => assertClose(gradient, theirs.gradients[i], i === 0 ? 1e-3 : 0));
      const ofOne = gradientsByTensors(() => tf.sum(tf.square(linearEach(x, weights, 2)[1])), [x, others[0]]);
      const alone = gradientsByTensors(() => tf.sum(tf.square(linear(x, others[0], undefined, 2))), [x, others[0]]);
      ofOne.gradients.forEach((gradient, i) => assertClose(gradient, alone.gradients[i], 0));
      return [];
    });
  });

  it('is right without rows, and without numbers to sum', () => {
    tf.tidy(() => {
      const bias = tf.tensor([1, 2]);
      assert.deepEqual(linear(tf.zeros([0, 3]), tf.zeros([3, 2]), bias).shape, [0, 2]);
      assertClose(linear(tf.zeros([2, 0]), tf.zeros([0, 2]), bias), [1, 2, 1, 2], 0);
      return [];
    });
  });

  it('goes on when what it saved is freed by its owner', () => {
    const [x, kernel, bias] = inputs();
    const { value, gradients } = gradientsByTensors(() => {
      const squared = tf.square(x);
      const y = linear(squared, kernel, bias, 2);
      squared.dispose();
      return y;
    }, [kernel]);
    assert.deepEqual(gradients[0].shape, kernel.shape);
    tf.dispose([value, gradients, x, kernel, bias]);
  });
});
