import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Dense } from '../../src/layers/Dense.js';
import { MeanPooling } from '../../src/layers/MeanPooling.js';
import { RelativePositionBias } from '../../src/layers/RelativePositionBias.js';
import { Sequential } from '../../src/layers/Sequential.js';
import { modelFromJson } from '../../src/models/modelFromJson.js';
import { modelToJson } from '../../src/models/modelToJson.js';
import { Transformer } from '../../src/models/Transformer.js';
import { TransformerEncoder } from '../../src/models/TransformerEncoder.js';
import { checkGradients } from '../../src/testing/index.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { randomize } from './randomize.js';

const tiny = { vocabularySize: 6, contextLength: 8, numLayers: 2, width: 8, numHeads: 2, seed: 3 };
const kinds = ['learned', 'sinusoidal', 'rotary', 'alibi', 'relative'] as const;
const tokensOf = (rows: number[][]): Tensor => tensor(rows, [rows.length, rows[0].length], 'int32');

/** What an encoder gives of a row, `[length · width]`. */
function encode(model: TransformerEncoder, row: number[], mask?: number[]): Float32Array {
  return tidy(() => {
    const options = mask && { mask: tensor(mask, [1, mask.length], 'bool') };
    return model.call(tokensOf([row]), options).dataSync<'float32'>();
  });
}

describe('TransformerEncoder', () => {
  for (const positions of kinds) {
    it(`tells positions apart, in both directions (${positions})`, () => {
      const model = new TransformerEncoder({ ...tiny, positions });
      const [first, swapped] = [encode(model, [1, 2, 3, 4]), encode(model, [1, 3, 2, 4])];
      // Without positions the two rows would be the same set to the outer tokens.
      assert.isAbove(Math.max(...first.slice(0, 8).map((one, i) => Math.abs(one - swapped[i]))), 1e-4);
      assert.isAbove(Math.max(...first.slice(24).map((one, i) => Math.abs(one - swapped[24 + i]))), 1e-4);
      model.dispose();
    });

    it(`padding changes nothing, to the bit (${positions})`, () => {
      const model = new TransformerEncoder({ ...tiny, positions, maskZero: true });
      const short = encode(model, [1, 2, 3, 0, 0]);
      const given = encode(model, [1, 2, 3, 5, 4], [1, 1, 1, 0, 0]);
      assertSameBits(given.slice(0, 24), short.slice(0, 24));
      // Another length: other kernels' blocking, so other roundings.
      assertClose(encode(model, [1, 2, 3]), short.slice(0, 24), 1e-5);
      assert.notDeepEqual(encode(model, [1, 2, 3, 5, 4]).slice(0, 24), short.slice(0, 24));
      model.dispose();
    });
  }

  it('all blocks share one relative bias, which the decoder has for the past alone', () => {
    const models = [
      new TransformerEncoder({ ...tiny, positions: 'relative' }),
      new Transformer({ ...tiny, positions: 'relative' }),
    ];
    for (const model of models) {
      assert.instanceOf(model.positionLayer, RelativePositionBias);
      assert.deepEqual(
        [...model.parameters().keys()].filter((path) => path.startsWith('position')),
        ['positionLayer.embeddings'],
      );
    }
    assert.isTrue((models[0].positionLayer as RelativePositionBias).getConfig().bidirectional);
    assert.isFalse((models[1].positionLayer as RelativePositionBias).getConfig().bidirectional);
    for (const model of models) model.dispose();
  });

  it('depth is dropped more in later blocks, in the last one at the whole rate', () => {
    const model = new TransformerEncoder({ ...tiny, stochasticDepth: 0.2 });
    assert.deepEqual(
      model.blocks.map((block) => block.getConfig().stochasticDepth),
      [0.1, 0.2],
    );
    model.dispose();
  });

  it('has right gradients in every parameter', () => {
    const model = new TransformerEncoder({ ...tiny, numLayers: 1, positions: 'relative', feedForward: 'gated' });
    const tokens = tokensOf([[1, 2, 3, 0]]);
    const mask = tensor([1, 1, 1, 0], [1, 4], 'bool');
    randomize(model);
    const report = checkGradients(() => model.call(tokens, { mask }), model.parameters(), { directions: 2 });
    assert.isTrue(report.passed, report.toString());
    for (const one of [tokens, mask, model]) one.dispose();
  });

  it('is what its configuration says', () => {
    const own = { ...tiny, positions: 'alibi', normalization: 'post', layerScale: 0.1, maskZero: true } as const;
    const model = new TransformerEncoder(own);
    const again = new TransformerEncoder(JSON.parse(JSON.stringify(model.getConfig())) as typeof own);
    assert.deepInclude(model.getConfig(), { ...own, innerSize: 32, activation: 'gelu', name: model.name });
    assert.deepEqual(again.getConfig(), model.getConfig());
    assert.deepEqual(again.getWeights(), model.getWeights());
    for (const one of [model, again]) one.dispose();
  });

  it('comes first in a Sequential, also inside another, and in its JSON', () => {
    const inner = new Sequential({ layers: [new TransformerEncoder(tiny), new MeanPooling()] });
    const model = new Sequential({ layers: [inner, new Dense({ units: 2 })], seed: 1 });
    const [encoder, pooling] = inner.layers;
    const tokens = tokensOf([[1, 2, 3]]);
    tidy(() => assertSameBits(model.call(tokens), model.layers[1].call(pooling.call(encoder.call(tokens)))));
    const again = modelFromJson(modelToJson(model)) as unknown as Sequential;
    again.setWeights(model.getWeights());
    tidy(() => assertSameBits(again.call(tokens), model.call(tokens)));
    for (const one of [tokens, model, again]) one.dispose();
  });
});
