import { assert } from 'chai';
import { getMetric, metrics } from '../../src/metrics/index.js';
import { BinaryAccuracy } from '../../src/metrics/BinaryAccuracy.js';
import { CategoricalAccuracy } from '../../src/metrics/CategoricalAccuracy.js';
import { F1Score } from '../../src/metrics/F1Score.js';
import { MatthewsCorrelation } from '../../src/metrics/MatthewsCorrelation.js';
import { Mean } from '../../src/metrics/Mean.js';
import { PearsonCorrelation } from '../../src/metrics/PearsonCorrelation.js';
import { Perplexity } from '../../src/metrics/Perplexity.js';
import { Precision } from '../../src/metrics/Precision.js';
import { Recall } from '../../src/metrics/Recall.js';
import { SparseCategoricalAccuracy } from '../../src/metrics/SparseCategoricalAccuracy.js';
import { SpearmanCorrelation } from '../../src/metrics/SpearmanCorrelation.js';
import { TopKAccuracy } from '../../src/metrics/TopKAccuracy.js';
import { assertRoundTrip } from '../helpers/assertRoundTrip.js';

describe('getMetric', () => {
  for (const object of [
    new SparseCategoricalAccuracy(),
    new CategoricalAccuracy(),
    new BinaryAccuracy({ threshold: 0.25 }),
    new TopKAccuracy({ k: 3 }),
    new Perplexity({ ignoreClass: -1 }),
    new Precision({ threshold: 0.25 }),
    new Recall({ threshold: 0.25 }),
    new F1Score({ average: 'macro' }),
    new F1Score({ average: 'micro', threshold: 0.25 }),
    new MatthewsCorrelation({ threshold: 0 }),
    new PearsonCorrelation(),
    new SpearmanCorrelation(),
    new Mean(),
  ]) {
    it(`makes an equal ${object.constructor.name} of ${JSON.stringify(object.getConfig())}`, () => {
      assertRoundTrip(metrics, object);
    });
  }

  for (const [name, type] of [
    ['sparseCategoricalAccuracy', SparseCategoricalAccuracy],
    ['sparse_categorical_accuracy', SparseCategoricalAccuracy],
    ['topKAccuracy', TopKAccuracy],
    ['sparse_top_k_categorical_accuracy', TopKAccuracy],
    ['SparseTopKCategoricalAccuracy', TopKAccuracy],
    ['f1Score', F1Score],
    ['f1_score', F1Score],
    ['mean', Mean],
  ] as const) {
    it(`knows ${name} by name`, () => assert.strictEqual(getMetric(name).constructor, type));
  }

  it('refuses what it does not know', () => {
    const known =
      'sparseCategoricalAccuracy, categoricalAccuracy, binaryAccuracy, topKAccuracy, perplexity, precision, recall, ' +
      'f1Score, matthewsCorrelation, pearsonCorrelation, spearmanCorrelation, mean';
    assert.throws(() => getMetric('auc'), `getMetric: identifier must be one of ${known}, got 'auc'`);
    assert.throws(
      () => getMetric({ className: 'Recall', config: { top_k: 1 } }),
      "Recall: options must hold only threshold, got 'topK'",
    );
  });
});
