import { didYouMean } from '../../config/didYouMean.js';
import { readConfig } from '../../config/readConfig.js';
import { optionName } from '../../config/optionName.js';
import type { Shape } from '../../engine/shapes.js';
import { regularizers } from '../../regularizers/index.js';
import { describeWeightRule } from '../describeWeightRule.js';
import { layerOptionKinds } from '../layerOptionKinds.js';
import type { WeightRule } from '../weightOptions.js';
import type { AttentionConfig, AttentionLayerOptions } from './AttentionConfig.js';
import { checkInputShape, type AttentionShapes } from './attentionShapes.js';

/** Everything that a configuration of an attention layer tells. */
export interface Described {
  name: string;
  trainable: boolean;
  seed?: number;
  config: AttentionConfig;
  rules: { kernel: WeightRule; bias: WeightRule };
  /** Of the inputs it was built for; null before. */
  shapes: Required<AttentionShapes> | null;
}

const SHAPES = ['queryShape', 'keyShape', 'valueShape'];

/** Names of all options of an attention layer. */
export const ATTENTION_OPTIONS = [
  ...(['name', 'trainable', 'dtype', 'numHeads', 'keyDim', 'valueDim', 'dropout', 'useBias', 'outputShape'] as const),
  ...(['attentionAxes', 'kernelInitializer', 'biasInitializer', 'kernelRegularizer', 'biasRegularizer'] as const),
  ...(['activityRegularizer', 'kernelConstraint', 'biasConstraint'] as const),
  ...(['returnAttentionScores', 'softmaxRobustMasking', 'seed'] as const),
] as const satisfies readonly (keyof AttentionLayerOptions)[];

/** The configuration as plain data, in camelCase. */
export function describeAttention({
  name,
  trainable,
  seed,
  config,
  rules,
  shapes,
}: Described): Record<string, unknown> {
  const { activityRegularizer } = config;
  return {
    name,
    trainable,
    dtype: 'float32',
    numHeads: config.numHeads,
    keyDim: config.keyDim,
    valueDim: config.valueDim,
    dropout: config.dropout,
    useBias: config.useBias,
    outputShape: config.outputShape ?? null,
    attentionAxes: config.attentionAxes ?? null,
    ...describeWeightRule('kernel', rules.kernel),
    ...describeWeightRule('bias', rules.bias),
    activityRegularizer: activityRegularizer === undefined ? null : regularizers.serialize(activityRegularizer),
    queryShape: shapes?.query ?? null,
    keyShape: shapes?.key ?? null,
    valueShape: shapes?.value ?? null,
    returnAttentionScores: config.returnAttentionScores,
    softmaxRobustMasking: config.softmaxRobustMasking,
    seed: seed ?? null,
  };
}

/**
 * Reads a configuration in either style.
 *
 * @returns Options of the layer, and the shapes to build it for, if it tells them.
 * @throws Error when a key is unknown.
 */
export function readAttentionConfig(
  where: string,
  config: Record<string, unknown>,
): { options: AttentionLayerOptions; shapes?: Required<AttentionShapes> } {
  const given = readConfig(where, config, layerOptionKinds);
  const known: string[] = [...ATTENTION_OPTIONS, ...SHAPES];
  const unknown = Object.keys(config).find((key) => !known.includes(optionName(key)));
  if (unknown !== undefined) {
    const message = `${where}: config must hold only ${known.join(', ')}, got '${unknown}'`;
    throw new Error(`${message}${didYouMean(unknown, known)}`);
  }
  const { queryShape, keyShape, valueShape, ...options } = given;
  const complete = options as unknown as AttentionLayerOptions;
  if (queryShape === undefined || valueShape === undefined) return { options: complete };
  const query = readShape(where, 'queryShape', queryShape);
  const value = readShape(where, 'valueShape', valueShape);
  const key = keyShape === undefined ? value : readShape(where, 'keyShape', keyShape);
  return { options: complete, shapes: { query, value, key } };
}

function readShape(where: string, name: string, shape: unknown): Shape {
  checkInputShape(where, name, shape);
  return shape as Shape;
}
