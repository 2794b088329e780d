import { tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { rmsNorm } from '../../src/ops/rmsNorm.js';
import { Random } from '../float64/random.js';
import { rmsNorm as rmsNorm64 } from '../float64/rmsNorm.js';
import { numbers } from '../float64/scalar.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose, assertSameBits, largest } from '../helpers/assertClose.js';
import { caseCount } from '../helpers/caseCount.js';
import { toleranceFor } from '../helpers/toleranceFor.js';
import { assertForward } from './assertForward.js';

describe('ops/rmsNorm', () => {
  it('is that of double precision, along any axes', () => {
    for (let seed = 0; seed < caseCount(30); seed++) {
      const random = new Random(seed);
      const shape = Array.from({ length: random.integer(1, 4) }, () => random.integer(1, 6));
      const axes = shape.map((_, axis) => axis).filter((axis) => axis === shape.length - 1 || random.chance(0.4));
      const inside = axes.map((axis) => shape[axis]);
      const [x, gamma] = [random.normals(shape, 3), random.normals(inside)];
      const axis = axes.map((one) => (random.chance(0.5) ? one : one - shape.length)).reverse();
      const op = () => rmsNorm(toTensor(x), { gamma: toTensor(gamma), axis });
      assertForward(op, rmsNorm64(numbers, x, { gamma, axes }), `seed ${seed}`);
    }
  });

  it('adds 1e-6 to the mean of squares, or what it is told', () => {
    tidy(() => {
      const x = tensor([3e-3, -4e-3]);
      // Of squares the mean is 12.5e-6.
      const root = Math.sqrt(13.5e-6);
      assertClose(rmsNorm(x), [3e-3 / root, -4e-3 / root], 1e-6);
      assertClose(rmsNorm(tensor([3, -4]), { epsilon: 3.5 }), [0.75, -1], 1e-6);
      assertSameBits(rmsNorm(zeros([3])), [0, 0, 0]);
    });
  });

  it('of huge values is that of the same values in another unit, and so is its gradient', () => {
    tidy(() => {
      const cotangent = tensor([1, -2, 3, 0, 1]);
      const run = (factor: number) => {
        const x = tensor([1, 2, -3, 5, -4].map((value) => value * factor));
        const { value, gradients } = gradientsByTensors(() => rmsNorm(x, { epsilon: 0 }), [x], cotangent);
        return [value, gradients[0]];
      };
      const [value, gradient] = run(1);
      for (const power of [70, 90, 120]) {
        const [huge, slope] = run(2 ** power);
        assertClose(huge, value, toleranceFor(1e-6));
        // A slope of 2⁻¹²⁰ is still a normal float32.
        const scaled = Array.from(slope.dataSync(), (one) => one * 2 ** power);
        assertClose(scaled, gradient, toleranceFor(1e-5) * largest(gradient));
      }
    });
  });

  it('refuses what does not fit', () => {
    tidy(() => {
      const x = zeros([2, 3]);
      const refusals: [() => unknown, string][] = [
        [() => rmsNorm(x, { gamma: zeros([2]) }), 'gamma must have shape [3], got [2]'],
        [() => rmsNorm(x, { axis: 2 }), 'axis must be a whole number in [-2, 2), got 2'],
        [() => rmsNorm(x, { axis: [0, 0] }), 'axis must be one or more different axes, got [0, 0]'],
        [() => rmsNorm(x, { epsilon: -1 }), 'epsilon must be a finite number, at least 0, got -1'],
      ];
      for (const [call, message] of refusals) assert.throws(call, `rmsNorm: ${message}`);
    });
  });
});
