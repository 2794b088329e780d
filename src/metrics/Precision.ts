import { share } from './ConfusionCounts.js';
import { ConfusionMetric, type ThresholdOptions } from './ConfusionMetric.js';

/** The share of what is right in what was predicted to be yes, `tp / (tp + fp)`; 0 where nothing was, as in Keras. */
export class Precision extends ConfusionMetric {
  /** @throws Error when the threshold is not a finite number. */
  constructor(options: ThresholdOptions = {}) {
    super('Precision', options);
  }

  override result(): number {
    return share(this.counts.truePositives, this.counts.falsePositives);
  }
}
