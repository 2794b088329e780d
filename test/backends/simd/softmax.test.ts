import { mul, softmax as stockSoftmax, sum, tensor, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { sizeOf } from '../../../src/engine/shapes.js';
import { softmax, softmaxGradient } from '../../../src/ops/softmax.js';
import { Random } from '../../float64/random.js';
import { numbers } from '../../float64/scalar.js';
import { softmax as softmax64 } from '../../float64/softmax.js';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';
import { watchEngine } from '../../ops/watchEngine.js';
import { assertSameOnThreads } from './assertSameOnThreads.js';
import { assertSums, referenceSum } from './assertSums.js';
import { assertUnits } from './assertUnits.js';
import { onBackend } from './onBackend.js';
import { onSmallMemory } from './onSmallMemory.js';

/** Normal numbers of a spread around a centre, rounded to float32. */
function logits(size: number, spread: number, centre = 0, seed = 1): number[] {
  const { values } = new Random(seed).normals([size], spread);
  return values.map((value) => Math.fround(value + centre));
}

/** Each exponential and the sum of them is off by at most 2 units, the rounded sum and the quotient by half a one. */
const UNITS = 5;

describe('simd: softmax', () => {
  for (const [spread, centre] of [
    [1, 0],
    [30, 0],
    [60, 1000],
    [1e-3, 1e6],
    [1e30, 0],
    [3, -1e30],
  ]) {
    it(
      `is that of double precision, of logits around ${centre} that differ by ${spread}`,
      onSmallMemory(() => {
        for (const width of [1, 2, 3, 4, 5, 7, 8, 9, 12, 31, 64, 65, 1000]) {
          const shape = [7, width];
          const values = logits(sizeOf(shape), spread, centre, width);
          const want = softmax64(numbers, { shape, values }).values;
          tidy(() => {
            assertUnits(softmax(tensor(values, shape)), want, UNITS);
            assertUnits(stockSoftmax(tensor(values, shape)), want, UNITS);
          });
        }
      }),
    );
  }

  it(
    'reaches down to the smallest denormal numbers, and to exact zeros beyond',
    onSmallMemory(() => {
      const values = Array.from({ length: 400 }, (_, i) => Math.fround(-i * 0.3));
      const want = softmax64(numbers, { shape: [400], values }).values;
      tidy(() => {
        const got = softmax(tensor(values));
        assertUnits(got, want, UNITS);
        assert.isAbove(got.dataSync()[340], 0);
        assert.equal(got.dataSync()[399], 0);
      });
    }),
  );

  it(
    'runs over any last axes at once, and over others without the kernel',
    onSmallMemory(() => {
      const shape = [2, 3, 1, 4, 1, 2];
      const values = logits(sizeOf(shape), 5);
      for (const [axes, own] of [
        [[5], true],
        [[4, 5], true],
        [[5, 3], true],
        [[3, 2, 5], true],
        [[0, 1, 2, 3, 4, 5], true],
        [[2], true],
        [[4], true],
        [[3], false],
        [[1], false],
        [[0, 5], false],
      ] as const) {
        const want = softmax64(numbers, { shape, values }, { axes }).values;
        tidy(() => {
          const got = softmax(tensor(values, shape), axes);
          // The plain operations round the difference of logits, by up to half a unit of 16.
          if (own) assertUnits(got, want, UNITS);
          else assertClose(got, want, 1e-6);
          const { kernels } = watchEngine(() => softmax(tensor(values, shape), axes));
          assert.equal(
            kernels.some(({ name }) => name === 'softmax'),
            own,
            `axes ${axes.join()}`,
          );
        });
      }
    }),
  );

  it(
    'of nothing is nothing',
    onSmallMemory(() => {
      tidy(() => {
        for (const shape of [
          [0, 3],
          [2, 0],
          [0, 0],
        ]) {
          const x = zeros(shape);
          const { value, gradients } = gradientsByTensors(() => softmax(x), [x]);
          assert.deepEqual([value.shape, gradients[0].shape], [shape, shape]);
        }
      });
    }),
  );

  it('is what cpu says of NaN, infinities and zeros', async () => {
    const rows = [
      [0, -Infinity, 0],
      [-Infinity, -Infinity, -Infinity],
      [1, Infinity, 2],
      [NaN, 0, 1],
      [NaN, NaN, NaN],
      [Infinity, -Infinity, NaN],
      [3.4e38, -3.4e38, 0],
      [-0, 0, -0],
      [1e-40, -1e-40, 0],
      [-3.4e38, -3.4e38, -Infinity],
    ];
    for (const width of [3, 6, 9]) {
      const wide = rows.map((row) => Array.from({ length: width }, (_, i) => row[i % 3]));
      const compute = (): Tensor[] => [softmax(tensor(wide))];
      const [[want], [got]] = [await onBackend('cpu', compute), await onBackend('simd', compute)];
      assertClose(got, want, 1e-7);
    }
  });

  it(
    'has the gradient y · (dy − Σ dy · y)',
    onSmallMemory(() => {
      for (const width of [1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 65, 1000]) {
        const shape = [5, width];
        const y = softmax64(numbers, { shape, values: logits(sizeOf(shape), 2, 0, width) }).values.map(Math.fround);
        const dy = logits(sizeOf(shape), 3, 1, width + 1);
        const want = y.map((share, i) => {
          const row = Math.floor(i / width) * width;
          const others = y.slice(row, row + width).map((other, j) => -share * other * dy[row + j]);
          return referenceSum([share * dy[i], ...others]);
        });
        tidy(() => assertSums(softmaxGradient(tensor(dy, shape), tensor(y, shape), [1]), want));
      }
    }),
  );

  it('has the gradient of the plain operations on cpu', async () => {
    const compute = (): Tensor[] => {
      const [x, dy] = [tensor(logits(60, 2), [5, 12]), tensor(logits(60, 1, 0, 2), [5, 12])];
      return gradientsByTensors(() => softmax(x), [x], dy).gradients;
    };
    const [[want], [got]] = [await onBackend('cpu', compute), await onBackend('simd', compute)];
    assertClose(got, want, 1e-6);
  });

  it('keeps its second derivative, by plain operations', async () => {
    const compute = (): Tensor[] => {
      const [x, weight] = [tensor(logits(6, 1), [2, 3]), tensor(logits(6, 1, 0, 2), [2, 3])];
      const first = (): Tensor => gradientsByTensors(() => mul(softmax(x), weight), [x]).gradients[0];
      return gradientsByTensors(() => sum(mul(first(), weight)), [x]).gradients;
    };
    const [[want], [got]] = [await onBackend('cpu', compute), await onBackend('simd', compute)];
    assert.isAbove(Math.max(...want.map(Math.abs)), 0.01);
    assertClose(got, want, 1e-6);
  });

  it('is the same to the bit on 1, 2 and 3 threads', async () => {
    const shape = [3001, 101];
    const [x, dy] = [logits(sizeOf(shape), 5), logits(sizeOf(shape), 1, 0, 2)];
    await assertSameOnThreads(() => {
      const y = softmax(tensor(x, shape));
      return [y, softmaxGradient(tensor(dy, shape), y, [1]), softmax(tensor(x, shape), [0, 1])];
    });
  }).timeout(60_000);

  it('gives rows of many chunks what they get alone', async () => {
    const shape = [3001, 101];
    const values = logits(sizeOf(shape), 5);
    const [all, last] = await onBackend('simd', () => [
      softmax(tensor(values, shape)),
      softmax(tensor(values.slice(-101))),
    ]);
    assertSameBits(all.slice(-101), last);
    for (let row = 0; row < 3001; row += 17) {
      const total = all.slice(row * 101, (row + 1) * 101).reduce((a, b) => a + b, 0);
      assertClose([total], [1], 1e-6);
    }
  });
});
