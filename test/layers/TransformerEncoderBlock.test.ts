import { add, concat, gather, mul, slice, sum, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { GatedFeedForward } from '../../src/layers/GatedFeedForward.js';
import { RmsNorm } from '../../src/layers/RmsNorm.js';
import { TransformerEncoderBlock } from '../../src/layers/TransformerEncoderBlock.js';
import { layerNorm } from '../../src/ops/layerNorm.js';
import { assertSameBits, assertTensorsClose } from '../helpers/assertClose.js';
import { assertConfig } from './assertConfig.js';
import { ramp } from './attentionCalls.js';

const sizes = { numHeads: 2, keyDim: 3, innerSize: 8, seed: 1 };

function withBlock(options: object, test: (block: TransformerEncoderBlock) => void): void {
  const block = new TransformerEncoderBlock({ ...sizes, ...options });
  tidy(() => test(block));
  block.dispose();
}

describe('TransformerEncoderBlock', () => {
  const norm = (x: Tensor): Tensor => layerNorm(x, { epsilon: 1e-5 });

  it('normalizes before each part by default', () => {
    withBlock({}, (block) => {
      const x = ramp([2, 5, 4]);
      const got = block.call(x);
      const attended = add(x, block.attention.call(norm(x)));
      // A few roundings apart: the same operations, the norm's factors of one left out.
      assertTensorsClose(got, add(attended, block.feedForward.call(norm(attended))), 1e-5);
    });
  });

  it('normalizes the sums on request', () => {
    withBlock({ normalization: 'post' }, (block) => {
      const x = ramp([2, 5, 4]);
      const got = block.call(x);
      const attended = norm(add(x, block.attention.call(x)));
      assertTensorsClose(got, norm(add(attended, block.feedForward.call(attended))), 1e-5);
    });
  });

  it('every position attends to every other', () => {
    withBlock({}, (block) => {
      const x = ramp([1, 4, 4]);
      const before = block.call(x);
      const changed = block.call(concat([slice(x, [0, 0, 0], [1, 3, 4]), mul(slice(x, [0, 3, 0], [1, 1, 4]), -2)], 1));
      for (let t = 0; t < 3; t++) {
        const at = (y: Tensor): number[] => [...gather(y, [t], 1).dataSync()];
        assert.notDeepEqual(at(changed), at(before));
      }
    });
  });

  it('what padding holds changes nothing elsewhere, to the bit, nor any gradient', () => {
    withBlock({}, (block) => {
      const mask = tensor([1, 1, 0, 0, 1, 1, 1, 0], [2, 4], 'bool');
      const shown = tensor(Array.from(mask.dataSync()), [2, 4, 1], 'float32');
      const x = ramp([2, 4, 3]);
      const values = x.dataSync();
      const spoilt = tensor(
        Float32Array.from(values, (value, i) =>
          mask.dataSync()[Math.floor(i / 3)] ? value : [NaN, Infinity, 7][i % 3],
        ),
        [2, 4, 3],
      );
      block.ensureBuilt(x.shape);
      const parameters = [...block.parameters().values()].map(({ value }) => value);
      const run = (given: Tensor): Tensor[] => {
        const loss = (): Tensor => sum(mul(block.call(given, { mask }), shown));
        return [mul(block.call(given, { mask }), shown), ...gradientsByTensors(loss, [given, ...parameters]).gradients];
      };
      const clean = run(x);
      run(spoilt).forEach((got, i) => assertSameBits(got, clean[i]));
    });
  });

  it('passes by the samples that stochastic depth drops, in each part anew', () => {
    withBlock({ stochasticDepth: 0.5 }, (block) => {
      const x = ramp([64, 2, 4]);
      const options = { training: true, randomKey: RandomKey.fromSeed(4) };
      const got = block.call(x, options);
      assertSameBits(block.call(x, options), got);
      const rows = (y: Tensor): string[] => {
        const values = y.dataSync();
        return Array.from({ length: 64 }, (_, row) => values.subarray(row * 8, row * 8 + 8).join());
      };
      const [before, after] = [rows(x), rows(got)];
      const untouched = before.filter((row, i) => row === after[i]).length / 64;
      // Both parts are dropped with 1/4; four standard deviations.
      assert.closeTo(untouched, 0.25, 4 * Math.sqrt((0.25 * 0.75) / 64));
      // In each part the same samples would leave half of them untouched.
      assert.isBelow(untouched, 0.45);
    });
  });

  it('layer scale begins near the identity', () => {
    withBlock({ layerScale: 0 }, (block) => {
      const x = ramp([2, 3, 4]);
      assertSameBits(block.call(x), x);
      assert.include([...block.parameters().keys()], 'attentionBranch.scale.gamma');
      assert.include([...block.parameters().keys()], 'feedForwardBranch.scale.gamma');
    });
  });

  it('is made of the norms and the network that are asked for', () => {
    withBlock({ norm: 'rmsNorm', feedForward: 'gated' }, (block) => {
      assert.instanceOf(block.attentionNorm, RmsNorm);
      assert.instanceOf(block.feedForwardNorm, RmsNorm);
      assert.instanceOf(block.feedForward, GatedFeedForward);
    });
  });

  it('is what its configuration says', () => {
    const defaults = {
      ...{ numHeads: 2, keyDim: 3, innerSize: 8, attention: 'talkingHeads', dropout: 0, epsilon: 1e-5 },
      ...{ normalization: 'pre', norm: 'layerNorm', feedForward: 'dense', activation: 'gelu' },
      ...{ stochasticDepth: 0, layerScale: null },
    };
    assertConfig(TransformerEncoderBlock, new TransformerEncoderBlock(sizes), defaults);
    const own = { normalization: 'post', norm: 'rmsNorm', activation: 'relu', layerScale: 0.1 } as const;
    assertConfig(TransformerEncoderBlock, new TransformerEncoderBlock({ ...sizes, ...own }), { ...defaults, ...own });
  });
});
