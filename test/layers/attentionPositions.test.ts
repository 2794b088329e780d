import { add, mul, reshape, slice, stack, tensor, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { AlibiBias } from '../../src/layers/AlibiBias.js';
import { Dense } from '../../src/layers/Dense.js';
import { FeedForward } from '../../src/layers/FeedForward.js';
import { LayerNorm } from '../../src/layers/LayerNorm.js';
import { MultiHeadAttention } from '../../src/layers/MultiHeadAttention.js';
import { RelativePositionBias } from '../../src/layers/RelativePositionBias.js';
import { RotaryEmbedding } from '../../src/layers/RotaryEmbedding.js';
import { SinusoidalPositionalEncoding } from '../../src/layers/SinusoidalPositionalEncoding.js';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { talkingHeadsAttention } from '../../src/ops/talkingHeadsAttention/talkingHeadsAttention.js';
import { Random } from '../float64/random.js';
import { rotary as rotary64 } from '../float64/rotary.js';
import { numbers } from '../float64/scalar.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose, assertSameBits, assertTensorsClose, largest } from '../helpers/assertClose.js';
import { toleranceFor } from '../helpers/toleranceFor.js';
import { ramp, withLayer } from './attentionCalls.js';

const sizes = { numHeads: 2, keyDim: 4, biasInitializer: 'randomNormal', seed: 1 } as const;
const rotary = new RotaryEmbedding();

/** Rows of positions from `start` on. */
const from = (x: Tensor, start: number, count: number): Tensor => slice(x, [0, start, 0], [-1, count, -1]);

describe('positions in attention layers', () => {
  it('a bias is added to the logits after the first mix, whatever the rank', () => {
    withLayer(sizes, (layer) => {
      const x = ramp([2, 3, 5]);
      layer.ensureBuilt({ query: x.shape });
      const [query, key, value] = [layer.query, layer.key, layer.value].map((projection) => projection.call(x));
      const mixes = [layer.preSoftmaxWeight!.value, layer.postSoftmaxWeight!.value] as const;
      for (const shape of [
        [3, 3],
        [2, 3, 3],
        [1, 1, 3],
        [2, 2, 3, 3],
        [2, 1, 1, 3],
      ]) {
        const attentionBias = mul(ramp(shape, 2), 3);
        const got = layer.call(x, { attentionBias, useCausalMask: true });
        const attended = talkingHeadsAttention(query, key, value, ...mixes, { bias: attentionBias, causal: true });
        assertSameBits(got, layer.attentionOutput.call(attended), `bias [${shape.join()}]`);
        assert.isAbove(largest(add(got, mul(layer.call(x, { useCausalMask: true }), -1))), 1e-3);
      }
    });
  });

  it('a bias over several axes is that of the axes laid out in a row', () => {
    const layer = new MultiHeadAttention({ ...sizes, attentionAxes: [1, 2] });
    const flat = new MultiHeadAttention(sizes);
    flat.ensureBuilt({ query: [1, 1, 5] });
    tidy(() => {
      const x = ramp([2, 2, 3, 5]);
      layer.ensureBuilt({ query: x.shape });
      flat.setWeights(layer.getWeights());
      const attentionBias = ramp([2, 2, 3, 2, 3], 1);
      const got = layer.call(x, { attentionBias });
      const row = flat.call(reshape(x, [2, 6, 5]), { attentionBias: reshape(attentionBias, [2, 6, 6]) });
      assertSameBits(got, row);
      assert.deepEqual(got.shape, x.shape);
    });
    for (const one of [layer, flat]) one.dispose();
  });

  it('a bias of a batch of several axes may leave some of them out', () => {
    withLayer({ ...sizes, attentionAxes: 2 }, (layer) => {
      const x = ramp([2, 3, 4, 5]);
      // One bias for each of the second axis, the same for the first: the batch has to be laid out.
      const attentionBias = ramp([3, 1, 4, 4], 1);
      const got = layer.call(x, { attentionBias });
      const repeated = stack([attentionBias, attentionBias]);
      assertSameBits(got, layer.call(x, { attentionBias: repeated }));
      assert.isAbove(largest(add(got, mul(layer.call(x), -1))), 1e-3);
    });
  });

  it('a bias has a gradient: the sum over what it broadcasts to', () => {
    withLayer(sizes, (layer) => {
      const [x, cotangent, bias] = [ramp([2, 3, 5]), ramp([2, 3, 5], 1), ramp([2, 3, 3], 2)];
      const whole = stack([bias, bias]);
      for (const implementation of ['reference', 'recompute'] as const) {
        const by = (attentionBias: Tensor): Tensor => {
          const call = (): Tensor => layer.call(x, { attentionBias, implementation });
          return gradientsByTensors(call, [attentionBias], cotangent).gradients[0];
        };
        const apart = by(whole);
        const [first, second] = [0, 1].map((b) => reshape(slice(apart, [b, 0, 0, 0], [1, -1, -1, -1]), [2, 3, 3]));
        const together = by(bias);
        assert.isAbove(largest(together), 1e-3);
        assertTensorsClose(together, add(first, second), toleranceFor(1e-6) * Math.max(1, largest(apart)));
      }
    });
  });

  it('rotary turns the projected queries and keys, not the values', () => {
    withLayer(sizes, (layer) => {
      const [query, value] = [ramp([2, 3, 5]), ramp([2, 4, 6], 1)];
      layer.ensureBuilt({ query: query.shape, value: value.shape });
      const turned = (x: Tensor, positions: number[]): Tensor => {
        const shape = x.shape;
        return toTensor(rotary64(numbers, { shape, values: Array.from(x.dataSync()) }, positions));
      };
      const got = layer.call({ query, value }, { rotary, queryOffset: 6, keyOffset: 2 });
      const attended = talkingHeadsAttention(
        turned(layer.query.call(query), [6, 7, 8]),
        turned(layer.key.call(value), [2, 3, 4, 5]),
        layer.value.call(value),
        layer.preSoftmaxWeight!.value,
        layer.postSoftmaxWeight!.value,
      );
      assertTensorsClose(got, layer.attentionOutput.call(attended), toleranceFor(1e-5));
    });
  });

  it('rows of queries at their offset are those of all queries at once, for each kind of position', () => {
    const [alibi, relative] = [new AlibiBias({ numHeads: 2 }), new RelativePositionBias({ numHeads: 2, seed: 1 })];
    withLayer(sizes, (layer) => {
      const x = ramp([2, 5, 6]);
      const [offset, value] = [3, x];
      const query = from(x, offset, 2);
      const calls = [
        [layer.call(x, { rotary }), layer.call({ query, value }, { rotary, queryOffset: offset })],
        ...[alibi, relative].map((bias) => [
          layer.call(x, { attentionBias: bias.call(5, 5) }),
          layer.call({ query, value }, { attentionBias: bias.call(2, 5, { offset }) }),
        ]),
      ];
      for (const [all, rows] of calls) assertTensorsClose(rows, from(all, offset, 2), toleranceFor(1e-5));
      const late = from(x, 2, 3);
      const keys = layer.call({ query, value: late }, { rotary, queryOffset: offset, keyOffset: 2 });
      assertTensorsClose(keys, layer.call({ query, value: late }, { rotary, queryOffset: 1 }), toleranceFor(1e-5));
      assert.isAbove(largest(add(keys, mul(layer.call({ query, value: late }, { rotary }), -1))), 1e-3);
    });
    relative.dispose();
  });

  it('a decoder block with rotary gives the same logits for a shifted window', () => {
    const parts = {
      attentionNorm: new LayerNorm({ epsilon: 1e-5 }),
      attention: new MultiHeadAttention({ ...sizes, numHeads: 4, keyDim: 8 }),
      feedForwardNorm: new LayerNorm({ epsilon: 1e-5 }),
      feedForward: new FeedForward({ innerSize: 16, seed: 2 }),
      logits: new Dense({ units: 7, seed: 3 }),
    };
    const waves = new SinusoidalPositionalEncoding();
    const logits = (x: Tensor, offset: number, turns: boolean): Tensor => {
      const options = turns ? { rotary, queryOffset: offset, keyOffset: offset } : {};
      const placed = turns ? x : waves.call(x, { offset });
      const heard = parts.attention.call(parts.attentionNorm.call(placed), { ...options, useCausalMask: true });
      const attended = add(placed, heard);
      return parts.logits.call(add(attended, parts.feedForward.call(parts.feedForwardNorm.call(attended))));
    };
    tidy(() => {
      const x = toTensor(new Random(5).normals([2, 6, 12]));
      const want = logits(x, 0, true);
      for (const offset of [1, 17, 1000]) assertClose(logits(x, offset, true), want, toleranceFor(1e-5));
      // Absolute positions do not have this, and the order matters to relative ones.
      assert.isAbove(largest(add(logits(x, 17, false), mul(logits(x, 0, false), -1))), 1e-2);
      const still = parts.attention.call(x, { useCausalMask: true });
      assert.isAbove(largest(add(parts.attention.call(x, { rotary, useCausalMask: true }), mul(still, -1))), 1e-2);
    });
    for (const one of Object.values(parts)) one.dispose();
  });

  it('refuses a bias that does not fit', () => {
    withLayer(sizes, (layer) => {
      const x = ramp([2, 3, 5]);
      const says = 'TalkingHeadsAttention: attentionBias must';
      for (const shape of [[3], [3, 4], [3, 3, 3], [2, 3, 1, 3], [1, 2, 2, 3, 3]]) {
        const message = `${says} broadcast to [2, 2, 3, 3], got [${shape.join(', ')}]`;
        assert.throws(() => layer.call(x, { attentionBias: zeros(shape) }), message);
      }
      const whole = tensor([1], [1, 1], 'int32');
      const message = `${says} be a float32 tensor, got an int32 tensor`;
      assert.throws(() => layer.call(x, { attentionBias: whole }), message);
    });
    withLayer({ ...sizes, attentionAxes: [1, 2] }, (layer) => {
      const message = 'attentionBias must broadcast to [2, 2, 2, 3, 2, 3], got [6, 6]';
      assert.throws(() => layer.call(ramp([2, 2, 3, 5]), { attentionBias: zeros([6, 6]) }), message);
    });
  });

  it('refuses rotary without use, of odd heads and over several axes', () => {
    const where = 'TalkingHeadsAttention:';
    withLayer(sizes, (layer) => {
      const x = ramp([2, 3, 5]);
      const wrong = { rotary: 5 } as unknown as { rotary: RotaryEmbedding };
      assert.throws(() => layer.call(x, wrong), `${where} rotary must be a RotaryEmbedding, got 5`);
      assert.throws(() => layer.call(x, { queryOffset: 2 }), `${where} queryOffset must come with rotary, got 2`);
      assert.throws(() => layer.call(x, { keyOffset: 0 }), `${where} keyOffset must come with rotary, got 0`);
      assert.throws(
        () => layer.call(x, { rotary, keyOffset: -1 }),
        `${where} keyOffset must be a whole number, at least 0, got -1`,
      );
      assert.throws(
        () => layer.call(x, { rotary: new RotaryEmbedding({ maxLength: 4 }), queryOffset: 2 }),
        'RotaryEmbedding: x and offset must stay within 4 positions, got 3 from offset 2',
      );
    });
    withLayer({ ...sizes, attentionAxes: [1, 2] }, (layer) => {
      const message = `${where} rotary must come with one attention axis, got 2`;
      assert.throws(() => layer.call(ramp([2, 2, 3, 5]), { rotary }), message);
    });
    withLayer({ ...sizes, keyDim: 3 }, (layer) => {
      const message = 'rotaryEmbedding: x must have an even last size, got [2, 3, 2, 3]';
      assert.throws(() => layer.call(ramp([2, 3, 5]), { rotary }), message);
    });
  });
});
