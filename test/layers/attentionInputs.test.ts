import { ones, scalar, tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import type { AttentionLayerOptions } from '../../src/layers/attention/AttentionConfig.js';
import type { AttentionInputs } from '../../src/layers/attention/attentionInputs.js';
import { MultiHeadAttention } from '../../src/layers/MultiHeadAttention.js';
import { TalkingHeadsAttention } from '../../src/layers/TalkingHeadsAttention.js';
import { assertSameBits, assertTensorsClose } from '../helpers/assertClose.js';
import { ramp, withLayer } from './attentionCalls.js';

const sizes = { numHeads: 2, keyDim: 3, biasInitializer: 'randomNormal', seed: 1 } as const;

describe('inputs of attention layers', () => {
  it('takes a tensor, a list, names, nested and typed arrays alike', () => {
    withLayer(sizes, (layer) => {
      const x = ramp([1, 4, 3]);
      const nested = x.arraySync() as number[][][];
      const want = layer.call({ query: x, value: x, key: x });
      const alike: AttentionInputs[] = [
        x,
        [x, x],
        [x, x, x],
        { query: x },
        { query: x, value: x },
        nested,
        [x, nested],
      ];
      for (const inputs of alike) assertSameBits(layer.call(inputs), want);
      assertSameBits(layer.call({ query: nested, value: nested, key: x }), want);
    });
  });

  it('tells query, value and key apart, in this order', () => {
    withLayer(sizes, (layer) => {
      const [query, value, key] = [ramp([1, 4, 3], 1), ramp([1, 5, 3], 2), ramp([1, 5, 3], 3)];
      const want = layer.call({ query, value, key });
      assertSameBits(layer.call([query, value, key]), want);
      assertSameBits(layer.call([query, value]), layer.call({ query, value, key: value }));
      for (const other of [layer.call([query, value]), layer.call([query, key, value]), layer.call([key, value])]) {
        assert.notDeepEqual(other.dataSync(), want.dataSync());
      }
    });
  });

  it('converts integers and booleans to float32', () => {
    withLayer(sizes, (layer) => {
      const values = [0, 1, 1, 0, 0, 1];
      const [float, int, bool] = (['float32', 'int32', 'bool'] as const).map((dtype) =>
        tensor(values, [1, 2, 3], dtype),
      );
      for (const x of [int, bool]) assertTensorsClose(layer.call(x), layer.call(float), 0);
    });
  });

  it('reads training as a boolean or a boolean scalar', () => {
    withLayer({ ...sizes, dropout: 0.5 }, (layer) => {
      const x = ramp([2, 4, 3]);
      const randomKey = RandomKey.fromSeed(1);
      const still = layer.call(x);
      const dropped = layer.call(x, { training: true, randomKey });
      assert.notDeepEqual(dropped.dataSync(), still.dataSync());
      assertSameBits(layer.call(x, { training: scalar(true, 'bool'), randomKey }), dropped);
      assertSameBits(layer.call(x, { training: scalar(false, 'bool'), randomKey }), still);
      assertSameBits(layer.call(x, { training: true, randomKey }), dropped);
      assert.notDeepEqual(
        layer.call(x, { training: true, randomKey: RandomKey.fromSeed(2) }).dataSync(),
        dropped.dataSync(),
      );
    });
  });

  it('gives scores as they are before dropout', () => {
    withLayer({ ...sizes, dropout: 0.5, returnAttentionScores: true }, (layer) => {
      const x = ramp([2, 4, 3]);
      const randomKey = RandomKey.fromSeed(1);
      const [, still] = layer.call(x, { returnAttentionScores: true });
      const [, training] = layer.call(x, { returnAttentionScores: true, training: true, randomKey });
      assertSameBits(training, still);
      // The layer's option decides when the call's does not.
      assert.isTrue(Array.isArray(layer.call(x)));
      assert.isFalse(Array.isArray(layer.call(x, { returnAttentionScores: false })));
    });
  });

  const refused: [string, (layer: TalkingHeadsAttention) => unknown, string][] = [
    ['a number', (layer) => layer.call(1), 'query must have shape [batch, ..., features] of rank 3 or more, got []'],
    ['a matrix', (layer) => layer.call(ones([2, 3])), 'of rank 3 or more, got [2, 3]'],
    ['four inputs', (layer) => layer.call([0, 0, 0, 0].map(() => ones([1, 2, 3])) as never), 'got 4 of them'],
    [
      'a list of one',
      (layer) => layer.call([ones([1, 2, 3])] as never),
      'inputs must be [query, value] or [query, value, key], got 1 of them',
    ],
    [
      'no query',
      (layer) => layer.call({ value: ones([1, 2, 3]) }),
      'inputs must be a tensor, a list or { query, value, key }, got { value }',
    ],
    ['nothing', (layer) => layer.call(undefined as never), 'or { query, value, key }, got undefined'],
    [
      'another batch',
      (layer) => layer.call([ones([2, 4, 3]), ones([3, 4, 3])]),
      'value must have shape [2, any, any], got [3, 4, 3]',
    ],
    [
      'another rank',
      (layer) => layer.call([ones([2, 4, 3]), ones([2, 4, 1, 3])]),
      'value must have shape [2, any, any], got [2, 4, 1, 3]',
    ],
    [
      'a key of another length',
      (layer) => layer.call([ones([2, 4, 3]), ones([2, 5, 3]), ones([2, 4, 3])]),
      'key must have shape [2, 5, any], got [2, 4, 3]',
    ],
    [
      'mask',
      (layer) => layer.call(ones([1, 2, 3]), { mask: 1 } as never),
      'options must hold attentionMask where scores are masked, got mask',
    ],
    [
      'dropout without a key',
      (layer) => layer.call(ones([1, 2, 3]), { training: true }),
      'options.randomKey must be given when training with dropout, got none',
    ],
    [
      'a causal mask of two axes',
      (layer) => layer.call(ones([1, 2, 2, 3]), { useCausalMask: true }),
      'useCausalMask must come with one attention axis, got 2',
    ],
  ];
  for (const [what, call, message] of refused) {
    it(`refuses ${what}`, () => {
      const layer = new TalkingHeadsAttention({ ...sizes, dropout: 0.5 });
      assert.throws(() => tidy(() => void call(layer)), message);
      assert.throws(() => tidy(() => void call(layer)), /^TalkingHeadsAttention: /);
      layer.dispose();
    });
  }

  it('refuses other features than it was built for, of each input', () => {
    withLayer(sizes, (layer) => {
      const [x, other] = [ones([1, 4, 3]), ones([1, 4, 5])];
      layer.call(x);
      for (const name of ['query', 'value', 'key'] as const) {
        const inputs = { query: x, value: x, key: x, [name]: other };
        const message = `TalkingHeadsAttention: ${name} must have shape [any, any, 3], got [1, 4, 5]`;
        assert.throws(() => layer.call(inputs), message);
      }
      assert.throws(() => layer.call(ones([1, 4, 4, 5])), 'query must have shape [any, any, any, 3], got [1, 4, 4, 5]');
    });
  });

  const whole = 'must be a whole number above 0, got';
  const options: [Partial<Record<keyof AttentionLayerOptions, unknown>>, string][] = [
    [{ numHeads: 0 }, `numHeads ${whole} 0`],
    [{ numHeads: 1.5 }, `numHeads ${whole} 1.5`],
    [{ numHeads: undefined }, `numHeads ${whole} undefined`],
    [{ keyDim: -2 }, `keyDim ${whole} -2`],
    [{ valueDim: '3' }, `valueDim ${whole} '3'`],
    [{ dropout: 1.5 }, 'dropout must be in [0, 1], got 1.5'],
    [{ outputShape: 8.5 }, `outputShape ${whole} 8.5`],
    [{ outputShape: [2, 0] }, `outputShape ${whole} 0`],
    [{ outputShape: [] }, 'outputShape must be a size or a list of sizes, got []'],
    [{ outputShape: 'wide' }, "outputShape must be a size or a list of sizes, got 'wide'"],
    [{ attentionAxes: 'all' }, "attentionAxes must be a whole number or a list of them, got 'all'"],
    [{ attentionAxes: [1.5] }, 'attentionAxes must be a whole number or a list of them, got [1.5]'],
    [{ dtype: 'float16' }, "dtype must be 'float32', got 'float16'"],
  ];
  for (const [option, message] of options) {
    it(`refuses ${JSON.stringify(option)}`, () => {
      const bad = { ...sizes, ...option } as AttentionLayerOptions;
      assert.throws(() => new TalkingHeadsAttention(bad), `TalkingHeadsAttention: ${message}`);
      assert.throws(() => new MultiHeadAttention(bad), `MultiHeadAttention: ${message}`);
    });
  }

  const axes: [number[], string][] = [
    [[0], 'attentionAxes must leave out the first and the last axis, got [0]'],
    [[-1], 'attentionAxes must leave out the first and the last axis, got [-1]'],
    [[1, -3], 'attentionAxes must be one or more different axes, got [1, -3]'],
    [[], 'attentionAxes must be one or more different axes, got []'],
    [[4], 'attentionAxes must be a whole number in [-4, 4), got 4'],
  ];
  for (const [attentionAxes, message] of axes) {
    it(`refuses to attend over ${JSON.stringify(attentionAxes)} of four axes`, () => {
      const layer = new TalkingHeadsAttention({ ...sizes, attentionAxes });
      assert.throws(() => tidy(() => layer.call(ones([1, 2, 2, 3]))), `TalkingHeadsAttention: ${message}`);
      layer.dispose();
    });
  }
});
