import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { classificationLoss, type LabelledBatch } from '../../src/models/classificationLoss.js';
import { MaskedLanguageModel } from '../../src/models/MaskedLanguageModel.js';
import { maskedLanguageModelLoss } from '../../src/models/maskedLanguageModelLoss.js';
import { TransformerClassifier } from '../../src/models/TransformerClassifier.js';
import { valueAndGradients } from '../../src/modules/valueAndGradients.js';
import { checkGradients } from '../../src/testing/index.js';
import { numbers } from '../float64/scalar.js';
import { array } from '../float64/array.js';
import { crossEntropy } from '../float64/crossEntropy.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { randomize } from './randomize.js';
import { lossesOf } from './tinyTask.js';

const encoder = { vocabularySize: 8, contextLength: 6, numLayers: 1, width: 8, numHeads: 2, maskZero: true };

/** Eight rows of six tokens; whether a 3 is among them. */
function rowsWithThrees(): LabelledBatch {
  const inputs = Int32Array.from({ length: 48 }, (_, i) => 1 + ((i * 7 + ((i * i) % 5)) % 7));
  const labels = Int32Array.from({ length: 8 }, (_, r) => Number(inputs.slice(r * 6, r * 6 + 6).includes(3)));
  return { inputs, labels, shape: [8, 6] };
}

function logitsOf(model: TransformerClassifier, row: number[]): Float32Array {
  return tidy(() => model.call(tensor([row], [1, row.length], 'int32')).dataSync<'float32'>());
}

describe('TransformerClassifier', () => {
  for (const pooling of ['mean', 'first'] as const) {
    it(`gives logits that padding does not change, to the bit (${pooling})`, () => {
      const model = new TransformerClassifier({ encoder, numClasses: 3, pooling, seed: 2 });
      const mask = [1, 1, 1, 0, 0];
      const masked = tidy(() => {
        const options = { mask: tensor(mask, [1, 5], 'bool') };
        return model.call(tensor([[4, 2, 3, 7, 1]], [1, 5], 'int32'), options).dataSync<'float32'>();
      });
      assertSameBits(masked, logitsOf(model, [4, 2, 3, 0, 0]));
      assertClose(logitsOf(model, [4, 2, 3]), masked, 1e-5);
      assert.notDeepEqual(logitsOf(model, [4, 2, 3, 7, 1]), masked);
      model.dispose();
    });
  }

  it('learns which rows hold a 3, to below 0.05 nats', async () => {
    const model = new TransformerClassifier({ encoder, numClasses: 2, seed: 1 });
    const batch = rowsWithThrees();
    const losses = await lossesOf(model, (options) => classificationLoss(model, batch, options), 40);
    assert.isAbove(losses[0], 0.3);
    assert.isBelow(losses.at(-1)!, 0.05);
    model.dispose();
  });

  it('its loss is the mean cross-entropy of the labels', () => {
    const model = new TransformerClassifier({ encoder, numClasses: 2, seed: 1 });
    const batch = { inputs: Int32Array.of(1, 2, 3, 4), shape: [2, 2], labels: Int32Array.of(1, 0) };
    const logits = [logitsOf(model, [1, 2]), logitsOf(model, [3, 4])].flatMap((row) => [...row]);
    const losses = crossEntropy(numbers, array([2, 2], logits), array([2], [1, 0])).values;
    const got = tidy(() => classificationLoss(model, batch, {}).dataSync()[0]);
    // A sum of two float32 numbers near 1.
    assertClose([got], [(losses[0] + losses[1]) / 2], 1e-6);
    model.dispose();
  });

  it('has right gradients in every parameter', () => {
    const model = new TransformerClassifier({ encoder, numClasses: 2, seed: 1 });
    const tokens = tensor([[1, 2, 3, 0]], [1, 4], 'int32');
    randomize(model);
    const report = checkGradients(() => model.call(tokens), model.parameters(), { directions: 2 });
    assert.isTrue(report.passed, report.toString());
    for (const one of [tokens, model]) one.dispose();
  });

  it('is what its configuration says', () => {
    const model = new TransformerClassifier({ encoder, numClasses: 3, pooling: 'first', dropout: 0.1, seed: 4 });
    const config = model.getConfig();
    assert.deepInclude(config, { numClasses: 3, pooling: 'first', dropout: 0.1, seed: 4, trainable: true });
    assert.deepEqual(config.encoder, model.encoder.getConfig());
    const again = new TransformerClassifier(JSON.parse(JSON.stringify(config)) as never);
    assert.deepEqual(again.getConfig(), config);
    assert.deepEqual(again.getWeights(), model.getWeights());
    for (const one of [model, again]) one.dispose();
  });
});

describe('MaskedLanguageModel', () => {
  /** Every third token is hidden behind a 1, and to be predicted. */
  function hiddenTokens(): { inputs: Int32Array; targets: Int32Array; shape: [number, number] } {
    const { inputs } = rowsWithThrees();
    return {
      inputs: inputs.map((token, i) => (i % 3 === 0 ? 1 : token)),
      targets: inputs.map((token, i) => (i % 3 === 0 ? token : -1)),
      shape: [8, 6],
    };
  }

  for (const tied of [true, false]) {
    it(`learns to predict hidden tokens, to below half of what it begins with (${tied ? 'tied' : 'untied'})`, async () => {
      const model = new MaskedLanguageModel({ encoder, tied, seed: 2 });
      const batch = hiddenTokens();
      const losses = await lossesOf(model, (options) => maskedLanguageModelLoss(model, batch, options), 80);
      // ln 8 = 2.08 is the loss of knowing nothing, and few know less.
      assert.isAbove(losses[0], 2);
      assert.isBelow(losses.at(-1)!, losses[0] / 2);
      assert.equal(model.parameters().has('kernel'), !tied);
      model.dispose();
    });

    it(`has right gradients in every parameter (${tied ? 'tied' : 'untied'})`, () => {
      const model = new MaskedLanguageModel({ encoder, tied, seed: 1 });
      const tokens = tensor([[1, 2, 3, 0]], [1, 4], 'int32');
      randomize(model);
      const report = checkGradients(() => model.call(tokens), model.parameters(), { directions: 2 });
      assert.isTrue(report.passed, report.toString());
      for (const one of [tokens, model]) one.dispose();
    });
  }

  it('counts only what is to be predicted', () => {
    const model = new MaskedLanguageModel({ encoder, seed: 2 });
    const loss = (targets: number[]): number =>
      tidy(() => {
        const batch = { inputs: Int32Array.of(1, 2, 3), targets: Int32Array.from(targets), shape: [1, 3] };
        return maskedLanguageModelLoss(model, batch as never, {}).dataSync()[0];
      });
    const [first, last] = [loss([4, -1, -1]), loss([-1, -1, 5])];
    assertClose([loss([4, -1, 5])], [(first + last) / 2], 1e-6);
    assert.equal(loss([-1, -1, -1]), 0);
    model.dispose();
  });

  it('shares its encoder with a classifier: what one learns the other knows', () => {
    const pretrained = new MaskedLanguageModel({ encoder, seed: 2 });
    const classifier = new TransformerClassifier({ encoder: pretrained.encoder, numClasses: 2, seed: 3 });
    assert.strictEqual(classifier.encoder, pretrained.encoder);
    const before = logitsOf(classifier, [1, 2, 3]);
    const table = pretrained.encoder.tokenEmbedding.embeddings;
    const { value, gradients } = valueAndGradients(
      () => maskedLanguageModelLoss(pretrained, hiddenTokens(), {}),
      pretrained,
    );
    tidy(() => table.assign(gradients.get('encoder.tokenEmbedding.embeddings')!));
    assert.notDeepEqual(logitsOf(classifier, [1, 2, 3]), before);
    for (const one of [value, ...gradients.values(), pretrained, classifier]) one.dispose();
  });

  it('is what its configuration says', () => {
    const model = new MaskedLanguageModel({ encoder, tied: false, seed: 4 });
    const config = model.getConfig();
    assert.deepInclude(config, { tied: false, seed: 4, trainable: true });
    const again = new MaskedLanguageModel(JSON.parse(JSON.stringify(config)) as never);
    assert.deepEqual(again.getConfig(), config);
    assert.deepEqual(again.getWeights(), model.getWeights());
    for (const one of [model, again]) one.dispose();
  });
});
