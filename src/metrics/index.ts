import { Registry, type Identifier } from '../config/Registry.js';
import { BinaryAccuracy } from './BinaryAccuracy.js';
import { CategoricalAccuracy } from './CategoricalAccuracy.js';
import { F1Score } from './F1Score.js';
import { MatthewsCorrelation } from './MatthewsCorrelation.js';
import { Mean } from './Mean.js';
import { Metric } from './Metric.js';
import { PearsonCorrelation } from './PearsonCorrelation.js';
import { Perplexity } from './Perplexity.js';
import { Precision } from './Precision.js';
import { Recall } from './Recall.js';
import { SparseCategoricalAccuracy } from './SparseCategoricalAccuracy.js';
import { SpearmanCorrelation } from './SpearmanCorrelation.js';
import { TopKAccuracy } from './TopKAccuracy.js';

/** The metrics that configurations can name. */
export const metrics = new Registry(
  'metric',
  Metric,
  {
    SparseCategoricalAccuracy,
    CategoricalAccuracy,
    BinaryAccuracy,
    TopKAccuracy,
    Perplexity,
    Precision,
    Recall,
    F1Score,
    MatthewsCorrelation,
    PearsonCorrelation,
    SpearmanCorrelation,
    Mean,
  },
  {
    aliases: {
      SparseTopKCategoricalAccuracy: 'TopKAccuracy',
      sparseTopKCategoricalAccuracy: 'TopKAccuracy',
      sparse_top_k_categorical_accuracy: 'TopKAccuracy',
    },
  },
);

/** A name such as `'binaryAccuracy'`, a metric, or its serialized form. */
export type MetricIdentifier = Identifier<Metric>;

/**
 * The metric an identifier stands for.
 *
 * @throws Error when it names none, or an option is unknown or out of its range.
 */
export function getMetric(identifier: MetricIdentifier): Metric {
  return metrics.get(identifier, 'getMetric: identifier');
}
