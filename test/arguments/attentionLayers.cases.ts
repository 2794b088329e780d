import { MultiHeadAttention, TalkingHeadsAttention, type AttentionCallOptions } from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given } from './given.js';
import {
  callOptionCases,
  identifierCases,
  kernelAndBiasCases,
  moduleOptionCases,
  optionCase,
  type Construct,
} from './optionCases.js';

const OPTIONS =
  'name, trainable, dtype, numHeads, keyDim, valueDim, dropout, useBias, outputShape, attentionAxes, ' +
  'kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer, activityRegularizer, kernelConstraint, ' +
  'biasConstraint, returnAttentionScores, softmaxRobustMasking, seed';
const good = { numHeads: 2, keyDim: 3 };
const size = 'must be a whole number above 0, got';
const sizes = 'must be a list of sizes that ends with one, got';
const flag = 'must be true or false, got';
const disposed = 'must be a tensor that is not disposed, got a disposed tensor';

function attentionCases(
  where: string,
  type: typeof TalkingHeadsAttention | typeof MultiHeadAttention,
  layer: () => TalkingHeadsAttention | MultiHeadAttention,
): ArgumentCase[] {
  const construct: Construct = (options) => new type(options);
  const own: [name: string, value: unknown, says: string][] = [
    ['numHeads', 0, `${size} 0`],
    ['keyDim', 1.5, `${size} 1.5`],
    ['valueDim', '3', `${size} '3'`],
    ['dropout', 2, 'must be in [0, 1], got 2'],
    ['useBias', 'no', `${flag} 'no'`],
    ['outputShape', 'wide', "must be a size or a list of sizes, got 'wide'"],
    ['outputShape', [2, 0], `${size} 0`],
    ['attentionAxes', 'all', "must be a whole number or a list of them, got 'all'"],
    ['returnAttentionScores', 1, `${flag} 1`],
    ['softmaxRobustMasking', 'no', `${flag} 'no'`],
    ['dtype', 'float16', "must be 'float32', got 'float16'"],
  ];
  const call = (options: AttentionCallOptions) => (): unknown => layer().call(given.sequence, options);
  const masked = (name: string, value: () => unknown, says: string): ArgumentCase => [
    `${where}.call.options.${name}`,
    () => layer().call(given.sequence, { [name]: value() }),
    `${where}: ${name} ${says}`,
  ];
  const inputs = (name: string, value: () => unknown, says: string): ArgumentCase => [
    `${where}.call.inputs${name === 'inputs' ? '' : `.${name}`}`,
    () => layer().call(bad(name === 'inputs' ? value() : { query: given.sequence, [name]: value() })),
    `${where}: ${name} ${says}`,
  ];
  const query = [1, 2, 3];
  const shaped = (method: 'build' | 'computeOutputShape'): ArgumentCase[] =>
    ['query', 'value', 'key'].map((name) => [
      `${where}.${method}.shapes.${name}`,
      () => new type(good)[method](bad({ query, [name]: 5 }), bad(undefined)),
      `${where}: ${name} ${sizes} 5`,
    ]);
  return [
    ...moduleOptionCases(where, construct, good),
    [
      `${where}.options`,
      () => construct(bad({ ...good, numHead: 2 })),
      `${where}: options must hold only ${OPTIONS}, got 'numHead'; did you mean 'numHeads'?`,
    ],
    ...own.map((row) => optionCase(where, construct, good, row)),
    ...kernelAndBiasCases(where, construct, good),
    ...identifierCases(where, construct, good, ['activityRegularizer']),
    [`${where}.fromConfig.config`, () => type.fromConfig(bad(5)), `${where}: config must be an object, got 5`],

    [
      `${where}.build.shapes`,
      () => new type(good).build(bad([1, 2, 3]), bad(undefined)),
      `${where}: shapes must be an object, got [1,2,3]`,
    ],
    [`${where}.build.key`, () => new type(good).build({ query }, bad(7)), `${where}: key must be a RandomKey, got 7`],
    ...shaped('build'),
    [
      `${where}.computeOutputShape.shapes`,
      () => layer().computeOutputShape(bad(5)),
      `${where}: shapes must be an object, got 5`,
    ],
    ...shaped('computeOutputShape'),
    [
      `${where}.computeOutputShape.shapes.query`,
      () => layer().computeOutputShape({ query: [2, 3] }),
      `${where}: query must have shape [batch, ..., features] of rank 3 or more, got [2, 3]`,
    ],

    inputs('inputs', () => 'text', "must be a tensor, a list or { query, value, key }, got 'text'"),
    inputs('inputs', () => ({ value: 1 }), 'must be a tensor, a list or { query, value, key }, got { value }'),
    inputs('inputs', () => [given.sequence], 'must be [query, value] or [query, value, key], got 1 of them'),
    inputs('query', () => 'text', "must be a tensor or numbers, got 'text'"),
    inputs('query', () => given.disposed, disposed),
    inputs('query', () => given.matrix, 'must have shape [batch, ..., features] of rank 3 or more, got [2, 3]'),
    inputs('value', () => given.disposed, disposed),
    inputs('value', () => ['a'], 'must be a tensor or numbers, got ["a"]'),
    inputs('value', () => given.matrix, 'must have shape [1, any, any], got [2, 3]'),
    inputs('key', () => ({}), 'must be a tensor or numbers, got {}'),
    inputs('key', () => given.matrix, 'must have shape [1, 2, any], got [2, 3]'),

    ...callOptionCases(`${where}.call`, (options) => call(options)()),
    masked('attentionMask', () => 'all', "must be a tensor or numbers, got 'all'"),
    masked('attentionMask', () => given.disposed, disposed),
    masked('attentionMask', () => given.mask, 'must broadcast to [1, 2, 2, 2], got [2, 3]'),
    masked('queryMask', () => given.mask, 'must have shape [1, 2], got [2, 3]'),
    masked('queryMask', () => ({}), 'must be a tensor or numbers, got {}'),
    masked('valueMask', () => given.mask, 'must have shape [1, 2], got [2, 3]'),
    masked('valueMask', () => given.disposed, disposed),
    masked('keyMask', () => given.mask, 'must have shape [1, 2], got [2, 3]'),
    masked('keyMask', () => [['a', 'b']], 'must be a tensor or numbers, got [["a","b"]]'),
    masked('useCausalMask', () => 1, `${flag} 1`),
    masked('returnAttentionScores', () => 'yes', `${flag} 'yes'`),
  ];
}

export const attentionLayersCases = (): ArgumentCase[] => [
  ...attentionCases('TalkingHeadsAttention', TalkingHeadsAttention, () => given.talkingHeads),
  ...attentionCases('MultiHeadAttention', MultiHeadAttention, () => given.multiHead),
];
