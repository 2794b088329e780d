import { share } from './ConfusionCounts.js';
import { ConfusionMetric, type ThresholdOptions } from './ConfusionMetric.js';

/** The share of what is yes that was predicted to be, `tp / (tp + fn)`; 0 where nothing is, as in Keras. */
export class Recall extends ConfusionMetric {
  /** @throws Error when the threshold is not a finite number. */
  constructor(options: ThresholdOptions = {}) {
    super('Recall', options);
  }

  override result(): number {
    return share(this.counts.truePositives, this.counts.falseNegatives);
  }
}
