import { fill, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { layerNorm } from '../../src/ops/layerNorm.js';
import { layerNorm as layerNorm64 } from '../float64/layerNorm.js';
import { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { assertForward } from './assertForward.js';
import { caseCount } from '../helpers/caseCount.js';

describe('ops/layerNorm', () => {
  it('is that of double precision, along any axes', () => {
    for (let seed = 0; seed < caseCount(50); seed++) {
      const random = new Random(seed);
      const shape = Array.from({ length: random.integer(1, 4) }, () => random.integer(1, 6));
      const axes = shape.map((_, axis) => axis).filter((axis) => axis === shape.length - 1 || random.chance(0.4));
      const inside = axes.map((axis) => shape[axis]);
      const [x, gamma, beta] = [random.normals(shape, 3), random.normals(inside), random.normals(inside)];
      const want = layerNorm64(numbers, x, { gamma, beta, axes });
      const axis = axes.map((one) => (random.chance(0.5) ? one : one - shape.length)).reverse();
      const op = () => layerNorm(toTensor(x), { gamma: toTensor(gamma), beta: toTensor(beta), axis });
      assertForward(op, want, `seed ${seed}`);
    }
  });

  it('adds 1e-3 to the variance, or what it is told', () => {
    tidy(() => {
      const x = tensor([-1, 1]);
      assertClose(layerNorm(x), [-1 / Math.sqrt(1.001), 1 / Math.sqrt(1.001)], 1e-7);
      assertClose(layerNorm(x, { epsilon: 3 }), [-0.5, 0.5], 1e-7);
      assertClose(layerNorm(x, { epsilon: 0 }), [-1, 1], 1e-7);
    });
  });

  it('takes gamma without beta, and beta without gamma', () => {
    tidy(() => {
      const [x, parameter] = [tensor([-1, 1]), tensor([2, 5])];
      assertClose(layerNorm(x, { gamma: parameter, epsilon: 0 }), [-2, 5], 1e-6);
      assertClose(layerNorm(x, { beta: parameter, epsilon: 0 }), [1, 6], 1e-6);
    });
  });

  it('gives beta where all elements are equal, and where there is one', () => {
    tidy(() => {
      const beta = tensor([1, 2, 3]);
      assertSameBits(layerNorm(fill([2, 3], 7), { beta }), [1, 2, 3, 1, 2, 3]);
      assertSameBits(layerNorm(tensor([[5], [-3]])), [0, 0]);
    });
  });

  it('refuses what does not fit', () => {
    tidy(() => {
      const [x, wrong] = [zeros([2, 3]), zeros([2])];
      assert.throws(() => layerNorm(x, { gamma: wrong }), 'layerNorm: gamma must have shape [3], got [2]');
      assert.throws(() => layerNorm(x, { beta: wrong }), 'layerNorm: beta must have shape [3], got [2]');
      assert.throws(
        () => layerNorm(x, { gamma: wrong, axis: [1, 0] }),
        'layerNorm: gamma must have shape [2, 3], got [2]',
      );
      assert.throws(() => layerNorm(x, { axis: 2 }), 'layerNorm: axis must be a whole number in [-2, 2), got 2');
      assert.throws(() => layerNorm(x, { epsilon: -1 }), 'layerNorm: epsilon must be at least 0, got -1');
      assert.throws(() => layerNorm(x, { epsilon: NaN }), 'layerNorm: epsilon must be at least 0, got NaN');
    });
  });
});
