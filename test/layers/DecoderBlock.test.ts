import { add, concat, gather, mul, sub, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { DecoderBlock, type DecoderBlockOptions } from '../../src/layers/DecoderBlock.js';
import { child } from '../../src/modules/CallOptions.js';
import { layerNorm } from '../../src/ops/layerNorm.js';
import { assertClose, assertSameBits, assertTensorsClose } from '../helpers/assertClose.js';
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

  it('refuses another kind of attention', () => {
    const message = "DecoderBlock: attention must be one of talkingHeads, multiHead, got 'toString'";
    assert.throws(() => new DecoderBlock({ ...sizes, attention: 'toString' as never }), message);
  });
});
