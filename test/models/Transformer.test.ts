import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { MultiHeadAttention } from '../../src/layers/MultiHeadAttention.js';
import { TalkingHeadsAttention } from '../../src/layers/TalkingHeadsAttention.js';
import { languageModelLoss } from '../../src/models/languageModelLoss.js';
import { Transformer, type TransformerOptions } from '../../src/models/Transformer.js';
import { valueAndGradients } from '../../src/modules/valueAndGradients.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';

const tiny = { vocabularySize: 5, contextLength: 6, numLayers: 2, width: 8, numHeads: 2, seed: 3 };

/** The logits of one row of tokens. */
function logitsOf(model: Transformer, tokens: number[], options = {}): Float32Array {
  return tidy(() => model.call(tensor([tokens], undefined, 'int32'), options).dataSync<'float32'>());
}

describe('Transformer', () => {
  it('has all its parameters at once, by path', () => {
    const model = new Transformer({ ...tiny, innerSize: 12 });
    const shapes = Object.fromEntries([...model.parameters()].map(([path, { shape }]) => [path, shape.join()]));
    const block = (i: number): Record<string, string> => ({
      [`blocks.${i}.attentionNorm.gamma`]: '8',
      [`blocks.${i}.attentionNorm.beta`]: '8',
      [`blocks.${i}.attention.preSoftmaxWeight`]: '2,2',
      [`blocks.${i}.attention.postSoftmaxWeight`]: '2,2',
      ...Object.fromEntries(
        ['query', 'key', 'value'].flatMap((name) => [
          [`blocks.${i}.attention.${name}.kernel`, '8,2,4'],
          [`blocks.${i}.attention.${name}.bias`, '2,4'],
        ]),
      ),
      [`blocks.${i}.attention.attentionOutput.kernel`]: '2,4,8',
      [`blocks.${i}.attention.attentionOutput.bias`]: '8',
      [`blocks.${i}.feedForwardNorm.gamma`]: '8',
      [`blocks.${i}.feedForwardNorm.beta`]: '8',
      [`blocks.${i}.feedForward.inner.kernel`]: '8,12',
      [`blocks.${i}.feedForward.inner.bias`]: '12',
      [`blocks.${i}.feedForward.outer.kernel`]: '12,8',
      [`blocks.${i}.feedForward.outer.bias`]: '8',
    });
    assert.deepEqual(shapes, {
      'tokenEmbedding.embeddings': '5,8',
      positions: '6,8',
      ...block(0),
      ...block(1),
      'norm.gamma': '8',
      'norm.beta': '8',
      'head.kernel': '8,5',
      'head.bias': '5',
    });
    model.dispose();
  });

  it('has separate heads on request, and talking ones by default', () => {
    const [talking, separate] = [undefined, 'multiHead' as const].map((attention) => {
      return new Transformer({ ...tiny, attention });
    });
    assert.instanceOf(talking.blocks[1].attention, TalkingHeadsAttention);
    assert.instanceOf(separate.blocks[1].attention, MultiHeadAttention);
    assert.equal(talking.parameters().size, separate.parameters().size + 4);
    talking.dispose();
    separate.dispose();
  });

  it('makes parameters of its seed that differ from block to block', () => {
    const [first, same, other] = [3, 3, 4].map((seed) => new Transformer({ ...tiny, seed }));
    assert.deepEqual(same.getWeights(), first.getWeights());
    const kernel = (model: Transformer, i: number): number[] => [
      ...model.parameters().get(`blocks.${i}.attention.query.kernel`)!.value.dataSync(),
    ];
    assert.notDeepEqual(kernel(first, 0), kernel(first, 1));
    assert.notDeepEqual(kernel(first, 0), kernel(other, 0));
    for (const model of [first, same, other]) model.dispose();
  });

  for (const attention of ['talkingHeads', 'multiHead'] as const) {
    it(`depends on no later token, to the bit, and on every earlier one (${attention})`, () => {
      const model = new Transformer({ ...tiny, attention });
      const tokens = [0, 1, 2, 3, 4, 0];
      const before = logitsOf(model, tokens);
      for (const [i, token] of tokens.entries()) {
        const after = logitsOf(model, tokens.with(i, (token + 2) % 5));
        assertSameBits(after.slice(0, i * 5), before.slice(0, i * 5), `logits before ${i}`);
        for (let t = i; t < 6; t++) {
          assert.notDeepEqual(after.slice(t * 5, t * 5 + 5), before.slice(t * 5, t * 5 + 5), `${t} sees ${i}`);
        }
      }
      model.dispose();
    });
  }

  it('reads shorter texts, and rows of a batch apart from each other', () => {
    const model = new Transformer(tiny);
    const whole = logitsOf(model, [1, 2, 3, 4, 0, 1]);
    assertClose(logitsOf(model, [1, 2, 3]), whole.slice(0, 15), 1e-6);
    const both = tidy(() => {
      const rows = [
        [4, 4, 4, 4, 4, 4],
        [1, 2, 3, 4, 0, 1],
      ];
      const logits = model.call(tensor(rows, undefined, 'int32'));
      assert.deepEqual(logits.shape, [2, 6, 5]);
      return logits.dataSync<'float32'>();
    });
    assertClose(both.slice(30), whole, 1e-6);
    model.dispose();
  });

  it('drops in training by its key, anew in each block, and not otherwise', () => {
    const model = new Transformer({ ...tiny, dropout: 0.5 });
    const tokens = [0, 1, 2];
    const at = (seed: number): Float32Array =>
      logitsOf(model, tokens, { training: true, randomKey: RandomKey.fromSeed(seed) });
    assertSameBits(at(1), at(1));
    assert.notDeepEqual(at(1), at(2));
    assert.notDeepEqual(at(1), logitsOf(model, tokens));
    assertSameBits(logitsOf(model, tokens, { training: false }), logitsOf(model, tokens));
    assert.throws(
      () => logitsOf(model, tokens, { training: true }),
      'Dropout: options.randomKey must be given when training, got none',
    );
    model.dispose();
  });

  it('reaches every parameter with a gradient', () => {
    const model = new Transformer(tiny);
    const { value, gradients } = valueAndGradients(() => {
      const batch = { inputs: Int32Array.of(0, 1, 2, 3, 4, 0), targets: Int32Array.of(1, 2, 3, 4, 0, 3) };
      return languageModelLoss(model, { ...batch, shape: [1, 6] }, {});
    }, model);
    value.dispose();
    for (const [path, gradient] of gradients) {
      const most = Math.max(...gradient.dataSync().map(Math.abs));
      // A softmax does not see the key's bias.
      if (!path.endsWith('key.bias')) assert.isAbove(most, 1e-9, path);
      gradient.dispose();
    }
    model.dispose();
  });

  it('refuses options out of their range', () => {
    const whole = 'must be a whole number, above 0, got';
    const refused: [Partial<TransformerOptions>, string][] = [
      [{ vocabularySize: 0 }, `Transformer: vocabularySize ${whole} 0`],
      [{ contextLength: -1 }, `Transformer: contextLength ${whole} -1`],
      [{ numLayers: 1.5 }, `Transformer: numLayers ${whole} 1.5`],
      [{ width: NaN }, `Transformer: width ${whole} NaN`],
      [{ numHeads: 0 }, `Transformer: numHeads ${whole} 0`],
      [{ width: 9 }, 'Transformer: width must be a multiple of numHeads, 2, got 9'],
      [{ innerSize: 0 }, `Transformer: innerSize ${whole} 0`],
      [{ dropout: 2 }, 'Transformer: dropout must be in [0, 1], got 2'],
      [{ attention: 'none' as never }, "Transformer: attention must be one of talkingHeads, multiHead, got 'none'"],
    ];
    for (const [options, message] of refused) assert.throws(() => new Transformer({ ...tiny, ...options }), message);
  });

  it('refuses tokens of another shape or vocabulary', () => {
    const model = new Transformer(tiny);
    const call = (values: number[], shape: number[], dtype: 'int32' | 'float32' = 'int32'): void =>
      void tidy(() => model.call(tensor(values, shape, dtype)));
    const expected = 'Transformer: tokens must have shape [any, 1 to 6], got';
    assert.throws(() => call([1], [1]), `${expected} [1]`);
    assert.throws(() => call([1, 2, 3, 4, 0, 1, 2], [1, 7]), `${expected} [1, 7]`);
    assert.throws(() => call([], [1, 0]), `${expected} [1, 0]`);
    assert.throws(() => call([5], [1, 1]), 'embeddingLookup: ids must be in [0, 5), got 5');
    assert.throws(
      () => call([1], [1, 1], 'float32'),
      'Transformer: tokens must be an int32 tensor, got a float32 tensor',
    );
    model.dispose();
  });
});
