import type { Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { DecoderBlock, type DecoderBlockOptions } from '../../src/layers/DecoderBlock.js';
import { RotaryEmbedding } from '../../src/layers/RotaryEmbedding.js';
import { TransformerEncoderBlock } from '../../src/layers/TransformerEncoderBlock.js';
import { array, type NdArray } from '../float64/array.js';
import { Random } from '../float64/random.js';
import { transformerBlock, type BlockSettings } from '../float64/transformerBlock.js';
import { toleranceFor } from '../helpers/toleranceFor.js';
import { measureModule } from './measureModule.js';
import { toBool } from './toTensor.js';

const sizes = { numHeads: 2, keyDim: 2, innerSize: 3, seed: 1 };
const mask = array([2, 3], [true, true, false, true, true, true]);
const memoryMask = array([2, 2], [true, false, true, true]);

/** Options of a block, and what of them its definition is told. */
const variants: [title: string, decoder: boolean, Partial<DecoderBlockOptions>, BlockSettings][] = [
  ['encoder', false, {}, {}],
  ['encoder, masked', false, {}, { mask }],
  ['encoder, post', false, { attention: 'multiHead' }, { normalization: 'post', mask }],
  ['encoder, gated, rms, rotary', false, {}, { feedForward: 'gated', norm: 'rmsNorm', rotary: true }],
  ['decoder', true, { layerScale: 0.5 }, { causal: true, mask }],
  ['decoder with memory', true, { crossAttention: true }, { causal: true, memoryMask }],
  ['decoder with memory, post', true, { crossAttention: true, layerScale: 1 }, { causal: true, normalization: 'post' }],
];

describe('gradients of blocks', () => {
  let worst = 0;
  after(() => console.log(`\nworst error of blocks: ${worst.toExponential(1)} of the scale\n`));

  for (const [i, [title, decoder, options, settings]] of variants.entries()) {
    it(`${title}: all parameters, the inputs, in double precision`, () => {
      const random = new Random(40 + i);
      const { normalization, norm, feedForward } = settings;
      const all = { ...sizes, ...options, normalization, norm, feedForward };
      const block = decoder ? new DecoderBlock(all) : new TransformerEncoderBlock(all);
      block.ensureBuilt([2, 3, 4]);
      const inputs = [random.normals([2, 3, 4])];
      if (options.crossAttention) inputs.push(random.normals([2, 2, 4]));
      const bool = (given?: NdArray<boolean>): Tensor | undefined => given && toBool(given);
      const measured = measureModule(
        random,
        block,
        inputs,
        ([x, memory]) =>
          block.call(x, {
            mask: bool(settings.mask),
            rotary: settings.rotary ? new RotaryEmbedding() : undefined,
            ...(decoder && { memory, memoryMask: bool(settings.memoryMask) }),
          }),
        (field, [x, memory], weights) => transformerBlock(field, x, weights, settings, memory),
      );
      for (const { name, error, scale } of measured) {
        worst = Math.max(worst, error / scale);
        assert.isAtMost(error, toleranceFor(1e-5) * scale, name);
      }
      block.dispose();
    });
  }
});
