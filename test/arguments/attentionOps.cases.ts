import { dotProductAttention, talkingHeadsAttention, type AttentionOptions } from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given, key } from './given.js';

type Options = AttentionOptions & { returnScores?: false };

const attend = (options: Options): unknown => dotProductAttention(given.heads, given.heads, given.heads, options);

const talk = (options: Options): unknown =>
  talkingHeadsAttention(given.heads, given.heads, given.heads, given.square, given.square, options);

function optionCases(where: string, call: (options: Options) => unknown): ArgumentCase[] {
  const option = (name: string, value: () => unknown, throws: string): ArgumentCase[] => [
    [`${where}.options.${name}`, () => call({ [name]: value() }), `${where}: ${name} ${throws}`],
  ];
  return [
    [`${where}.options`, () => call(bad(true)), `${where}: options must be an object, got true`],
    ...option('mask', () => given.labels, 'must have shape [q, k], [b, q, k] or [b, h, q, k], got [2]'),
    ...option('mask', () => given.mask, 'must broadcast to [1, 2, 2, 2], got [1, 1, 2, 3]'),
    ...option('mask', () => [true, false], 'must be a tensor, got [true,false]'),
    ...option('mask', () => given.disposed, 'must be a tensor that is not disposed, got a disposed tensor'),
    ...option('bias', () => given.matrix, 'must broadcast to [1, 2, 2, 2], got [2, 3]'),
    ...option('bias', () => given.whole, 'must be a float32 tensor, got an int32 tensor'),
    ...option('causal', () => 'yes', "must be true or false, got 'yes'"),
    ...option('dropoutRate', () => 2, 'must be in [0, 1], got 2'),
    ...option('randomKey', () => 7, 'must be a RandomKey, got 7'),
    [
      `${where}.options.randomKey`,
      () => call({ dropoutRate: 0.5 }),
      `${where}: randomKey must be given when dropoutRate is above 0, got none`,
    ],
    [
      `${where}.options.dropoutRate`,
      () => call({ dropoutRate: bad('0.5'), randomKey: key }),
      `${where}: dropoutRate must be in [0, 1], got '0.5'`,
    ],
    ...option('scale', () => Infinity, 'must be finite, got Infinity'),
    ...option('scale', () => '1', "must be finite, got '1'"),
    ...option('masking', () => 'soft', "must be 'robust' or 'additive', got 'soft'"),
    ...option('implementation', () => 'flash', "must be 'auto', 'fused', 'reference' or 'recompute', got 'flash'"),
    ...option('returnScores', () => 1, 'must be true or false, got 1'),
  ];
}

const notFloat = 'must be a float32 tensor, got an int32 tensor';

export const attentionOpsCases = (): ArgumentCase[] => [
  ...optionCases('dotProductAttention', attend),
  ...optionCases('talkingHeadsAttention', talk),
  [
    'dotProductAttention.query',
    () => dotProductAttention(bad(1), given.heads, given.heads),
    'dotProductAttention: query must be a float32 tensor, got 1',
  ],
  [
    'dotProductAttention.query',
    () => dotProductAttention(given.matrix, given.heads, given.heads),
    'dotProductAttention: query must have shape [any, any, any, any], got [2, 3]',
  ],
  [
    'dotProductAttention.key',
    () => dotProductAttention(given.heads, given.whole, given.heads),
    `dotProductAttention: key ${notFloat}`,
  ],
  [
    'dotProductAttention.key',
    () => dotProductAttention(given.heads, given.matrix, given.heads),
    'dotProductAttention: key must have shape [1, any, 2, 3], got [2, 3]',
  ],
  [
    'dotProductAttention.value',
    () => dotProductAttention(given.heads, given.heads, given.whole),
    `dotProductAttention: value ${notFloat}`,
  ],
  [
    'dotProductAttention.value',
    () => dotProductAttention(given.heads, given.heads, given.matrix),
    'dotProductAttention: value must have shape [1, 2, 2, any], got [2, 3]',
  ],
  ...mixed('query', 0, 'must have shape [any, any, any, any], got [2, 3]'),
  ...mixed('key', 1, 'must have shape [1, any, 2, 3], got [2, 3]'),
  ...mixed('value', 2, 'must have shape [1, 2, 2, any], got [2, 3]'),
  ...mixed('preSoftmaxWeight', 3, 'must have shape [2, 2], got [2, 3]'),
  ...mixed('postSoftmaxWeight', 4, 'must have shape [2, 2], got [2, 3]'),
];

/** The five tensors of talking heads, each in turn of a wrong type and of a wrong shape. */
function mixed(name: string, place: number, wrongShape: string): ArgumentCase[] {
  const call = (value: () => unknown) => (): unknown => {
    const { heads, square } = given;
    const tensors: unknown[] = [heads, heads, heads, square, square];
    tensors[place] = value();
    return talkingHeadsAttention(...(tensors as Parameters<typeof talkingHeadsAttention>));
  };
  const argument = `talkingHeadsAttention.${name}`;
  return [
    [argument, call(() => given.whole), `talkingHeadsAttention: ${name} ${notFloat}`],
    [argument, call(() => 5), `talkingHeadsAttention: ${name} must be a float32 tensor, got 5`],
    [argument, call(() => given.matrix), `talkingHeadsAttention: ${name} ${wrongShape}`],
  ];
}
