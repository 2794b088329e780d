import { mul, sum, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { LearnedPositionalEmbedding } from '../../src/layers/LearnedPositionalEmbedding.js';
import { valueAndGradients } from '../../src/modules/valueAndGradients.js';
import { Random } from '../float64/random.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose, assertSameBits, largest } from '../helpers/assertClose.js';
import { toleranceFor } from '../helpers/toleranceFor.js';
import { ramp } from './attentionCalls.js';
import { assertConfig } from './assertConfig.js';

describe('LearnedPositionalEmbedding', () => {
  it('adds the vector of each position, and its gradient is the sum over the batch', () => {
    const layer = new LearnedPositionalEmbedding({ maxLength: 6, seed: 1 });
    const [x, cotangent] = [new Random(1).normals([2, 3, 4]), new Random(2).normals([2, 3, 4])];
    const offset = 2;
    const { value, gradients } = valueAndGradients(
      () => sum(mul(layer.call(toTensor(x), { offset }), toTensor(cotangent))),
      layer,
    );
    const table = layer.embeddings.value.dataSync();
    assert.deepEqual(layer.embeddings.shape, [6, 4]);
    const want = x.values.map((one, i) => Math.fround(one + table[offset * 4 + (i % 12)]));
    tidy(() => assertSameBits(layer.call(toTensor(x), { offset }), want));
    const sums = Array.from(table, (_, i) => {
      const at = i - offset * 4;
      return at >= 0 && at < 12 ? cotangent.values[at] + cotangent.values[12 + at] : 0;
    });
    assertClose(gradients.get('embeddings')!, sums, toleranceFor(1e-5) * largest(sums));
    for (const one of [value, ...gradients.values(), layer]) one.dispose();
  });

  it('begins as glorotUniform: within √(6 / (maxLength + width))', () => {
    const layer = new LearnedPositionalEmbedding({ maxLength: 40, width: 20, seed: 1 });
    layer.ensureBuilt([1, 1, 20]);
    const most = largest(layer.embeddings.value);
    assert.isAtMost(most, Math.sqrt(0.1));
    // Of 800 values none beyond 0.97 of the limit has a probability of 3e-11.
    assert.isAbove(most, 0.97 * Math.sqrt(0.1));
    layer.dispose();
  });

  it('makes an equal layer of its configuration', () => {
    const initial = { className: 'Constant', config: { value: 2 } };
    const layer = new LearnedPositionalEmbedding({ maxLength: 5, width: 3, embeddingsInitializer: initial });
    const none = { embeddingsRegularizer: null, embeddingsConstraint: null };
    assertConfig(LearnedPositionalEmbedding, layer, {
      maxLength: 5,
      width: 3,
      embeddingsInitializer: initial,
      ...none,
    });
    const plain = new LearnedPositionalEmbedding({ maxLength: 5 });
    const glorot = { className: 'GlorotUniform', config: {} };
    assertConfig(LearnedPositionalEmbedding, plain, {
      ...{ maxLength: 5, width: null, embeddingsInitializer: glorot },
      ...none,
    });
  });

  it('refuses sizes and positions out of range', () => {
    const layer = new LearnedPositionalEmbedding({ maxLength: 4, width: 3 });
    const open = new LearnedPositionalEmbedding({ maxLength: 4 });
    open.ensureBuilt([1, 1, 5]);
    tidy(() => {
      const refusals: [() => unknown, string][] = [
        [() => new LearnedPositionalEmbedding({ maxLength: 0 }), 'maxLength must be a whole number, above 0, got 0'],
        [
          () => new LearnedPositionalEmbedding({ maxLength: 2, width: 0.5 }),
          'width must be a whole number, above 0, got 0.5',
        ],
        [() => layer.call(ramp([1, 2, 4])), 'x must have shape [any, any, 3], got [1, 2, 4]'],
        [() => open.call(ramp([1, 2, 4])), 'x must have shape [any, any, 5], got [1, 2, 4]'],
        [
          () => layer.call(ramp([1, 2, 3]), { offset: 3 }),
          'x and offset must stay within 4 positions, got 2 from offset 3',
        ],
      ];
      for (const [call, message] of refusals) assert.throws(call, `LearnedPositionalEmbedding: ${message}`);
    });
    for (const one of [layer, open]) one.dispose();
  });
});
