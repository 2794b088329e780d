import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { generateSequence } from '../../src/models/generateSequence.js';
import { Seq2SeqTransformer } from '../../src/models/Seq2SeqTransformer.js';
import { seq2SeqLoss } from '../../src/models/seq2SeqLoss.js';
import { checkGradients } from '../../src/testing/index.js';
import { array } from '../float64/array.js';
import { crossEntropy } from '../float64/crossEntropy.js';
import { numbers } from '../float64/scalar.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { randomize } from './randomize.js';
import { lossesOf } from './tinyTask.js';

const tiny = { vocabularySize: 8, contextLength: 6, numLayers: 1, width: 16, numHeads: 2, seed: 4 };

/** Sources of two or three tokens, and the same tokens reversed between 1, the start, and 2, the end. */
const batch = {
  source: Int32Array.of(3, 4, 5, 6, 7, 3, 4, 7, 0, 5, 6, 7),
  sourceShape: [4, 3],
  target: Int32Array.of(1, 5, 4, 3, 2, 1, 3, 7, 6, 2, 1, 7, 4, 2, 0, 1, 7, 6, 5, 2),
  targetShape: [4, 5],
};

function logitsOf(model: Seq2SeqTransformer, source: number[], target: number[], mask?: number[]): Float32Array {
  return tidy(() => {
    const inputs = {
      source: tensor([source], [1, source.length], 'int32'),
      target: tensor([target], [1, target.length], 'int32'),
    };
    const options = mask && { sourceMask: tensor(mask, [1, mask.length], 'bool') };
    return model.call(inputs, options).dataSync<'float32'>();
  });
}

describe('Seq2SeqTransformer', () => {
  it('its target is causal to the bit, and hears all of the source', () => {
    const model = new Seq2SeqTransformer(tiny);
    const before = logitsOf(model, [3, 4, 5], [1, 5, 4]);
    const later = logitsOf(model, [3, 4, 5], [1, 5, 7]);
    assertSameBits(later.slice(0, 16), before.slice(0, 16));
    assert.notDeepEqual(later.slice(16), before.slice(16));
    for (const i of [0, 1, 2]) {
      const heard = logitsOf(model, [3, 4, 5].with(i, 6), [1, 5, 4]);
      for (const t of [0, 1, 2]) assert.notDeepEqual(heard.slice(8 * t, 8 * t + 8), before.slice(8 * t, 8 * t + 8));
    }
    model.dispose();
  });

  it('padding of the source changes nothing, to the bit', () => {
    const model = new Seq2SeqTransformer(tiny);
    const padded = logitsOf(model, [3, 4, 0, 0], [1, 5]);
    assertSameBits(logitsOf(model, [3, 4, 6, 7], [1, 5], [1, 1, 0, 0]), padded);
    assertClose(logitsOf(model, [3, 4], [1, 5]), padded, 1e-5);
    assert.notDeepEqual(logitsOf(model, [3, 4, 6, 7], [1, 5]), padded);
    const unmasked = new Seq2SeqTransformer({ ...tiny, maskZero: false });
    assert.notDeepEqual(logitsOf(unmasked, [3, 4, 0, 0], [1, 5]), padded);
    for (const one of [model, unmasked]) one.dispose();
  });

  it('its two parts begin differently, and the same seed alike', () => {
    const [first, same] = [new Seq2SeqTransformer(tiny), new Seq2SeqTransformer(tiny)];
    assert.deepEqual(same.getWeights(), first.getWeights());
    const [ofEncoder, ofDecoder] = [first.encoder, first.decoder].map((part) => part.getWeights()[0].values);
    assert.notDeepEqual(ofEncoder, ofDecoder);
    for (const one of [first, same]) one.dispose();
  });

  it('its loss is the mean cross-entropy of the tokens that follow, padding left out', () => {
    const model = new Seq2SeqTransformer(tiny);
    const logits = logitsOf(model, [4, 7, 0], [1, 7, 4, 2]);
    const rows = crossEntropy(numbers, array([4, 8], logits), array([4], [7, 4, 2, 0]), { ignoredClass: 0 }).values;
    const got = tidy(() => {
      const one = { source: Int32Array.of(4, 7, 0), sourceShape: [1, 3], target: Int32Array.of(1, 7, 4, 2, 0) };
      return seq2SeqLoss(model, { ...one, targetShape: [1, 5] }, {}).dataSync()[0];
    });
    // A mean of three float32 numbers near 2.
    assertClose([got], [(rows[0] + rows[1] + rows[2]) / 3], 2e-6);
    assert.equal(rows[3], 0);
    model.dispose();
  });

  it('has right gradients in every parameter', () => {
    const model = new Seq2SeqTransformer({ ...tiny, width: 8, innerSize: 8 });
    randomize(model);
    const inputs = { source: tensor([[3, 4, 0]], [1, 3], 'int32'), target: tensor([[1, 4]], [1, 2], 'int32') };
    const report = checkGradients(() => model.call(inputs), model.parameters(), { directions: 2 });
    assert.isTrue(report.passed, report.toString());
    for (const one of [inputs.source, inputs.target, model]) one.dispose();
  });

  it('learns to reverse four sources, to below 0.05 nats, and generates their targets', async () => {
    const model = new Seq2SeqTransformer(tiny);
    const losses = await lossesOf(model, (options) => seq2SeqLoss(model, batch, options), 100);
    assert.isAbove(losses[0], 1.5);
    assert.isBelow(losses.at(-1)!, 0.05);
    tidy(() => {
      const source = tensor(batch.source, [4, 3], 'int32');
      const generated = generateSequence(model, source, { start: 1, end: 2 });
      assert.deepEqual(generated, [
        [5, 4, 3],
        [3, 7, 6],
        [7, 4],
        [7, 6, 5],
      ]);
      const short = generateSequence(model, source, { start: 1, end: 2, maxLength: 2 });
      assert.deepEqual(
        short,
        generated.map((row) => row.slice(0, 2)),
      );
      assert.deepEqual(generateSequence(model, source, { start: 1, end: 2, maxLength: 0 }), [[], [], [], []]);
      const alone = tensor([4, 7, 5], [1, 3], 'int32');
      const sourceMask = tensor([1, 1, 0], [1, 3], 'bool');
      assert.deepEqual(generateSequence(model, alone, { start: 1, end: 2, sourceMask }), [[7, 4]]);
    });
    model.dispose();
  });

  it('is what its configuration says', () => {
    const own = { ...tiny, targetVocabularySize: 5, targetContextLength: 3, positions: 'rotary' } as const;
    const model = new Seq2SeqTransformer(own);
    const config = model.getConfig();
    assert.deepInclude(config, { ...own, maskZero: true, normalization: 'pre', name: model.name });
    const again = new Seq2SeqTransformer(JSON.parse(JSON.stringify(config)) as never);
    assert.deepEqual(again.getConfig(), config);
    assert.deepEqual(again.getWeights(), model.getWeights());
    for (const one of [model, again]) one.dispose();
  });
});
