import type { Tensor } from '@tensorflow/tfjs-core';
import { checkChoice } from '../config/checkChoice.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { checkTruths } from './checkTruths.js';
import { ConfusionCounts } from './ConfusionCounts.js';
import { largestIndex } from './largestIndex.js';
import { Metric } from './Metric.js';
import { pairedNumbers } from './pairedNumbers.js';
import { pairedRows } from './pairedRows.js';
import { sampleWeights } from './sampleWeights.js';

/** Options of {@link F1Score}. */
export interface F1ScoreOptions {
  /**
   * `'binary'`: every number is an example by itself. For targets and predictions `[…, classes]`: `'macro'`, the mean of
   * the classes' scores, or `'micro'`, the score of all classes' counts together. Default `'binary'`.
   */
  average?: 'binary' | 'macro' | 'micro';
  /** A prediction above it is yes. Default 0.5 for `'binary'`; else none: yes is the largest of an example alone. */
  threshold?: number;
}

/**
 * The harmonic mean of precision and recall, `2tp / (2tp + fp + fn)`; 0 where yes (1) neither was right nor predicted.
 *
 * Target and prediction are float32 of one shape. Without a threshold the largest prediction of an example is yes, the
 * first of equal ones; none, where one of them is NaN.
 */
export class F1Score extends Metric {
  readonly average: 'binary' | 'macro' | 'micro';
  readonly threshold?: number;
  #counts: ConfusionCounts[] = [];

  /** @throws Error when the average is not known, or the threshold is not a finite number. */
  constructor(options: F1ScoreOptions = {}) {
    super();
    const { average = 'binary', threshold } = checkOptions('F1Score', options, ['average', 'threshold']);
    checkChoice('F1Score', 'average', average, ['binary', 'macro', 'micro']);
    if (threshold !== undefined) checkNumber('F1Score', 'threshold', threshold);
    this.average = average;
    this.threshold = threshold ?? (average === 'binary' ? 0.5 : undefined);
  }

  /** @throws Error also when the number of classes is not that of an earlier batch. */
  override update(target: Tensor, prediction: Tensor, sampleWeight?: Tensor): void {
    const { target: truths, prediction: given } = pairedNumbers('F1Score', target, prediction);
    const { shape, numClasses, yes } = this.#examples(target, prediction, given);
    const weights = sampleWeights('F1Score', sampleWeight, shape);
    checkTruths('F1Score', truths);
    if (this.#counts.length === 0) this.#counts = Array.from({ length: numClasses }, () => new ConfusionCounts());
    truths.forEach((truth, i) => {
      this.#counts[i % numClasses].add(truth === 1, yes(i), weights[Math.floor(i / numClasses)]);
    });
  }

  override result(): number {
    const scores = this.resultPerClass();
    if (this.average !== 'micro') return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
    const together = new ConfusionCounts();
    for (const { truePositives, falsePositives, falseNegatives } of this.#counts) {
      together.truePositives += truePositives;
      together.falsePositives += falsePositives;
      together.falseNegatives += falseNegatives;
    }
    return together.f1();
  }

  /** The score of every class; one score for `'binary'`. Empty before the first batch. */
  resultPerClass(): number[] {
    return this.#counts.map((counts) => counts.f1());
  }

  override reset(): void {
    this.#counts = [];
  }

  override getConfig(): Record<string, unknown> {
    return { average: this.average, threshold: this.threshold };
  }

  #examples(target: Tensor, prediction: Tensor, given: Float32Array): Examples {
    const { threshold } = this;
    const above = (i: number): boolean => given[i] > threshold!;
    if (this.average === 'binary') return { shape: target.shape, numClasses: 1, yes: above };
    const { shape, numClasses, predictionOf } = pairedRows('F1Score', target, prediction);
    const before = this.#counts.length;
    if (before !== 0 && before !== numClasses) {
      throw new Error(`F1Score: target must have ${before} classes, as before, got ${numClasses}`);
    }
    const largest = (i: number): boolean => largestIndex(predictionOf(Math.floor(i / numClasses))) === i % numClasses;
    return { shape, numClasses, yes: threshold === undefined ? largest : above };
  }
}

interface Examples {
  shape: readonly number[];
  numClasses: number;
  /** Whether the number at an offset of the predictions is taken for yes. */
  yes: (i: number) => boolean;
}
