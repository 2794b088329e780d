import { tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { asBooleanMask, maskedSoftmax } from '../../src/ops/maskedSoftmax.js';
import { softmax } from '../../src/ops/softmax.js';
import { filled, mapArray } from '../float64/array.js';
import { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';
import { softmax as softmax64 } from '../float64/softmax.js';
import { toBool, toTensor } from '../gradients/toTensor.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { assertForward } from './assertForward.js';
import { caseCount } from '../helpers/caseCount.js';

describe('ops/maskedSoftmax', () => {
  it('is that of double precision, along any axes and for any mask that broadcasts', () => {
    for (let seed = 0; seed < caseCount(50); seed++) {
      const random = new Random(seed);
      const shape = Array.from({ length: random.integer(1, 4) }, () => random.integer(1, 5));
      const axes = shape.map((_, axis) => axis).filter((axis) => axis === shape.length - 1 || random.chance(0.3));
      const maskShape = shape.slice(random.integer(0, 1)).map((size) => (random.chance(0.3) ? 1 : size));
      const mask = mapArray(filled(maskShape, true), () => random.chance(0.6));
      const x = random.normals(shape, 5);
      const want = softmax64(numbers, x, { axes, mask });
      assertForward(() => maskedSoftmax(toTensor(x), toBool(mask), axes), want, `seed ${seed}`);
    }
  });

  it('with everything shown is softmax, to the bit', () => {
    tidy(() => {
      const x = toTensor(new Random(1).normals([3, 4]));
      assertSameBits(maskedSoftmax(x, tensor([true], [1], 'bool')), softmax(x));
    });
  });

  it('weighs hidden elements exactly zero, and all of a row where nothing is shown; so are the gradients', () => {
    tidy(() => {
      const x = tensor([
        [1, 2, 3],
        [4, 5, 6],
      ]);
      const mask = tensor(
        [
          [1, 0, 1],
          [0, 0, 0],
        ],
        [2, 3],
        'bool',
      );
      const { value, gradients } = gradientsByTensors(
        () => maskedSoftmax(x, mask),
        [x],
        tensor([
          [1, 2, 3],
          [4, 5, 6],
        ]),
      );
      for (const got of [value, gradients[0]].map((y) => Array.from(y.dataSync()))) {
        assert.deepEqual(
          got.map((element) => element === 0),
          [false, true, false, true, true, true],
        );
      }
      assertSameBits(value.dataSync().slice(3), [0, 0, 0]);
    });
  });

  it('is not touched by what is hidden, NaN and infinities included, to the bit', () => {
    tidy(() => {
      const mask = tensor(
        [
          [1, 0, 1, 0, 0],
          [0, 0, 0, 0, 0],
        ],
        [2, 5],
        'bool',
      );
      const cotangent = toTensor(new Random(2).normals([2, 5]));
      const run = (hidden: number[]): number[] => {
        const x = tensor([
          [1, hidden[0], 2, hidden[1], hidden[2]],
          [...hidden, ...hidden.slice(0, 2)],
        ]);
        const { value, gradients } = gradientsByTensors(() => maskedSoftmax(x, mask), [x], cotangent);
        return [...value.dataSync(), ...gradients[0].dataSync()];
      };
      const want = run([0, 0, 0]);
      for (const hidden of [
        [NaN, Infinity, -Infinity],
        [3e38, -3e38, NaN],
        [Infinity, 1e30, 1e-30],
      ]) {
        assertSameBits(run(hidden), want, `hidden ${hidden.join()}`);
      }
    });
  });

  it('shows logits however low', () => {
    tidy(() => {
      const mask = tensor([1, 1, 0], [3], 'bool');
      assertSameBits(maskedSoftmax(tensor([-3.4e38, -3.4e38, 0]), mask), [0.5, 0.5, 0]);
    });
  });

  it('refuses masks and axes that do not fit', () => {
    tidy(() => {
      const x = zeros([2, 3]);
      const mask = tensor([1, 0, 1], [3], 'bool');
      assert.throws(
        () => maskedSoftmax(x, zeros([3])),
        'maskedSoftmax: mask must be a bool tensor, got a float32 tensor',
      );
      assert.throws(
        () => maskedSoftmax(x, tensor([1, 0], [2], 'bool')),
        'maskedSoftmax: mask must broadcast to [2, 3], got [2]',
      );
      assert.throws(() => maskedSoftmax(x, mask, 2), 'maskedSoftmax: axis must be a whole number in [-2, 2), got 2');
    });
  });

  it('reads numbers above 0.5 as true', () => {
    tidy(() => {
      const numbersMask = asBooleanMask(tensor([0, 0.5, 0.51, 1, -1, NaN]));
      assert.equal(numbersMask.dtype, 'bool');
      assert.deepEqual(Array.from(numbersMask.dataSync()), [0, 0, 1, 1, 0, 0]);
      assert.deepEqual(Array.from(asBooleanMask(tensor([0, 1, 2], [3], 'int32')).dataSync()), [0, 1, 1]);
      const given = tensor([true], [1], 'bool');
      assert.strictEqual(asBooleanMask(given), given);
    });
  });
});
