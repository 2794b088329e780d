import { ones, tensor, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { hasOwnKernel } from '../../src/engine/runOwnKernel.js';
import { crossEntropy } from '../../src/ops/crossEntropy.js';
import { filled, mapArray } from '../float64/array.js';
import { crossEntropy as crossEntropy64 } from '../float64/crossEntropy.js';
import { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';
import { softmax as softmax64 } from '../float64/softmax.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { assertForward } from './assertForward.js';
import { watchEngine } from './watchEngine.js';
import { caseCount } from '../helpers/caseCount.js';

const labels = (values: number[]): Tensor => tensor(values, [values.length], 'int32');

describe('ops/crossEntropy', () => {
  it('is that of double precision', () => {
    for (let seed = 0; seed < caseCount(60); seed++) {
      const random = new Random(seed);
      const lead = Array.from({ length: random.integer(0, 2) }, () => random.integer(1, 4));
      const shape = [...lead, random.integer(2, 6)];
      const sparse = random.chance(0.6);
      const ignoredClass = sparse && random.chance(0.5) ? random.oneOf([-1, 0, 1]) : undefined;
      const labelSmoothing = random.oneOf([0, 0.125, 1]);
      const target = sparse
        ? mapArray(filled(lead, 0), () =>
            random.chance(0.3) ? (ignoredClass ?? 0) : random.integer(0, shape.at(-1)! - 1),
          )
        : softmax64(numbers, random.normals(shape));
      const logits = random.normals(shape, 5);
      const options = { ignoredClass, labelSmoothing };
      const want = crossEntropy64(numbers, logits, target, options);
      const run = (reduction: 'mean' | 'none') => (): Tensor =>
        crossEntropy(toTensor(logits), toTensor(target, sparse ? 'int32' : 'float32'), { ...options, reduction });
      assertForward(run('none'), want, `seed ${seed}`);
      const numCounted = sparse ? target.values.filter((label) => label !== ignoredClass).length : want.values.length;
      const total = want.values.reduce((sum, loss) => sum + loss, 0);
      assertForward(run('mean'), { shape: [], values: [total / Math.max(1, numCounted)] }, `seed ${seed}, mean`);
    }
  });

  it('is the logarithm of the number of classes for equal logits', () => {
    tidy(() => assertClose(crossEntropy(zeros([3, 8]), labels([0, 5, 7])), [Math.log(8)], 1e-6));
  });

  it('does not overflow', () => {
    tidy(() => {
      const logits = tensor([
        [1e30, 0],
        [0, 1e30],
        [-3e38, 0],
      ]);
      assertSameBits(crossEntropy(logits, labels([0, 1, 1]), { reduction: 'none' }), [0, 0, 0]);
      assertClose(crossEntropy(tensor([[1000, 0]]), labels([1])), [1000], 0);
      // The sum of these logits is infinite: nothing is to be made of it without smoothing.
      assertSameBits(crossEntropy(tensor([[-3e38, -3e38, 0]]), labels([2])), [0]);
    });
  });

  it('ignores rows to the bit, whatever they hold', () => {
    tidy(() => {
      const run = (ignoredRow: number[]): number[] => {
        const logits = tensor([[1, 2, 3], ignoredRow, [3, 1, 2]]);
        const options = { ignoredClass: -1, labelSmoothing: 0.1 };
        const { value, gradients } = gradientsByTensors(
          () => crossEntropy(logits, labels([0, -1, 2]), options),
          [logits],
        );
        return [...value.dataSync(), ...gradients[0].dataSync()];
      };
      const got = run([5, 6, 7]);
      assertSameBits(got, run([0, -1e30, 1e30]));
      assertClose(got.slice(4, 7), [0, 0, 0], 0);
    });
  });

  it('is zero where all rows are ignored, and so is the gradient', () => {
    tidy(() => {
      const logits = ones([2, 3]);
      const run = (): Tensor => crossEntropy(logits, labels([1, 1]), { ignoredClass: 1 });
      const { value, gradients } = gradientsByTensors(run, [logits]);
      assertClose(value, [0], 0);
      assertClose(gradients[0], [0, 0, 0, 0, 0, 0], 0);
    });
  });

  it('of one class is zero', () => {
    tidy(() => assertClose(crossEntropy(tensor([[3], [-4]]), labels([0, 0])), [0], 0));
  });

  it('makes no one-hot matrix: forward, two arrays of the logits’ size and numbers per row', () => {
    tidy(() => {
      const [numRows, numClasses] = [16, 500];
      const [logits, target] = [ones([numRows, numClasses]), labels(new Array<number>(numRows).fill(3))];
      const forward = watchEngine(() => crossEntropy(logits, target));
      const full = forward.kernels.filter(({ size }) => size >= numRows * numClasses);
      // A kernel of ours makes none.
      assert.deepEqual(
        full.map(({ name }) => name),
        hasOwnKernel('crossEntropy') ? [] : ['Sub', 'Exp'],
      );
      assert.isAtMost(forward.peakBytes, 4 * numRows * (2 * numClasses + 20));
      const both = watchEngine(() => gradientsByTensors(() => crossEntropy(logits, target), [logits]).gradients);
      assert.notInclude(
        both.kernels.map(({ name }) => name),
        'OneHot',
      );
    });
  });

  it('refuses what does not fit', () => {
    tidy(() => {
      const [logits, distribution] = [zeros([2, 3]), ones([2, 3])];
      const fails = (f: () => Tensor, message: string): void => assert.throws(f, message);
      for (const labelSmoothing of [-0.1, 1.5, NaN]) {
        fails(
          () => crossEntropy(logits, distribution, { labelSmoothing }),
          `crossEntropy: labelSmoothing must be in [0, 1], got ${labelSmoothing}`,
        );
      }
      fails(() => crossEntropy(logits, labels([0])), 'crossEntropy: target must have shape [2], got [1]');
      fails(() => crossEntropy(logits, ones([2, 4])), 'crossEntropy: target must have shape [2, 3], got [2, 4]');
      fails(
        () => crossEntropy(logits, tensor([0, 1])),
        'crossEntropy: target must be an int32 tensor, got a float32 tensor',
      );
      fails(() => crossEntropy(logits, labels([0, 3])), 'crossEntropy: target must be in [0, 3), got 3');
      fails(() => crossEntropy(logits, labels([-1, 0])), 'crossEntropy: target must be in [0, 3), got -1');
      fails(
        () => crossEntropy(logits, labels([-2, 0]), { ignoredClass: -1 }),
        'crossEntropy: target must be in [0, 3), got -2',
      );
      fails(
        () => crossEntropy(logits, distribution, { ignoredClass: 0 }),
        'crossEntropy: ignoredClass must come with labels, got distributions',
      );
    });
  });
});
