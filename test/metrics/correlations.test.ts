import { tensor1d, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { averageRanks } from '../../src/metrics/averageRanks.js';
import { PearsonCorrelation } from '../../src/metrics/PearsonCorrelation.js';
import { SpearmanCorrelation } from '../../src/metrics/SpearmanCorrelation.js';
import { Random } from '../float64/random.js';
import { assertSplitsAgree, drawn, resultOf, type Examples, type Given } from './batches.js';

/** Two passes: means first, then products of deviations from them. */
function twoPasses(x: number[], y: number[], weights = x.map(() => 1)): number {
  const total = weights.reduce((sum, w) => sum + w, 0);
  const mean = (of: number[]): number => of.reduce((sum, one, i) => sum + weights[i] * one, 0) / total;
  const [mx, my] = [mean(x), mean(y)];
  const product = (f: (i: number) => number): number => weights.reduce((sum, w, i) => sum + w * f(i), 0);
  const xy = product((i) => (x[i] - mx) * (y[i] - my));
  return xy / Math.sqrt(product((i) => (x[i] - mx) ** 2) * product((i) => (y[i] - my) ** 2));
}

/** Ranks by counting, O(n²): how many are smaller, and half of those that are equal. */
function countedRanks(x: number[]): number[] {
  return x.map((one) => {
    const smaller = x.filter((other) => other < one).length;
    const equal = x.filter((other) => other === one).length;
    return smaller + (equal + 1) / 2;
  });
}

const x = drawn(1, 60, (random) => random.normal());
const noise = drawn(2, 60, (random) => random.normal());
const y: Examples = { values: x.values.map((one, i) => Math.fround(0.6 * one + noise.values[i])) };

describe('PearsonCorrelation', () => {
  it('is that of two passes in double precision, over any batches', () => {
    assert.approximately(resultOf(new PearsonCorrelation(), [x, y]), twoPasses(x.values, y.values), 1e-14);
    assertSplitsAgree(new PearsonCorrelation(), [x, y]);
  });

  it('weighs examples', () => {
    const weights = drawn(3, 60, (random) => random.integer(0, 3));
    const want = twoPasses(x.values, y.values, weights.values);
    assert.approximately(resultOf(new PearsonCorrelation(), [x, y, weights]), want, 1e-14);
    assertSplitsAgree(new PearsonCorrelation(), [x, y, weights]);
  });

  it('loses no digits where the mean is a million times the deviation', () => {
    const random = new Random(4);
    // Whole numbers, so that float32 holds them far from zero too: the same problem. The mean is rounded to 2⁻³⁰ there,
    // 1e-9; a sum of squares, 1e16, would be to 2, and the correlation to 1e-3.
    const [a, b] = [0, 0].map(() => Array.from({ length: 200 }, () => random.integer(-4, 4)));
    const far = (some: number[]): Examples => ({ values: some.map((one) => one + 2 ** 23) });
    assert.approximately(resultOf(new PearsonCorrelation(), [far(a), far(b)]), twoPasses(a, b), 1e-9);
  });

  it('can be worked out by hand, and stays within ±1', () => {
    const of = (a: number[], b: number[]): number => resultOf(new PearsonCorrelation(), [{ values: a }, { values: b }]);
    // Deviations −1, 0, 1 and −4/3, 5/3, −1/3: 1 / √(2 · 14/3)
    assert.approximately(of([1, 2, 3], [1, 4, 2]), 1 / Math.sqrt(28 / 3), 1e-15);
    assert.approximately(of([1, 2, 3], [0.1, 0.2, 0.3]), 1, 1e-7);
    assert.isAtMost(of([0.1, 0.7, 0.4], [0.3, 2.1, 1.2]), 1);
    assert.isAtLeast(of([0.1, 0.7, 0.4], [-0.3, -2.1, -1.2]), -1);
  });

  it('is NaN of less than two examples, where one side is constant, and of NaN', () => {
    const cases: [number[], number[]][] = [
      [[1], [2]],
      [
        [1, 1, 1],
        [1, 2, 3],
      ],
      [
        [1, 2, 3],
        [0.1, 0.1, 0.1],
      ],
      [
        [1, 2],
        [NaN, 1],
      ],
    ];
    for (const metric of [new PearsonCorrelation(), new SpearmanCorrelation()]) {
      assert.isNaN(metric.result());
      for (const [a, b] of cases) assert.isNaN(resultOf(metric, [{ values: a }, { values: b }]));
    }
  });
});

describe('SpearmanCorrelation', () => {
  const ties: Given = [drawn(5, 80, (random) => random.integer(0, 9)), drawn(6, 80, (random) => random.integer(0, 9))];

  it('is Pearson’s of ranks, ties sharing theirs, over any batches', () => {
    for (const [a, b] of [[x, y] as Given, ties]) {
      const want = twoPasses(countedRanks(a.values), countedRanks(b.values));
      assert.approximately(resultOf(new SpearmanCorrelation(), [a, b]), want, 1e-13);
      assertSplitsAgree(new SpearmanCorrelation(), [a, b]);
    }
  });

  it('has the documented example of SciPy, and its own equation without ties', () => {
    const of = (a: number[], b: number[]): number =>
      resultOf(new SpearmanCorrelation(), [{ values: a }, { values: b }]);
    // spearmanr([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]) is 0.82078…: ranks 1, 2, 3.5, 5, 3.5.
    assert.approximately(of([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]), 8 / Math.sqrt(10 * 9.5), 1e-15);
    // 1 − 6 Σ d² / (n(n² − 1)) of the differences 0, 1, −1, 0.
    assert.approximately(of([1, 2, 3, 4], [10, 1000, 100, 10000]), 1 - (6 * 2) / 60, 1e-15);
    assert.approximately(of([1, 2, 3], [1e30, 2e30, 3e30]), 1, 1e-15);
  });

  it('refuses weights', () => {
    tidy(() => {
      const metric: { update: (...tensors: unknown[]) => void } = new SpearmanCorrelation() as never;
      const two = tensor1d([1, 2]);
      assert.throws(
        () => metric.update(two, two, two),
        'SpearmanCorrelation: sampleWeight must be left out, since ranks have no weights, got a float32 tensor',
      );
      assert.isNaN((metric as unknown as SpearmanCorrelation).result());
    });
  });
});

describe('averageRanks', () => {
  it('shares places, and has none for NaN', () => {
    assert.deepEqual(averageRanks([3, 1, 3, 2]), [3.5, 1, 3.5, 2]);
    assert.deepEqual(averageRanks([0, -0, Infinity, -Infinity]), [2.5, 2.5, 4, 1]);
    assert.deepEqual(averageRanks([Infinity, 1, Infinity]), [2.5, 1, 2.5]);
    assert.deepEqual(averageRanks([2, NaN, 1]), [2, NaN, 1]);
    assert.deepEqual(averageRanks([]), []);
  });
});
