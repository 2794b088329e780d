import { eye, ones, tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { mixHeads, mixHeadsWeightGradient, unmixHeads } from '../../src/ops/mixHeads.js';
import { mixHeads as mixHeads64 } from '../float64/mixHeads.js';
import { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { assertForward } from './assertForward.js';
import { watchEngine } from './watchEngine.js';
import { caseCount } from '../helpers/caseCount.js';

describe('ops/mixHeads', () => {
  it('is that of double precision', () => {
    for (let seed = 0; seed < caseCount(50); seed++) {
      const random = new Random(seed);
      const shape = Array.from({ length: random.integer(3, 5) }, () => random.integer(1, 5));
      const [x, weight] = [random.normals(shape), random.normals([shape.at(-3)!, random.integer(1, 5)])];
      const want = mixHeads64(numbers, x, weight);
      assertForward(() => mixHeads(toTensor(x), toTensor(weight)), want, `seed ${seed}`);
    }
  });

  it('by the identity changes nothing, to the bit', () => {
    tidy(() => {
      const x = toTensor(new Random(1).normals([2, 3, 4, 5]));
      assertSameBits(mixHeads(x, eye(3)), x);
    });
  });

  it('of no positions gives none, and the weight a gradient of zero', () => {
    tidy(() => {
      const weight = ones([2, 3]);
      const { value, gradients } = gradientsByTensors(() => mixHeads(zeros([2, 2, 0, 4]), weight), [weight]);
      assert.deepEqual(value.shape, [2, 3, 0, 4]);
      assertSameBits(gradients[0], [0, 0, 0, 0, 0, 0]);
    });
  });

  it('moves no scores: no transposition, forward or backward', () => {
    tidy(() => {
      const [x, weight] = [ones([2, 3, 4, 5]), ones([3, 6])];
      const { kernels } = watchEngine(() => gradientsByTensors(() => mixHeads(x, weight), [x, weight]).gradients);
      const names = kernels.map(({ name }) => name);
      assert.notInclude(names, 'Transpose');
      assert.equal(names.filter((name) => name === 'BatchMatMul').length, 3);
    });
  });

  it('has the gradients that the attention kernels use', () => {
    tidy(() => {
      const random = new Random(5);
      const [x, weight] = [toTensor(random.normals([2, 3, 2, 2])), toTensor(random.normals([3, 4]))];
      const cotangent = toTensor(random.normals([2, 4, 2, 2]));
      const { gradients } = gradientsByTensors(() => mixHeads(x, weight), [x, weight], cotangent);
      assertSameBits(unmixHeads(cotangent, weight), gradients[0]);
      assertSameBits(mixHeadsWeightGradient(x, cotangent), gradients[1]);
    });
  });

  it('refuses shapes that do not fit', () => {
    tidy(() => {
      assert.throws(
        () => mixHeads(zeros([3, 4]), zeros([3, 3])),
        'mixHeads: scores must have shape [..., h, q, k], got [3, 4]',
      );
      assert.throws(
        () => mixHeads(zeros([2, 4, 5, 5]), zeros([3, 3])),
        'mixHeads: weight must have shape [4, any], got [3, 3]',
      );
      assert.throws(
        () => mixHeads(zeros([2, 4, 5, 5]), zeros([4])),
        'mixHeads: weight must have shape [4, any], got [4]',
      );
    });
  });
});
