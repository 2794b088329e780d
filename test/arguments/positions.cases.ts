import { zeros } from '@tensorflow/tfjs-core';
import {
  AlibiBias,
  GatedFeedForward,
  LearnedPositionalEmbedding,
  MultiHeadAttention,
  RelativePositionBias,
  RmsNorm,
  rmsNorm,
  RotaryEmbedding,
  rotaryEmbedding,
  SinusoidalPositionalEncoding,
  TalkingHeadsAttention,
  type AttentionCallOptions,
} from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given } from './given.js';
import {
  buildCases,
  callOptionCases,
  identifierCases,
  kernelAndBiasCases,
  moduleOptionCases,
  optionCase,
  sumCases,
  type Construct,
} from './optionCases.js';

const size = 'must be a whole number, above 0, got';
const count = 'must be a whole number, at least 0, got';
const notFloat = 'must be a float32 tensor, got an int32 tensor';
const disposed = 'must be a tensor that is not disposed, got a disposed tensor';
const embeddings = ['embeddingsInitializer', 'embeddingsRegularizer', 'embeddingsConstraint'];

type Row = [name: string, value: unknown, says: string];

function constructorCases(where: string, construct: Construct, good: object, own: Row[]): ArgumentCase[] {
  return [...moduleOptionCases(where, construct, good), ...own.map((row) => optionCase(where, construct, good, row))];
}

/** The first argument of a function or of a layer's call. */
function inputCases(argument: string, call: (x: never) => unknown, where = argument.split('.')[0]): ArgumentCase[] {
  return [
    [`${argument}.x`, () => call(bad(1)), `${where}: x must be a float32 tensor, got 1`],
    [`${argument}.x`, () => call(bad(given.whole)), `${where}: x ${notFloat}`],
    [`${argument}.x`, () => call(bad(given.disposed)), `${where}: x ${disposed}`],
  ];
}

/** The offset of a layer's call. */
function offsetCases(where: string, call: (options: never) => unknown): ArgumentCase[] {
  return [
    [`${where}.call.options`, () => call(bad(3)), `${where}: options must be an object, got 3`],
    [`${where}.call.options.offset`, () => call(bad({ offset: -1 })), `${where}: offset ${count} -1`],
    [`${where}.call.options.offset`, () => call(bad({ offset: '1' })), `${where}: offset ${count} '1'`],
  ];
}

/** A layer whose call takes the numbers of queries and keys. */
function biasCases(where: string, make: () => AlibiBias | RelativePositionBias): ArgumentCase[] {
  const lengths = (name: string, call: (length: never) => unknown): ArgumentCase[] => [
    [`${where}.call.${name}`, () => call(bad(-1)), `${where}: ${name} ${count} -1`],
    [`${where}.call.${name}`, () => call(bad('2')), `${where}: ${name} ${count} '2'`],
  ];
  return [
    ...lengths('queryLength', (length) => make().call(length, 2)),
    ...lengths('keyLength', (length) => make().call(2, length)),
    ...offsetCases(where, (options) => make().call(2, 2, options)),
  ];
}

function attentionCases(where: string, layer: () => TalkingHeadsAttention | MultiHeadAttention): ArgumentCase[] {
  const option = (name: keyof AttentionCallOptions, options: () => object, says: string): ArgumentCase => [
    `${where}.call.options.${name}`,
    () => layer().call(given.sequence, options()),
    `${where}: ${name} ${says}`,
  ];
  const rotary = new RotaryEmbedding();
  return [
    option('attentionBias', () => ({ attentionBias: 1 }), 'must be a float32 tensor, got 1'),
    option('attentionBias', () => ({ attentionBias: given.whole }), notFloat),
    option('attentionBias', () => ({ attentionBias: given.disposed }), disposed),
    option('attentionBias', () => ({ attentionBias: given.matrix }), 'must broadcast to [1, 2, 2, 2], got [2, 3]'),
    option('rotary', () => ({ rotary: true }), 'must be a RotaryEmbedding, got true'),
    option('queryOffset', () => ({ rotary, queryOffset: 0.5 }), `${count} 0.5`),
    option('queryOffset', () => ({ queryOffset: 1 }), 'must come with rotary, got 1'),
    option('keyOffset', () => ({ rotary, keyOffset: '1' }), `${count} '1'`),
    option('keyOffset', () => ({ keyOffset: 1 }), 'must come with rotary, got 1'),
  ];
}

const alibi: Construct = (options) => new AlibiBias(options);
const gated: Construct = (options) => new GatedFeedForward(options);
const learned: Construct = (options) => new LearnedPositionalEmbedding(options);
const relative: Construct = (options) => new RelativePositionBias(options);

/** Layers and operations of positions, the options that attention has for them, and norms and networks beside them. */
export const positionsCases = (): ArgumentCase[] => [
  ...inputCases('rotaryEmbedding', (x) => rotaryEmbedding(x, [0, 1])),
  [
    'rotaryEmbedding.x',
    () => rotaryEmbedding(given.heads, [0, 1]),
    'rotaryEmbedding: x must have an even last size, got [1, 2, 2, 3]',
  ],
  [
    'rotaryEmbedding.positions',
    () => evenly((x) => rotaryEmbedding(x, bad('01'))),
    "rotaryEmbedding: positions must be an array or a typed array, got '01'",
  ],
  [
    'rotaryEmbedding.positions',
    () => evenly((x) => rotaryEmbedding(x, [0, 1])),
    'rotaryEmbedding: positions must be 1 numbers, got 2',
  ],
  [
    'rotaryEmbedding.options',
    () => evenly((x) => rotaryEmbedding(x, [0], bad(5))),
    'rotaryEmbedding: options must be an object, got 5',
  ],
  [
    'rotaryEmbedding.options.base',
    () => evenly((x) => rotaryEmbedding(x, [0], { base: 0 })),
    'rotaryEmbedding: base must be a finite number, at least 1, got 0',
  ],

  ...inputCases('rmsNorm', (x) => rmsNorm(x)),
  ['rmsNorm.options', () => rmsNorm(given.matrix, bad(5)), 'rmsNorm: options must be an object, got 5'],
  [
    'rmsNorm.options.gamma',
    () => rmsNorm(given.matrix, { gamma: bad(1) }),
    'rmsNorm: gamma must be a float32 tensor, got 1',
  ],
  [
    'rmsNorm.options.gamma',
    () => rmsNorm(given.matrix, { gamma: given.square }),
    'rmsNorm: gamma must have shape [3], got [2, 2]',
  ],
  [
    'rmsNorm.options.axis',
    () => rmsNorm(given.matrix, { axis: bad('x') }),
    "rmsNorm: axis must be a whole number in [-2, 2), got 'x'",
  ],
  [
    'rmsNorm.options.epsilon',
    () => rmsNorm(given.matrix, { epsilon: NaN }),
    'rmsNorm: epsilon must be a finite number, at least 0, got NaN',
  ],

  ...constructorCases('RmsNorm', (options) => new RmsNorm(options), {}, [
    ['axis', 0.5, 'must be a whole number or a list of them, got 0.5'],
    ['epsilon', -1, 'must be a finite number, at least 0, got -1'],
  ]),
  ...identifierCases('RmsNorm', (options) => new RmsNorm(options), {}, ['gammaInitializer']),
  ...buildCases('RmsNorm', () => new RmsNorm()),
  ...inputCases('RmsNorm.call', (x) => new RmsNorm().call(x)),
  ...sumCases('RmsNorm', (x, added) => new RmsNorm().callOnSum(x, added)),

  ...constructorCases('GatedFeedForward', gated, { innerSize: 2 }, [
    ['innerSize', 0, `${size} 0`],
    [
      'activation',
      'swosh',
      "must be one of linear, relu, gelu, geluTanh, tanh, sigmoid, silu, softplus, elu, mish, leakyRelu, got 'swosh'",
    ],
    ['dropout', -1, 'must be in [0, 1], got -1'],
    ['useBias', 0, 'must be true or false, got 0'],
  ]),
  ...kernelAndBiasCases('GatedFeedForward', gated, { innerSize: 2 }),
  ...buildCases('GatedFeedForward', () => new GatedFeedForward({ innerSize: 2 })),
  ...inputCases('GatedFeedForward.call', (x) => new GatedFeedForward({ innerSize: 2 }).call(x)),
  ...callOptionCases('GatedFeedForward.call', (options) =>
    new GatedFeedForward({ innerSize: 2 }).call(given.matrix, options),
  ),

  ...constructorCases('AlibiBias', alibi, { numHeads: 2 }, [['numHeads', 1.5, `${size} 1.5`]]),
  ...biasCases('AlibiBias', () => new AlibiBias({ numHeads: 2 })),

  ...constructorCases('RelativePositionBias', relative, { numHeads: 2 }, [
    ['numHeads', '2', `${size} '2'`],
    ['numBuckets', 3, 'must be a whole number, at least 4, got 3'],
    ['maxDistance', 8, 'must be a whole number, above 8, got 8'],
    ['bidirectional', 'no', "must be true or false, got 'no'"],
  ]),
  ...identifierCases('RelativePositionBias', relative, { numHeads: 2 }, embeddings),
  ...buildCases('RelativePositionBias', () => new RelativePositionBias({ numHeads: 2 })),
  ...biasCases('RelativePositionBias', () => new RelativePositionBias({ numHeads: 2 })),

  ...constructorCases('LearnedPositionalEmbedding', learned, { maxLength: 2 }, [
    ['maxLength', 0, `${size} 0`],
    ['width', '3', `${size} '3'`],
  ]),
  ...identifierCases('LearnedPositionalEmbedding', learned, { maxLength: 2 }, embeddings),
  ...buildCases('LearnedPositionalEmbedding', () => new LearnedPositionalEmbedding({ maxLength: 2 })),
  ...inputCases('LearnedPositionalEmbedding.call', (x) => new LearnedPositionalEmbedding({ maxLength: 2 }).call(x)),
  ...offsetCases('LearnedPositionalEmbedding', (options) =>
    new LearnedPositionalEmbedding({ maxLength: 2 }).call(given.sequence, options),
  ),

  ...constructorCases('SinusoidalPositionalEncoding', (options) => new SinusoidalPositionalEncoding(options), {}, [
    ['maxLength', 0, `${size} 0`],
  ]),
  ...inputCases('SinusoidalPositionalEncoding.call', (x) => new SinusoidalPositionalEncoding().call(x)),
  ...offsetCases('SinusoidalPositionalEncoding', (options) =>
    new SinusoidalPositionalEncoding().call(given.sequence, options),
  ),

  ...constructorCases('RotaryEmbedding', (options) => new RotaryEmbedding(options), {}, [
    ['base', '10', "must be a finite number, at least 1, got '10'"],
    ['maxLength', -1, `${size} -1`],
  ]),
  ...inputCases('RotaryEmbedding.call', (x) => new RotaryEmbedding().call(x)),
  ...offsetCases('RotaryEmbedding', (options) => new RotaryEmbedding().call(given.heads, options)),

  ...attentionCases('TalkingHeadsAttention', () => given.talkingHeads),
  ...attentionCases('MultiHeadAttention', () => given.multiHead),
];

/** A call with one position of an even number of features. */
function evenly(call: (x: ReturnType<typeof zeros>) => unknown): unknown {
  const x = zeros([1, 1, 1, 2]);
  try {
    return call(x);
  } finally {
    x.dispose();
  }
}
