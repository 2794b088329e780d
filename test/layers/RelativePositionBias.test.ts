import { mul, slice, sum, tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RelativePositionBias } from '../../src/layers/RelativePositionBias.js';
import { valueAndGradients } from '../../src/modules/valueAndGradients.js';
import { Random } from '../float64/random.js';
import { relativePosition } from '../float64/relativePosition.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose, assertSameBits, largest } from '../helpers/assertClose.js';
import { toleranceFor } from '../helpers/toleranceFor.js';
import { assertConfig } from './assertConfig.js';

const numHeads = 3;
const small = { numBuckets: 8, maxDistance: 12 };

/** The bucket of each pair, `[q, k]` row-major. */
function bucketsOf(q: number, k: number, offset: number, bidirectional: boolean): number[] {
  const { numBuckets, maxDistance } = small;
  return Array.from({ length: q * k }, (_, at) => {
    const relative = (at % k) - (offset + Math.floor(at / k));
    return relativePosition(relative, numBuckets, maxDistance, bidirectional);
  });
}

describe('RelativePositionBias', () => {
  for (const bidirectional of [true, false]) {
    it(`gives each pair the bias of its bucket, and the gradient of a bucket is the sum of its pairs': ${bidirectional ? 'both directions' : 'the past'}`, () => {
      const layer = new RelativePositionBias({ numHeads, bidirectional, seed: 1, ...small });
      const [q, k, offset] = [5, 20, 9];
      const buckets = bucketsOf(q, k, offset, bidirectional);
      const cotangent = new Random(2).normals([numHeads, q, k]);
      const { value, gradients } = valueAndGradients(
        () => sum(mul(layer.call(q, k, { offset }), toTensor(cotangent))),
        layer,
      );
      const table = layer.embeddings.value.dataSync();
      const want = [0, 1, 2].flatMap((head) => buckets.map((bucket) => table[bucket * numHeads + head]));
      tidy(() => assertSameBits(layer.call(q, k, { offset }), want));
      const sums = new Array<number>(small.numBuckets * numHeads).fill(0);
      [0, 1, 2].forEach((head) =>
        buckets.forEach((bucket, at) => (sums[bucket * numHeads + head] += cotangent.values[head * q * k + at])),
      );
      assertClose(gradients.get('embeddings')!, sums, toleranceFor(1e-5) * largest(sums));
      // Every bucket of the direction is met, so that none of the gradients is zero for want of a pair.
      assert.equal(new Set(buckets).size, bidirectional ? 7 : 8);
      for (const one of [value, ...gradients.values(), layer]) one.dispose();
    });
  }

  it('has the defaults of the original: 32 buckets up to 128, both directions, a truncated normal of deviation 1', () => {
    const layer = new RelativePositionBias({ numHeads: 64, seed: 1 });
    tidy(() => {
      const bias = layer.call(1, 400, { offset: 200 });
      const table = layer.embeddings.value.dataSync<'float32'>();
      const want = Array.from({ length: 400 }, (_, key) => table[relativePosition(key - 200, 32, 128, true) * 64]);
      assertSameBits(slice(bias, [0, 0, 0], [1, 1, 400]), want);
      const deviation = Math.sqrt(table.reduce((total, one) => total + one * one, 0) / table.length);
      // Cut at two deviations the deviation is 0.88; of 2048 values it is known to about 0.88 / √4096 = 0.014.
      assert.closeTo(deviation, 0.88, 0.05);
      assert.isAtMost(largest(table), 2);
    });
    layer.dispose();
  });

  it('continues where the offset says', () => {
    const layer = new RelativePositionBias({ numHeads, ...small });
    tidy(() => {
      const whole = layer.call(6, 6);
      assertSameBits(layer.call(2, 6, { offset: 4 }), slice(whole, [0, 4, 0], [numHeads, 2, 6]));
      layer.embeddings.assign(
        tensor(
          Array.from({ length: 24 }, (_, i) => i),
          [8, 3],
        ),
      );
      assert.equal(layer.call(1, 1).dataSync()[2], 2);
    });
    layer.dispose();
  });

  it('makes an equal layer of its configuration', () => {
    const layer = new RelativePositionBias({
      numHeads,
      ...small,
      bidirectional: false,
      embeddingsRegularizer: 'l2',
      embeddingsConstraint: { className: 'MaxNorm', config: { maxValue: 3 } },
      seed: 2,
    });
    assertConfig(RelativePositionBias, layer, {
      numHeads,
      ...small,
      bidirectional: false,
      embeddingsInitializer: { className: 'TruncatedNormal', config: { mean: 0, stddev: 1 } },
      embeddingsRegularizer: { className: 'L2', config: { l2: 0.01 } },
      embeddingsConstraint: { className: 'MaxNorm', config: { maxValue: 3, axis: 0 } },
    });
  });

  it('refuses numbers out of range', () => {
    const make = (options: object) => (): unknown => new RelativePositionBias({ numHeads, ...options });
    const refusals: [() => unknown, string][] = [
      [make({ numHeads: 0 }), 'numHeads must be a whole number, above 0, got 0'],
      [make({ numBuckets: 2 }), 'numBuckets must be a whole number, at least 4, got 2'],
      [make({ numBuckets: 1, bidirectional: false }), 'numBuckets must be a whole number, at least 2, got 1'],
      [make({ numBuckets: 7 }), 'numBuckets must be even for both directions, got 7'],
      [make({ maxDistance: 8 }), 'maxDistance must be a whole number, above 8, got 8'],
      [make({ maxDistance: 16, bidirectional: false }), 'maxDistance must be a whole number, above 16, got 16'],
      [make({ bidirectional: 1 }), 'bidirectional must be true or false, got 1'],
    ];
    for (const [call, message] of refusals) assert.throws(call, `RelativePositionBias: ${message}`);
  });
});
