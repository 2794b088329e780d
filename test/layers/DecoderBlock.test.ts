import { add, concat, gather, mul, sub, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { DecoderBlock, type DecoderBlockOptions } from '../../src/layers/DecoderBlock.js';
import { child } from '../../src/modules/CallOptions.js';
import { layerNorm } from '../../src/ops/layerNorm.js';
import { assertClose, assertSameBits, assertTensorsClose } from '../helpers/assertClose.js';
import { assertConfig } from './assertConfig.js';
import { ramp } from './attentionCalls.js';

const training = { training: true, randomKey: RandomKey.fromSeed(1) };

describe('DecoderBlock', () => {
  const sizes: DecoderBlockOptions = { numHeads: 2, keyDim: 3, innerSize: 8, seed: 1 };

  for (const attention of ['talkingHeads', 'multiHead'] as const) {
    it(`adds attention and feed-forward of the normalized input to it (${attention})`, () => {
      const block = new DecoderBlock({ ...sizes, attention });
      tidy(() => {
        const x = ramp([2, 5, 4]);
        const got = block.call(x);
        const heard = block.attention.call(layerNorm(x, { epsilon: 1e-5 }), { useCausalMask: true });
        const attended = add(x, heard);
        const want = add(attended, block.feedForward.call(layerNorm(attended, { epsilon: 1e-5 })));
        assertTensorsClose(got, want, 1e-5);
        assert.equal(block.parameters().has('attention.preSoftmaxWeight'), attention === 'talkingHeads');
      });
      block.dispose();
    });
  }

  it('is causal to the bit', () => {
    const block = new DecoderBlock(sizes);
    tidy(() => {
      const x = ramp([1, 5, 4]);
      const firsts = (y: Tensor): Tensor => gather(y, [0, 1, 2], 1);
      const changed = concat([firsts(x), mul(gather(x, [3, 4], 1), -2)], 1);
      assertSameBits(firsts(block.call(changed)), firsts(block.call(x)));
    });
    block.dispose();
  });

  it('drops in both parts, each with a mask of its own', () => {
    const block = new DecoderBlock({ ...sizes, dropout: 0.5 });
    tidy(() => {
      const x = ramp([1, 5, 4]);
      const [still, dropped] = [block.call(x), block.call(x, training)];
      assertSameBits(block.call(x, training), dropped);
      assert.isAbove(Math.max(...sub(still, dropped).dataSync().map(Math.abs)), 1e-3);
      const parts = [block.attentionDropout, block.feedForward.dropout];
      const scope = { ...training };
      const masks = [
        parts[0].call(tensor(new Float32Array(64).fill(1)), child(scope, 'attentionDropout')),
        parts[1].call(tensor(new Float32Array(64).fill(1)), child(child(scope, 'feedForward'), 'dropout')),
      ].map((mask) => [...mask.dataSync()]);
      assert.notDeepEqual(masks[0], masks[1]);
      assertClose([masks.flat().filter((one) => one === 0).length / 128], [0.5], 0.2);
    });
    block.dispose();
  });

  it('normalizes the sums on request', () => {
    const block = new DecoderBlock({ ...sizes, normalization: 'post' });
    tidy(() => {
      const x = ramp([2, 5, 4]);
      const got = block.call(x);
      const attended = layerNorm(add(x, block.attention.call(x, { useCausalMask: true })), { epsilon: 1e-5 });
      assertTensorsClose(got, layerNorm(add(attended, block.feedForward.call(attended)), { epsilon: 1e-5 }), 1e-5);
    });
    block.dispose();
  });

  it('attends to the memory that is shown, from every position; what is hidden changes nothing, to the bit', () => {
    const block = new DecoderBlock({ ...sizes, crossAttention: true });
    tidy(() => {
      const x = ramp([1, 3, 4]);
      const memory = ramp([1, 4, 4], 2);
      const memoryMask = tensor([1, 1, 0, 1], [1, 4], 'bool');
      const before = block.call(x, { memory, memoryMask });
      const spoilt = (row: number, value: number): Tensor =>
        tensor(
          memory.dataSync().map((one, i) => (Math.floor(i / 4) === row ? value : one)),
          [1, 4, 4],
        );
      assertSameBits(block.call(x, { memory: spoilt(2, NaN), memoryMask }), before);
      const changed = block.call(x, { memory: spoilt(3, 1), memoryMask });
      for (let t = 0; t < 3; t++) {
        const at = (y: Tensor): number[] => [...gather(y, [t], 1).dataSync()];
        assert.notDeepEqual(at(changed), at(before));
      }
    });
    block.dispose();
  });

  it('is causal to the bit with a memory as well', () => {
    const block = new DecoderBlock({ ...sizes, crossAttention: true });
    tidy(() => {
      const [x, memory] = [ramp([1, 5, 4]), ramp([1, 2, 4], 1)];
      const firsts = (y: Tensor): Tensor => gather(y, [0, 1, 2], 1);
      const changed = concat([firsts(x), mul(gather(x, [3, 4], 1), -2)], 1);
      assertSameBits(firsts(block.call(changed, { memory })), firsts(block.call(x, { memory })));
    });
    block.dispose();
  });

  it('is what its configuration says', () => {
    const own = { normalization: 'post', feedForward: 'gated', crossAttention: true, dropout: 0.1 } as const;
    assertConfig(DecoderBlock, new DecoderBlock({ ...sizes, ...own }), {
      ...{ numHeads: 2, keyDim: 3, innerSize: 8, attention: 'talkingHeads', epsilon: 1e-5, norm: 'layerNorm' },
      ...{ activation: 'gelu', stochasticDepth: 0, layerScale: null },
      ...own,
    });
  });

  it('refuses another kind of attention', () => {
    const message = "DecoderBlock: attention must be one of talkingHeads, multiHead, got 'toString'";
    assert.throws(() => new DecoderBlock({ ...sizes, attention: 'toString' as never }), message);
  });
});
