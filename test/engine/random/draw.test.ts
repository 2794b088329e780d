import type { Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import {
  randomBernoulli,
  randomInteger,
  randomNormal,
  randomPermutation,
  randomTruncatedNormal,
  randomUniform,
  randomWords,
} from '../../../src/engine/random/draw.js';
import { RandomKey } from '../../../src/engine/random/RandomKey.js';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';

const COUNT = 40000;
const key = RandomKey.fromSeed(2024);

/** A key whose every block is the one given. */
function stubKey(block: RandomKey['block']): RandomKey {
  return Object.assign(Object.create(RandomKey.prototype) as RandomKey, { block });
}

/** The values of a tensor, which is freed. */
function take(x: Tensor): Float32Array | Int32Array | Uint8Array {
  const values = x.dataSync();
  x.dispose();
  return values;
}

/** The mean of a function over the values. */
const mean = (values: ArrayLike<number>, f: (x: number) => number = (x) => x): number =>
  Array.from(values, f).reduce((sum, x) => sum + x, 0) / values.length;

/** Largest distance of the values' distribution from the one expected (Kolmogorov 1933). */
function distance(values: ArrayLike<number>, expected: (x: number) => number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted.reduce((most, x, i) => {
    const p = expected(x);
    return Math.max(most, p - i / sorted.length, (i + 1) / sorted.length - p);
  }, 0);
}

/** Exceeded by one sample in a thousand of the right distribution. */
const KOLMOGOROV = 1.95 / Math.sqrt(COUNT);

/** Standard normal distribution function, by integrating the density from 0 (Simpson). */
function normalBelow(x: number): number {
  const steps = 200;
  const density = (t: number): number => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(x);
  for (let i = 1; i < steps; i++) sum += density((i * x) / steps) * (i % 2 === 1 ? 4 : 2);
  return 0.5 + (sum * x) / steps / 3;
}

/** Sum of squared differences from equal counts, in units of their variance. */
function chiSquare(counts: number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Correlation of each value with the next, under this mean and variance: 0 ± 1/√n for independent ones. */
const neighbours = (values: ArrayLike<number>, center: number, variance: number): number =>
  mean(
    Array.from(values)
      .slice(1)
      .map((next, i) => ((values[i] - center) * (next - center)) / variance),
  );

/** Five standard deviations of a mean of `COUNT` values of variance 1. */
const FIVE_SIGMA = 5 / Math.sqrt(COUNT);

describe('randomUniform', () => {
  it('is uniform in [0, 1)', () => {
    const values = take(randomUniform(key, [COUNT]));
    assert.isBelow(
      distance(values, (x) => x),
      KOLMOGOROV,
    );
    assertClose([mean(values)], [1 / 2], FIVE_SIGMA * Math.sqrt(1 / 12));
    assertClose([mean(values, (x) => (x - 0.5) ** 2)], [1 / 12], FIVE_SIGMA * Math.sqrt(1 / 180));
    assertClose([neighbours(values, 1 / 2, 1 / 12)], [0], FIVE_SIGMA);
    assert.isTrue(values.every((x) => x >= 0 && x < 1));
  });

  it('is uniform between its bounds', () => {
    const values = take(randomUniform(key, [200, 200], -3, 5));
    assert.isBelow(
      distance(values, (x) => (x + 3) / 8),
      KOLMOGOROV,
    );
    assert.isTrue(values.every((x) => x >= -3 && x < 5));
  });

  it('stays below 1 for the largest word, and reaches 0 for the smallest', () => {
    const extremes = stubKey(() => [0xffffffff, 0]);
    assertSameBits(take(randomUniform(extremes, [2])), [1 - 2 ** -24, 0]);
  });
});

describe('randomNormal', () => {
  it('is normal', () => {
    const values = take(randomNormal(key, [COUNT]));
    assert.isBelow(distance(values, normalBelow), KOLMOGOROV);
    // Moments 1 to 4 of the standard normal, and the deviations of their means: √1, √2, √15, √96.
    for (const [power, moment, deviation] of [
      [1, 0, 1],
      [2, 1, Math.sqrt(2)],
      [3, 0, Math.sqrt(15)],
      [4, 3, Math.sqrt(96)],
    ]) {
      assertClose([mean(values, (x) => x ** power)], [moment], FIVE_SIGMA * deviation, `moment ${power}`);
    }
    // Also within a pair, sine and cosine of one angle.
    assertClose([neighbours(values, 0, 1)], [0], FIVE_SIGMA);
  });

  it('has the mean and deviation asked for', () => {
    const standard = take(randomNormal(key, [10, 10]));
    const values = take(randomNormal(key, [10, 10], 3, 0.5));
    assertClose(
      values,
      Array.from(standard, (z) => 3 + 0.5 * z),
      2 ** -22,
    );
  });

  it('is finite for the largest and smallest words', () => {
    for (const word of [0, 0xffffffff]) {
      const extremes = stubKey(() => [word, 0]);
      // −2 ln 2⁻³² = 44.36, and the smallest radius is 0.
      assertClose(take(randomNormal(extremes, [2])), [word === 0 ? Math.sqrt(64 * Math.LN2) : 0, 0], 1e-6);
    }
  });
});

describe('randomTruncatedNormal', () => {
  it('is normal within two deviations, and nothing else', () => {
    const values = take(randomTruncatedNormal(key, [COUNT]));
    const [low, high] = [normalBelow(-2), normalBelow(2)];
    assert.isBelow(
      distance(values, (x) => (normalBelow(x) - low) / (high - low)),
      KOLMOGOROV,
    );
    assert.isTrue(values.every((x) => Math.abs(x) <= 2));
    assert.isAbove(Math.max(...values), 1.99);
    assertClose([mean(values)], [0], FIVE_SIGMA);
    assertClose([Math.sqrt(mean(values, (x) => x * x))], [0.8796], FIVE_SIGMA);
    assertClose([neighbours(values, 0, 0.8796 ** 2)], [0], FIVE_SIGMA);
  });

  it('scales and moves the cut too', () => {
    const standard = take(randomTruncatedNormal(key, [100]));
    const values = take(randomTruncatedNormal(key, [100], -1, 0.02));
    assertClose(
      values,
      Array.from(standard, (z) => -1 + 0.02 * z),
      2 ** -23,
    );
  });

  it('draws again only what lies beyond the cut', () => {
    const normal = take(randomNormal(key, [2000]));
    const truncated = take(randomTruncatedNormal(key, [1000]));
    let again = 0;
    for (const [i, value] of truncated.entries()) {
      // One block per value here, one per pair there.
      if (Math.abs(normal[2 * i]) <= 2) assert.equal(value, normal[2 * i]);
      else again++;
    }
    // 4.55% of 1000, ± 5 deviations.
    assertClose([again], [45.5], 33);
  });
});

describe('randomBernoulli', () => {
  for (const probability of [0.1, 0.5, 0.9]) {
    it(`is true with probability ${probability}`, () => {
      const values = take(randomBernoulli(key, [COUNT], probability));
      const variance = probability * (1 - probability);
      assertClose([mean(values)], [probability], FIVE_SIGMA * Math.sqrt(variance));
      assertClose([neighbours(values, probability, variance)], [0], FIVE_SIGMA);
    });
  }

  it('is never true with probability 0, and always with 1', () => {
    const extremes = stubKey(() => [0, 0xffffffff]);
    assert.deepEqual([...take(randomBernoulli(extremes, [2], 0))], [0, 0]);
    assert.deepEqual([...take(randomBernoulli(extremes, [2], 1))], [1, 1]);
  });

  it('keeps what a smaller probability keeps', () => {
    const few = take(randomBernoulli(key, [1000], 0.3));
    const more = take(randomBernoulli(key, [1000], 0.4));
    assert.isTrue(few.every((kept, i) => kept <= more[i]));
    assert.isAbove(mean(more), mean(few));
  });

  it('is bool', () => {
    const x = randomBernoulli(key, [2, 3], 0.5);
    assert.deepEqual([x.dtype, x.shape], ['bool', [2, 3]]);
    x.dispose();
  });
});

describe('randomInteger', () => {
  it('gives each number equally often', () => {
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 14000; i++) counts[randomInteger(key, i, 7)]++;
    // 99.9% of χ² with 6 degrees of freedom.
    assert.isBelow(chiSquare(counts), 22.46);
  });

  it('stays in its bound, and reaches its ends', () => {
    const stub = (word: number): RandomKey => stubKey(() => [word, word]);
    for (const bound of [1, 2, 3, 1000, 2 ** 32 - 1]) {
      assert.equal(randomInteger(stub(0xffffffff), 0, bound), bound - 1);
      assert.equal(randomInteger(stub(0), 0, bound), 0);
    }
  });
});

describe('randomPermutation', () => {
  it('holds each number once', () => {
    const order = randomPermutation(key, 1000);
    assert.deepEqual(
      [...order].sort((a, b) => a - b),
      Array.from({ length: 1000 }, (_, i) => i),
    );
    assert.isAbove(mean(Array.from(order, (value, i) => (value - i) ** 2)), 1e5);
  });

  // 99.9% of χ² with 3! − 1 and 4! − 1 degrees of freedom.
  for (const [count, orders, bound] of [
    [3, 6, 20.52],
    [4, 24, 49.73],
  ]) {
    it(`gives each of the ${orders} orders of ${count} equally often`, () => {
      const counts = new Map<string, number>();
      for (let i = 0; i < 12000; i++) {
        const order = randomPermutation(key.fold(i), count).join();
        counts.set(order, (counts.get(order) ?? 0) + 1);
      }
      assert.equal(counts.size, orders);
      assert.isBelow(chiSquare([...counts.values()]), bound);
    });
  }

  it('gives orders of nothing and of one', () => {
    assert.deepEqual([...randomPermutation(key, 0)], []);
    assert.deepEqual([...randomPermutation(key, 1)], [0]);
  });
});

describe('draws', () => {
  const draws: [string, (key: RandomKey, count: number) => ArrayLike<number>][] = [
    ['randomWords', randomWords],
    ['randomUniform', (from, count) => take(randomUniform(from, [count]))],
    ['randomNormal', (from, count) => take(randomNormal(from, [count]))],
    ['randomTruncatedNormal', (from, count) => take(randomTruncatedNormal(from, [count]))],
    ['randomBernoulli', (from, count) => take(randomBernoulli(from, [count], 0.5))],
  ];
  for (const [name, draw] of draws) {
    it(`${name} repeats itself exactly, and differs under another key`, () => {
      assertSameBits(draw(key, 101), draw(RandomKey.fromSeed(2024), 101));
      assert.notDeepEqual(Array.from(draw(key, 101)), Array.from(draw(key.fold(1), 101)));
    });

    it(`${name} begins the same whatever the count`, () => {
      const all = Array.from(draw(key, 12));
      for (let count = 0; count < 12; count++) assertSameBits(draw(key, count), all.slice(0, count), `${count} values`);
    });
  }

  it('do not depend on the shape, only on how much it holds', () => {
    assertSameBits(take(randomNormal(key, [3, 5])), take(randomNormal(key, [15])));
    const scalar = randomUniform(key, []);
    assert.deepEqual(scalar.shape, []);
    assertSameBits(take(scalar), take(randomUniform(key, [1])));
  });

  it('give the words of the key in order', () => {
    assert.deepEqual([...randomWords(key, 3)], [...key.block(0), key.block(1)[0]]);
  });
});
