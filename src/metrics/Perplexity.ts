import type { Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { labelledRows } from './labelledRows.js';
import { MeanMetric } from './MeanMetric.js';
import { sampleWeights } from './sampleWeights.js';

/** Options of {@link Perplexity}. */
export interface PerplexityOptions {
  /** Tokens with this label count as nothing, whatever their logits hold. Default none. */
  ignoreClass?: number;
}

/**
 * `exp` of the mean of `−log softmax(logits)[label]` over all tokens, not over batches: among how many tokens the model
 * hesitates; NaN of none.
 *
 * The target holds labels, int32 `[…]`, the prediction logits `[…, classes]`. Sums are in double precision.
 */
export class Perplexity extends MeanMetric {
  readonly ignoreClass?: number;

  /** @throws Error when the ignored class is not a whole number. */
  constructor(options: PerplexityOptions = {}) {
    super();
    const { ignoreClass } = checkOptions('Perplexity', options, ['ignoreClass']);
    if (ignoreClass !== undefined) checkNumber('Perplexity', 'ignoreClass', ignoreClass, { whole: true });
    this.ignoreClass = ignoreClass;
  }

  override update(target: Tensor, prediction: Tensor, sampleWeight?: Tensor): void {
    const { labels, rowOf } = labelledRows('Perplexity', target, prediction, this.ignoreClass);
    const weights = sampleWeights('Perplexity', sampleWeight, target.shape);
    const counted = weights.map((weight, i) => (labels[i] === this.ignoreClass ? 0 : weight));
    this.addAll(counted, (i) => surprise(rowOf(i), labels[i]));
  }

  override result(): number {
    return Math.exp(super.result());
  }

  override getConfig(): Record<string, unknown> {
    return { ignoreClass: this.ignoreClass };
  }
}

/** `log Σ exp(logits) − logits[label]`, of logits less the largest: their exponentials cannot overflow. */
function surprise(logits: Float32Array, label: number): number {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
  return Math.log(total) - (logits[label] - largest);
}
