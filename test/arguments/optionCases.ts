import type { Tensor } from '@tensorflow/tfjs-core';
import type { CallOptions, Module } from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given, key } from './given.js';

const INITIALIZERS =
  'zeros, ones, constant, randomNormal, randomUniform, truncatedNormal, varianceScaling, glorotUniform, ' +
  'glorotNormal, heUniform, heNormal, lecunUniform, lecunNormal, orthogonal, identity';

/** What initializers, regularizers and constraints may be called. */
export const NAMES = {
  Initializer: INITIALIZERS,
  Regularizer: 'l1, l2, l1l2, orthogonalRegularizer',
  Constraint: 'maxNorm, minMaxNorm, nonNeg, radialConstraint, unitNorm',
};

/** What seeds must be. */
export const SEED = 'RandomKey: seed must be a whole number in [0, 2^53)';

/** Makes something of options that are good but for one. */
export type Construct = (options: never) => unknown;

/** A bad value of one option of a constructor, and what the message says after the option's name. */
export function optionCase(
  where: string,
  construct: Construct,
  good: object,
  [name, value, says]: [name: string, value: unknown, says: string],
): ArgumentCase {
  return [`${where}.options.${name}`, () => construct(bad({ ...good, [name]: value })), `${where}: ${name} ${says}`];
}

/** Options that are none. */
export function optionsCases(where: string, construct: Construct): ArgumentCase[] {
  return [
    [`${where}.options`, () => construct(bad(8)), `${where}: options must be an object, got 8`],
    [`${where}.options`, () => construct(bad(null)), `${where}: options must be an object, got null`],
  ];
}

/** What every module's constructor takes. */
export function moduleOptionCases(where: string, construct: Construct, good: object): ArgumentCase[] {
  return [
    ...optionsCases(where, construct),
    optionCase(where, construct, good, ['name', 5, 'must be a string, got 5']),
    optionCase(where, construct, good, ['trainable', 'no', "must be true or false, got 'no'"]),
    [`${where}.options.seed`, () => construct(bad({ ...good, seed: -1 })), `${SEED}, got -1`],
    [`${where}.options.seed`, () => construct(bad({ ...good, seed: '1' })), `${SEED}, got '1'`],
  ];
}

/** Options that stand for an initializer, a regularizer or a constraint, which their names end with. */
export function identifierCases(where: string, construct: Construct, good: object, names: string[]): ArgumentCase[] {
  return names.map((name) => {
    const [, known] = Object.entries(NAMES).find(([kind]) => name.endsWith(kind))!;
    return optionCase(where, construct, good, [name, 'foo', `must be one of ${known}, got 'foo'`]);
  });
}

/** What layers with a kernel and a bias take. */
export function kernelAndBiasCases(where: string, construct: Construct, good: object): ArgumentCase[] {
  const kinds = ['Initializer', 'Regularizer', 'Constraint'];
  const names = kinds.flatMap((kind) => [`kernel${kind}`, `bias${kind}`]);
  return identifierCases(where, construct, good, names);
}

/** What every layer's call takes; `method` is its name. */
export function callOptionCases(
  method: string,
  call: (options: CallOptions) => unknown,
  where = method.split('.')[0],
): ArgumentCase[] {
  const option = (name: keyof CallOptions, value: unknown, says: string): ArgumentCase => [
    `${method}.options.${name}`,
    () => call(bad({ [name]: value })),
    `${where}: options.${name} ${says}`,
  ];
  return [
    [`${method}.options`, () => call(bad(true)), `${where}: options must be an object, got true`],
    option('training', 1, 'must be true or false, got 1'),
    option('randomKey', 7, 'must be a RandomKey, got 7'),
    option('activityLosses', {}, 'must be a list, got {}'),
    option('implementation', 'flash', "must be one of auto, fused, reference, recompute, got 'flash'"),
  ];
}

/** What a norm takes that adds. */
export function sumCases(where: string, callOnSum: (x: Tensor, added: Tensor) => unknown): ArgumentCase[] {
  return [
    [`${where}.callOnSum.x`, () => callOnSum(bad(1), given.matrix), `${where}: x must be a float32 tensor, got 1`],
    [
      `${where}.callOnSum.added`,
      () => callOnSum(given.matrix, given.sequence),
      `${where}: added must have shape [2, 3], got [1, 2, 3]`,
    ],
  ];
}

/** What `build` takes of a layer with one input. */
export function buildCases(where: string, make: () => Module): ArgumentCase[] {
  return [
    [
      `${where}.build.shape`,
      () => make().build(bad(3), key),
      `${where}: shape must be a list of whole numbers, at least 0, got 3`,
    ],
    [
      `${where}.build.shape`,
      () => make().build([2, -3], key),
      `${where}: shape must be a list of whole numbers, at least 0, got [2,-3]`,
    ],
    [`${where}.build.key`, () => make().build([2, 3], bad(7)), `${where}: key must be a RandomKey, got 7`],
  ];
}
