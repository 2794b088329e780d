import { square, sum, tensor, tensor1d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { crossEntropy, type CrossEntropyOptions } from '../../../src/ops/crossEntropy.js';
import { Random } from '../../float64/random.js';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';
import { watchEngine } from '../../ops/watchEngine.js';
import { assertSameOnThreads } from './assertSameOnThreads.js';
import { onBackend } from './onBackend.js';
import { onSmallMemory } from './onSmallMemory.js';

interface RowCase {
  x: number[];
  /** What each class should be, before smoothing. */
  target: number[];
  smoothing: number;
}

/** Loss and gradient of a row in double precision, where the loss is a sum of terms that are not negative. */
function exactRow({ x, target, smoothing }: RowCase): { loss: number; gradient: number[] } {
  const most = Math.max(...x);
  const first = x.indexOf(most);
  const exponentials = x.map((logit) => Math.exp(logit - most));
  const beyond = exponentials.reduce((total, power, i) => (i === first ? total : total + power), 0);
  const mass = target.reduce((a, b) => a + b, 0);
  const smoothed = target.map((share) => (1 - smoothing) * share + (smoothing * mass) / x.length);
  const distances = smoothed.map((share, i) => (share === 0 ? 0 : share * (most - x[i])));
  const loss = mass * Math.log1p(beyond) + distances.reduce((a, b) => a + b, 0);
  return { loss, gradient: exponentials.map((power, i) => (mass * power) / (1 + beyond) - smoothed[i]) };
}

const WIDTHS = [1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 65, 1000];
const rounded = (values: number[]): number[] => values.map(Math.fround);
const rowsOf = (values: number[], width: number): number[][] =>
  Array.from({ length: values.length / width }, (_, row) => values.slice(row * width, (row + 1) * width));
const labelsOf = (values: number[]): Tensor => tensor1d(values, 'int32');

/** Asserts every loss to 2e-6 of itself, and each row's gradient to 1e-6 of its cotangent: shares are at most 1. */
function assertRows(logits: Tensor, target: Tensor, options: CrossEntropyOptions, want: (RowCase | undefined)[]): void {
  const cotangents = want.map((_, row) => Math.fround(0.25 + row));
  const { value, gradients } = gradientsByTensors(
    () => crossEntropy(logits, target, { ...options, reduction: 'none' }),
    [logits],
    tensor1d(cotangents),
  );
  const [losses, rows] = [value.dataSync(), rowsOf(Array.from(gradients[0].dataSync()), logits.shape[1]!)];
  for (const [row, wanted] of want.entries()) {
    if (wanted === undefined) {
      assertSameBits([losses[row], ...rows[row]], [0, ...rows[row].map(() => 0)]);
      continue;
    }
    const { loss, gradient } = exactRow(wanted);
    // Exponentials below 1e-38 are denormal, each off by up to half a unit of 2⁻¹⁴⁹.
    assertClose([losses[row]], [loss], 2e-6 * loss + wanted.x.length * 1.5e-45, `loss ${row}`);
    const scaled = gradient.map((slope) => cotangents[row] * slope);
    assertClose(rows[row], scaled, 1e-6 * cotangents[row], `gradient of row ${row}`);
  }
}

describe('simd: crossEntropy', () => {
  for (const [spread, centre] of [
    [1, 0],
    [8, -3],
    [60, 1000],
    [1e-2, 1e5],
    [1e30, 0],
    [2, -1e30],
  ]) {
    it(
      `of labels is that of double precision, of logits around ${centre} that differ by ${spread}`,
      onSmallMemory(() => {
        for (const width of WIDTHS) {
          const random = new Random(width);
          const x = rounded(random.normals([6, width], spread).values.map((value) => value + centre));
          const labels = Array.from({ length: 6 }, (_, row) => (row === 2 ? -1 : random.integer(0, width - 1)));
          for (const labelSmoothing of [0, 0.125, 1]) {
            const want = rowsOf(x, width).map((row, i) => {
              const target = row.map((_, c) => Number(labels[i] === c));
              return labels[i] === -1 ? undefined : { x: row, target, smoothing: labelSmoothing };
            });
            tidy(() => assertRows(tensor(x, [6, width]), labelsOf(labels), { labelSmoothing, ignoredClass: -1 }, want));
          }
        }
      }),
    );
  }

  it(
    'of distributions is that of double precision, also where they do not sum to 1',
    onSmallMemory(() => {
      for (const width of WIDTHS) {
        const random = new Random(width);
        const x = rounded(random.normals([5, width], 6).values);
        const targets = rounded(random.normals([5, width]).values.map((value, i) => (i % 3 ? value ** 2 / width : 0)));
        for (const labelSmoothing of [0, 0.125, 1]) {
          const rows = rowsOf(targets, width);
          const want = rowsOf(x, width).map((row, i) => ({ x: row, target: rows[i], smoothing: labelSmoothing }));
          tidy(() => assertRows(tensor(x, [5, width]), tensor(targets, [5, width]), { labelSmoothing }, want));
        }
      }
    }),
  );

  it(
    'has all its digits where the loss is tiny',
    onSmallMemory(() => {
      tidy(() => {
        const gaps = [1, 10, 17, 30, 60, 87, 100];
        const losses = crossEntropy(tensor(gaps.map((gap) => [gap, 0, 0])), labelsOf(gaps.map(() => 0)), {
          reduction: 'none',
        });
        for (const [i, got] of losses.dataSync().entries()) {
          const want = Math.log1p(2 * Math.exp(-gaps[i]));
          // Below 1e-38 a float32 has fewer digits: half a unit of 2⁻¹⁴⁹ for each of the exponentials and the sum.
          assertClose([got], [want], 2e-6 * want + 3e-45, `gap ${gaps[i]}`);
        }
      });
    }),
  );

  it(
    'divides by the rows that count',
    onSmallMemory(() => {
      tidy(() => {
        const logits = tensor([
          [0, 0],
          [0, 0],
          [NaN, Infinity],
        ]);
        assertClose(crossEntropy(logits, labelsOf([0, 1, 7]), { ignoredClass: 7 }), [Math.LN2], 1e-7);
        assertClose(crossEntropy(logits, labelsOf([7, 7, 7]), { ignoredClass: 7 }), [0], 0);
        assertSameBits(crossEntropy(tensor([], [0, 3]), labelsOf([])), [0]);
      });
    }),
  );

  it('is what the plain operations compute on cpu, means and gradients included', async () => {
    const random = new Random(5);
    const labels = Array.from({ length: 40 }, () => random.integer(-1, 5));
    const x = random.normals([40, 6], 3).values;
    const hiding = x.map((logit, i) => (labels[Math.floor(i / 6)] === -1 ? NaN : logit));
    const shares = random.normals([40, 6]).values.map((value) => value ** 2);
    const compute = (): Tensor[] =>
      [0, 0.2].flatMap((labelSmoothing) => {
        return [labelsOf(labels), tensor(shares, [40, 6])].flatMap((target) => {
          const ignoredClass = target.rank === 1 ? -1 : undefined;
          const logits = tensor(ignoredClass === undefined ? x : hiding, [40, 6]);
          const run = (): Tensor => crossEntropy(logits, target, { labelSmoothing, ignoredClass });
          const { value, gradients } = gradientsByTensors(run, [logits]);
          return [value, gradients[0]];
        });
      });
    const [want, got] = [await onBackend('cpu', compute), await onBackend('simd', compute)];
    assert.isTrue(want.flat().every(Number.isFinite));
    // Losses of up to 100 in float32, their gradients below 1.
    for (const [i, values] of want.entries()) assertClose(got[i], values, i % 2 ? 1e-6 : 1e-5, `result ${i}`);
  });

  it('is what cpu says of NaN and infinities', async () => {
    // Differences of larger numbers overflow in float32; the kernel's are doubles.
    const special = [NaN, Infinity, -Infinity, 1e38, -1e38, 0, 1e-40];
    const rows = special.flatMap((a) => special.map((b) => [a, b, 1]));
    const even = rows.map(() => [0.25, 0.25, 0.5]);
    for (const options of [{}, { labelSmoothing: 0.1 }, { labelSmoothing: 1 }]) {
      const compute = (): Tensor[] => {
        const logits = tensor(rows);
        return [labelsOf(rows.map((_, i) => i % 3)), tensor(even)].flatMap((target) => {
          const run = (): Tensor => crossEntropy(logits, target, { ...options, reduction: 'none' });
          const { value, gradients } = gradientsByTensors(run, [logits]);
          return [value, gradients[0]];
        });
      };
      const [want, got] = [await onBackend('cpu', compute), await onBackend('simd', compute)];
      for (const [i, numbers] of want.entries()) {
        for (const [at, number] of numbers.entries()) {
          const size = Number.isFinite(number) ? Math.max(1, Math.abs(number)) : 0;
          assertClose([got[i][at]], [number], 1e-6 * size, `result ${i}, number ${at}`);
        }
      }
    }
  });

  it('keeps its second derivative, by plain operations', async () => {
    const compute = (): Tensor[] => {
      const random = new Random(3);
      const logits = tensor(random.normals([3, 4]).values, [3, 4]);
      const run = (): Tensor => crossEntropy(logits, labelsOf([1, -1, 3]), { ignoredClass: -1, labelSmoothing: 0.1 });
      const first = (): Tensor => gradientsByTensors(run, [logits]).gradients[0];
      return gradientsByTensors(() => sum(square(first())), [logits]).gradients;
    };
    const [[want], [got]] = [await onBackend('cpu', compute), await onBackend('simd', compute)];
    assert.isAbove(Math.max(...want.map(Math.abs)), 1e-3);
    assertClose(got, want, 1e-7);
  });

  it(
    'makes nothing of the size of the logits forward, and one such tensor backward',
    onSmallMemory(() => {
      tidy(() => {
        const [logits, target] = [
          tensor(new Array<number>(16 * 500).fill(0), [16, 500]),
          labelsOf(new Array<number>(16).fill(3)),
        ];
        const full = (f: () => Tensor | Tensor[]): string[] =>
          watchEngine(f)
            .kernels.filter(({ size }) => size >= 16 * 500)
            .map(({ name }) => name);
        const loss = (): Tensor => crossEntropy(logits, target);
        assert.deepEqual(full(loss), []);
        assert.deepEqual(
          full(() => gradientsByTensors(loss, [logits]).gradients),
          ['crossEntropyGradient'],
        );
      });
    }),
  );

  it('is the same to the bit on 1, 2 and 3 threads', async () => {
    const [numRows, width] = [3001, 101];
    const random = new Random(1);
    const x = random.normals([numRows, width], 4).values;
    const labels = Array.from({ length: numRows }, () => random.integer(0, width - 1));
    const shares = random.normals([numRows, width]).values.map((value) => value ** 2 / width);
    await assertSameOnThreads(() => {
      const logits = tensor(x, [numRows, width]);
      return [labelsOf(labels), tensor(shares, [numRows, width])].flatMap((target) => {
        const run = (): Tensor => crossEntropy(logits, target, { labelSmoothing: 0.1 });
        const { value, gradients } = gradientsByTensors(run, [logits]);
        return [value, gradients[0]];
      });
    });
  }).timeout(60_000);
});
