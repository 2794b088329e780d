import { assert } from 'chai';
import { getLoss, losses } from '../../src/losses/index.js';
import { BinaryCrossentropy } from '../../src/losses/BinaryCrossentropy.js';
import { BinaryFocalCrossentropy } from '../../src/losses/BinaryFocalCrossentropy.js';
import { CategoricalCrossentropy } from '../../src/losses/CategoricalCrossentropy.js';
import { CosineSimilarity } from '../../src/losses/CosineSimilarity.js';
import { Huber } from '../../src/losses/Huber.js';
import { KLDivergence } from '../../src/losses/KLDivergence.js';
import { LogCosh } from '../../src/losses/LogCosh.js';
import { MeanAbsoluteError } from '../../src/losses/MeanAbsoluteError.js';
import { MeanSquaredError } from '../../src/losses/meanSquaredError.js';
import { SparseCategoricalCrossentropy } from '../../src/losses/SparseCategoricalCrossentropy.js';
import { assertRoundTrip } from '../helpers/assertRoundTrip.js';

const reduction = 'sum' as const;

describe('getLoss', () => {
  for (const object of [
    new SparseCategoricalCrossentropy({ fromLogits: true, ignoreClass: -1, reduction }),
    new SparseCategoricalCrossentropy(),
    new CategoricalCrossentropy({ fromLogits: true, labelSmoothing: 0.1, reduction: 'none' }),
    new BinaryCrossentropy({ fromLogits: true, labelSmoothing: 0.25 }),
    new BinaryFocalCrossentropy({ gamma: 3, alpha: 0.5, applyClassBalancing: true, fromLogits: true }),
    new MeanSquaredError({ reduction }),
    new MeanAbsoluteError({ reduction }),
    new Huber({ delta: 0.5, reduction }),
    new LogCosh({ reduction }),
    new CosineSimilarity({ axis: 1, reduction }),
    new KLDivergence({ reduction }),
  ]) {
    it(`makes an equal ${object.constructor.name} of ${JSON.stringify(object.getConfig())}`, () => {
      assertRoundTrip(losses, object);
    });
  }

  for (const [name, type] of [
    ['meanSquaredError', MeanSquaredError],
    ['mean_squared_error', MeanSquaredError],
    ['mse', MeanSquaredError],
    ['mae', MeanAbsoluteError],
    ['bce', BinaryCrossentropy],
    ['kld', KLDivergence],
    ['klDivergence', KLDivergence],
    ['kl_divergence', KLDivergence],
    ['logcosh', LogCosh],
    ['log_cosh', LogCosh],
    ['huber', Huber],
    ['cosine_similarity', CosineSimilarity],
    ['sparse_categorical_crossentropy', SparseCategoricalCrossentropy],
    ['binary_focal_crossentropy', BinaryFocalCrossentropy],
  ] as const) {
    it(`knows ${name} by name`, () => assert.strictEqual(getLoss(name).constructor, type));
  }

  it('has the defaults of tf.keras', () => {
    const rest = { reduction: 'meanOverBatch' };
    const config = (name: string): unknown => getLoss(name).getConfig();
    assert.deepEqual(config('sparseCategoricalCrossentropy'), { fromLogits: false, ignoreClass: undefined, ...rest });
    for (const name of ['categoricalCrossentropy', 'binaryCrossentropy']) {
      assert.deepEqual(config(name), { fromLogits: false, labelSmoothing: 0, ...rest });
    }
    assert.deepEqual(config('binaryFocalCrossentropy'), {
      fromLogits: false,
      labelSmoothing: 0,
      gamma: 2,
      alpha: 0.25,
      applyClassBalancing: false,
      ...rest,
    });
    assert.deepEqual(config('huber'), { delta: 1, ...rest });
    assert.deepEqual(config('cosineSimilarity'), { axis: -1, ...rest });
    for (const name of ['mse', 'mae', 'logCosh', 'kld']) assert.deepEqual(config(name), rest);
  });

  it("understands Keras's names of the mean", () => {
    for (const reduction of ['sum_over_batch_size', 'auto', 'mean_over_batch', 'meanOverBatch', 'sumOverBatchSize']) {
      assert.equal(getLoss({ class_name: 'LogCosh', config: { reduction } }).reduction, 'meanOverBatch');
    }
  });

  it('refuses what it does not know', () => {
    const known =
      'sparseCategoricalCrossentropy, categoricalCrossentropy, binaryCrossentropy, binaryFocalCrossentropy, ' +
      'meanSquaredError, meanAbsoluteError, huber, logCosh, cosineSimilarity, klDivergence';
    assert.throws(() => getLoss('hinge'), `getLoss: identifier must be one of ${known}, got 'hinge'`);
  });
});
