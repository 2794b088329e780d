import { snakeCase, camelCase } from '../../config/letterCase.js';
import { checkObject } from '../../config/checkObject.js';
import { constraints } from '../../constraints/index.js';
import type { Shape } from '../../engine/shapes.js';
import { initializers } from '../../initializers/index.js';
import { regularizers } from '../../regularizers/index.js';
import type { Regularizer } from '../../regularizers/Regularizer.js';
import type { Constraint } from '../../constraints/Constraint.js';
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

/** Options that only this package has: Keras would refuse them. */
const OWN_OPTIONS = ['returnAttentionScores', 'softmaxRobustMasking', 'seed'] as const;

const SHAPES = ['queryShape', 'keyShape', 'valueShape'];

/** Names of all options of an attention layer. */
export const ATTENTION_OPTIONS = [
  ...(['name', 'trainable', 'dtype', 'numHeads', 'keyDim', 'valueDim', 'dropout', 'useBias', 'outputShape'] as const),
  ...(['attentionAxes', 'kernelInitializer', 'biasInitializer', 'kernelRegularizer', 'biasRegularizer'] as const),
  ...(['activityRegularizer', 'kernelConstraint', 'biasConstraint', ...OWN_OPTIONS] as const),
] as const satisfies readonly (keyof AttentionLayerOptions)[];

/** The configuration as plain data, in camelCase, or in snake_case as `get_config()` of the original gives it. */
export function describeAttention(layer: Described, style: 'own' | 'keras'): Record<string, unknown> {
  const { name, trainable, seed, config, rules, shapes } = layer;
  const keras = style === 'keras';
  const penalty = (regularizer?: Regularizer): unknown =>
    regularizer === undefined
      ? null
      : keras
        ? regularizers.serializeKeras(regularizer)
        : regularizers.serialize(regularizer);
  const limit = (constraint?: Constraint): unknown =>
    constraint === undefined
      ? null
      : keras
        ? constraints.serializeKeras(constraint)
        : constraints.serialize(constraint);
  const start = ({ initializer }: WeightRule): unknown =>
    keras ? initializers.serializeKeras(initializer) : initializers.serialize(initializer);
  const described: Record<string, unknown> = {
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
    kernelInitializer: start(rules.kernel),
    biasInitializer: start(rules.bias),
    kernelRegularizer: penalty(rules.kernel.regularizer),
    biasRegularizer: penalty(rules.bias.regularizer),
    activityRegularizer: penalty(config.activityRegularizer),
    kernelConstraint: limit(rules.kernel.constraint),
    biasConstraint: limit(rules.bias.constraint),
    queryShape: shapes?.query ?? null,
    keyShape: shapes?.key ?? null,
    valueShape: shapes?.value ?? null,
  };
  if (keras) return Object.fromEntries(Object.entries(described).map(([key, value]) => [snakeCase(key), value]));
  const { returnAttentionScores, softmaxRobustMasking } = config;
  return { ...described, returnAttentionScores, softmaxRobustMasking, seed: seed ?? null };
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
  const named = Object.entries(checkObject(where, 'config', config)).map(([key, value]): [string, unknown] => [
    camelCase(key),
    value,
  ]);
  const known: string[] = [...ATTENTION_OPTIONS, ...SHAPES];
  const unknown = named.findIndex(([key]) => !known.includes(key));
  if (unknown >= 0) {
    throw new Error(`${where}: config must hold only ${known.join(', ')}, got '${Object.keys(config)[unknown]}'`);
  }
  const given = Object.fromEntries(named.filter(([, value]) => value !== null && value !== undefined));
  const { queryShape, keyShape, valueShape, dtype, ...options } = given;
  const complete = { ...options, dtype: readDtype(dtype) } as unknown as AttentionLayerOptions;
  if (queryShape === undefined || valueShape === undefined) return { options: complete };
  const query = readShape(where, 'queryShape', queryShape);
  const value = readShape(where, 'valueShape', valueShape);
  const key = keyShape === undefined ? value : readShape(where, 'keyShape', keyShape);
  return { options: complete, shapes: { query, value, key } };
}

/** Keras writes the type's name, or a policy that holds it. */
function readDtype(dtype: unknown): unknown {
  const policy = dtype as { config?: { name?: unknown } } | undefined;
  return policy?.config?.name ?? dtype;
}

function readShape(where: string, name: string, shape: unknown): Shape {
  checkInputShape(where, name, shape);
  return shape as Shape;
}
