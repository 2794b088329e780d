import { ConfusionMetric, type ThresholdOptions } from './ConfusionMetric.js';

/**
 * Matthews' correlation of yes and no as they are and as predicted (Matthews 1975, doi:10.1016/0005-2795(75)90109-9):
 * `(tp · tn − fp · fn) / √((tp + fp)(tp + fn)(tn + fp)(tn + fn))`, from −1 to 1; 0 where only one of the two occurs in
 * the targets or in the predictions, and of no examples.
 */
export class MatthewsCorrelation extends ConfusionMetric {
  /** @throws Error when the threshold is not a finite number. */
  constructor(options: ThresholdOptions = {}) {
    super('MatthewsCorrelation', options);
  }

  override result(): number {
    const { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn } = this.counts;
    const norm = Math.sqrt(tp + fp) * Math.sqrt(tp + fn) * Math.sqrt(tn + fp) * Math.sqrt(tn + fn);
    return norm === 0 ? 0 : (tp * tn - fp * fn) / norm;
  }
}
