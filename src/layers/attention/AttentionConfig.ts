import { checkBoolean } from '../../config/checkBoolean.js';
import { formatValue } from '../../config/formatValue.js';
import { regularizers, type RegularizerIdentifier } from '../../regularizers/index.js';
import type { Regularizer } from '../../regularizers/Regularizer.js';
import type { ModuleOptions } from '../../modules/Module.js';
import { checkDropoutRate } from '../../ops/dropout.js';
import { weightRules, type KernelAndBiasOptions, type WeightRule } from '../weightOptions.js';

/** Options of {@link TalkingHeadsAttention} and {@link MultiHeadAttention}. */
export interface AttentionLayerOptions extends ModuleOptions, KernelAndBiasOptions {
  /** Number of heads. */
  numHeads: number;
  /** Size of each head of query and key. */
  keyDim: number;
  /** Size of each head of the value. Default: keyDim. */
  valueDim?: number | null;
  /** Probability of dropping a weight, after the second mix. Default 0. */
  dropout?: number;
  /** Sizes of the output's last axes. Default: the query's last size. */
  outputShape?: number | readonly number[] | null;
  /** Axes that are attended over; negative ones count from the end. Default: all but the first and the last. */
  attentionAxes?: number | readonly number[] | null;
  /** Default of the call's option of this name. Default false. */
  returnAttentionScores?: boolean;
  /** Penalty of the output, and of returned scores, divided by the batch size. */
  activityRegularizer?: RegularizerIdentifier | null;
  /**
   * Whether a hidden key weighs exactly zero, so that a query with nothing to attend gets zeros, and numbers in a mask
   * attend above 0.5. False is the original's way, `(1 − mask) · −1e9` added to the logits. Default true. (Keras 2.21
   * has an option of this name that gives such a query uniform weights.)
   */
  softmaxRobustMasking?: boolean;
  /** Only `'float32'`. */
  dtype?: 'float32';
}

/** The options, checked and filled in. */
export interface AttentionConfig {
  numHeads: number;
  keyDim: number;
  valueDim: number;
  dropout: number;
  useBias: boolean;
  outputShape?: number | number[];
  attentionAxes?: number[];
  returnAttentionScores: boolean;
  activityRegularizer?: Regularizer;
  softmaxRobustMasking: boolean;
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws Error when one is out of its range.
 */
export function resolveAttentionConfig(
  where: string,
  options: AttentionLayerOptions,
): { config: AttentionConfig; rules: { kernel: WeightRule; bias: WeightRule } } {
  const { numHeads, keyDim, dropout = 0, useBias = true, returnAttentionScores = false } = options;
  const { softmaxRobustMasking = true, dtype = 'float32' } = options;
  const valueDim = options.valueDim ?? keyDim;
  const outputShape = options.outputShape ?? undefined;
  checkSize(where, 'numHeads', numHeads);
  checkSize(where, 'keyDim', keyDim);
  checkSize(where, 'valueDim', valueDim);
  checkDropoutRate(where, dropout, 'dropout');
  for (const [name, flag] of Object.entries({ returnAttentionScores, softmaxRobustMasking })) {
    checkBoolean(where, name, flag);
  }
  if (outputShape !== undefined) {
    const sizes = typeof outputShape === 'number' ? [outputShape] : outputShape;
    if (!Array.isArray(sizes) || sizes.length === 0) {
      throw new Error(`${where}: outputShape must be a size or a list of sizes, got ${formatValue(outputShape)}`);
    }
    for (const size of sizes as number[]) checkSize(where, 'outputShape', size);
  }
  if (dtype !== 'float32') throw new Error(`${where}: dtype must be 'float32', got ${formatValue(dtype)}`);
  return {
    config: {
      numHeads,
      keyDim,
      valueDim,
      dropout,
      useBias,
      outputShape: typeof outputShape === 'object' ? [...outputShape] : outputShape,
      attentionAxes: listAxes(where, options.attentionAxes),
      returnAttentionScores,
      activityRegularizer: regularizers.getOptional(options.activityRegularizer, `${where}: activityRegularizer`),
      softmaxRobustMasking,
    },
    rules: weightRules(where, options),
  };
}

function checkSize(where: string, name: string, size: number): void {
  if (!Number.isInteger(size) || size <= 0) {
    throw new Error(`${where}: ${name} must be a whole number above 0, got ${formatValue(size)}`);
  }
}

function listAxes(where: string, axes: AttentionLayerOptions['attentionAxes']): number[] | undefined {
  if (axes === undefined || axes === null) return undefined;
  const list = typeof axes === 'number' ? [axes] : axes;
  if (!Array.isArray(list) || !list.every(Number.isInteger)) {
    throw new Error(`${where}: attentionAxes must be a whole number or a list of them, got ${formatValue(axes)}`);
  }
  return [...(list as number[])];
}
