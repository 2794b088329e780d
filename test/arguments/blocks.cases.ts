import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import {
  DecoderBlock,
  Dropout,
  FirstTokenPooling,
  LayerScale,
  MeanPooling,
  Sequential,
  StochasticDepth,
  TransformerEncoderBlock,
} from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given } from './given.js';
import { buildCases, callOptionCases, moduleOptionCases, optionCase, type Construct } from './optionCases.js';

type Row = [name: string, value: unknown, says: string];

const rate = 'must be in [0, 1], got';
const MODULE = 'name, trainable, seed';

/** Options that choose the style of blocks. */
export const STYLE_ROWS: Row[] = [
  ['attention', 'single', "must be one of talkingHeads, multiHead, got 'single'"],
  ['dropout', 2, `${rate} 2`],
  ['epsilon', -1, 'must be a finite number, at least 0, got -1'],
  ['normalization', 'both', "must be one of pre, post, got 'both'"],
  ['norm', 'batchNorm', "must be one of layerNorm, rmsNorm, got 'batchNorm'"],
  ['feedForward', 'wide', "must be one of dense, gated, got 'wide'"],
  [
    'activation',
    5,
    'must be one of linear, relu, gelu, geluTanh, tanh, sigmoid, silu, softplus, elu, mish, leakyRelu, got 5',
  ],
  ['stochasticDepth', -1, `${rate} -1`],
  ['layerScale', 'small', "must be a finite number, got 'small'"],
];

/** Options of a module's constructor, an unknown one among them. */
export function ownCases(where: string, construct: Construct, good: object, own: Row[], known: string): ArgumentCase[] {
  return [
    ...moduleOptionCases(where, construct, good),
    ...own.map((row) => optionCase(where, construct, good, row)),
    [
      `${where}.options`,
      () => construct(bad({ ...good, colour: 'red' })),
      `${where}: options must hold only ${known}, got 'colour'`,
    ],
  ];
}

/** Runs a call with tensors of its own, freed afterwards. */
export function withTensor(shape: number[], call: (x: Tensor) => unknown): () => unknown {
  return () => {
    const size = shape.reduce((product, one) => product * one, 1);
    const x = tensor(new Float32Array(size), shape);
    try {
      return call(x);
    } finally {
      x.dispose();
    }
  };
}

/** The input of a call. */
function inputCases(where: string, call: (x: never) => unknown): ArgumentCase[] {
  return [
    [`${where}.call.x`, () => call(bad(1)), `${where}: x must be a float32 tensor, got 1`],
    [`${where}.call.x`, () => call(bad(given.whole)), `${where}: x must be a float32 tensor, got an int32 tensor`],
  ];
}

const sizes = { numHeads: 1, keyDim: 2, innerSize: 2 };
const style = 'attention, dropout, epsilon, normalization, norm, feedForward, activation, stochasticDepth, layerScale';
const encoder = (): TransformerEncoderBlock => new TransformerEncoderBlock(sizes);
const makeEncoder: Construct = (options) => new TransformerEncoderBlock(options);
const size = 'must be a whole number, above 0, got';
const sizeRows = (names: string[]): Row[] => names.map((name) => [name, 0, `${size} 0`]);

/** Masks, positions and memory of a block's call. */
function blockCallCases(where: string, method: string, call: (options: never) => unknown): ArgumentCase[] {
  const option = (name: string, value: () => unknown, throws: string): ArgumentCase => [
    `${where}.${method}.options.${name}`,
    () => call(bad({ [name]: value() })),
    throws,
  ];
  return [
    option('mask', () => given.mask, `${where}: mask must have shape [1, 2], got [2, 3]`),
    option('mask', () => 5, `${where}: mask must be a tensor, got 5`),
    option('rotary', () => 5, 'TalkingHeadsAttention: rotary must be a RotaryEmbedding, got 5'),
    option('attentionBias', () => 5, 'TalkingHeadsAttention: attentionBias must be a float32 tensor, got 5'),
  ];
}

/** What passes between blocks, and the options of that. */
function passCases(where: string, make: () => Block): ArgumentCase[] {
  const pass = (residual: () => unknown, options?: never): unknown =>
    withBlock(make(), (block) => block.pass(bad(residual()), options));
  const sequence = (): unknown => ({ x: given.sequence });
  return [
    [`${where}.pass.residual`, () => pass(() => 1), `${where}: residual must be an object, got 1`],
    [`${where}.pass.residual.x`, () => pass(() => ({})), `${where}: x must be a float32 tensor, got undefined`],
    [
      `${where}.pass.residual.added`,
      () => pass(() => ({ x: given.sequence, added: given.matrix })),
      `${where}: added must have shape [1, 2, 3], got [2, 3]`,
    ],
    ...callOptionCases(`${where}.pass`, (options) => pass(sequence, options as never)),
    ...blockCallCases(where, 'pass', (options) => pass(sequence, options)),
  ];
}

const memory: [name: string, value: () => unknown, crossAttention: boolean, says: string][] = [
  ['memory', () => undefined, true, 'memory must be given with crossAttention, got none'],
  ['memory', () => given.sequence, false, 'memory must come with crossAttention, got it without'],
  ['memory', () => given.matrix, true, 'memory must have shape [1, any, 3], got [2, 3]'],
  ['memoryMask', () => given.mask, true, 'memoryMask must come with memory, got it without'],
];

export const blocksCases = (): ArgumentCase[] => [
  ...ownCases(
    'StochasticDepth',
    (options) => new StochasticDepth(options),
    { rate: 0.5 },
    [
      ['rate', 2, `${rate} 2`],
      ['rate', undefined, `${rate} undefined`],
    ],
    `${MODULE}, rate`,
  ),
  ...inputCases('StochasticDepth', (x) => new StochasticDepth({ rate: 0.5 }).call(x)),
  [
    'StochasticDepth.call.x',
    withTensor([], (x) => new StochasticDepth({ rate: 0.5 }).call(x)),
    'StochasticDepth: x must have shape [batch, ...], got []',
  ],
  ...callOptionCases('StochasticDepth.call', (options) =>
    new StochasticDepth({ rate: 0.5 }).call(given.matrix, options),
  ),
  [
    'StochasticDepth.call.options.randomKey',
    () => new StochasticDepth({ rate: 0.5 }).call(given.matrix, { training: true }),
    'StochasticDepth: options.randomKey must be given when training, got none',
  ],

  ...ownCases(
    'LayerScale',
    (options) => new LayerScale(options),
    {},
    [
      ['initialValue', NaN, 'must be a finite number, got NaN'],
      ['initialValue', 1e38, 'must be at most 1e+37 in size, got 1e+38'],
    ],
    `${MODULE}, initialValue`,
  ),
  ...buildCases('LayerScale', () => new LayerScale()),
  ...inputCases('LayerScale', (x) => new LayerScale().call(x)),
  [
    'LayerScale.call.x',
    () => {
      const layer = new LayerScale();
      layer.ensureBuilt([2, 5]);
      try {
        layer.call(given.matrix);
      } finally {
        layer.dispose();
      }
    },
    'LayerScale: x must have shape [2, 5], got [2, 3]',
  ],

  ...ownCases('MeanPooling', (options) => new MeanPooling(options), {}, [], MODULE),
  ...inputCases('MeanPooling', (x) => new MeanPooling().call(x)),
  [
    'MeanPooling.call.x',
    () => new MeanPooling().call(given.matrix),
    'MeanPooling: x must have shape [any, any, any], got [2, 3]',
  ],
  ...callOptionCases('MeanPooling.call', (options) => new MeanPooling().call(given.sequence, options)),
  [
    'MeanPooling.call.options.mask',
    () => new MeanPooling().call(given.sequence, { mask: given.mask }),
    'MeanPooling: mask must have shape [1, 2], got [2, 3]',
  ],

  ...ownCases('FirstTokenPooling', (options) => new FirstTokenPooling(options), {}, [], MODULE),
  ...inputCases('FirstTokenPooling', (x) => new FirstTokenPooling().call(x)),
  [
    'FirstTokenPooling.call.x',
    () => new FirstTokenPooling().call(given.matrix),
    'FirstTokenPooling: x must have shape [any, any, any], got [2, 3]',
  ],
  [
    'FirstTokenPooling.call.x',
    withTensor([2, 0, 3], (x) => new FirstTokenPooling().call(x)),
    'FirstTokenPooling: x must have at least one position, got shape [2, 0, 3]',
  ],

  ...ownCases(
    'Sequential',
    (options) => new Sequential(options),
    { layers: [given.dense] },
    [
      ['layers', 5, 'must be a list, got 5'],
      ['layers', [], 'must hold at least one layer, got none'],
    ],
    `${MODULE}, layers`,
  ),
  [
    'Sequential.options.layers',
    () => new Sequential({ layers: bad([{}]) }),
    'Sequential: layers[0] must be a Module, got {}',
  ],
  ...buildCases('Sequential', () => new Sequential({ layers: [new Dropout({ rate: 0 })] })),
  [
    'Sequential.call.x',
    () => new Sequential({ layers: [given.dense] }).call(bad(1)),
    'Sequential: x must be a tensor, got 1',
  ],
  ...callOptionCases('Sequential.call', (options) =>
    new Sequential({ layers: [given.dense] }).call(given.matrix, options),
  ),

  ...ownCases(
    'TransformerEncoderBlock',
    makeEncoder,
    sizes,
    [...sizeRows(['numHeads', 'keyDim', 'innerSize']), ...STYLE_ROWS],
    `${MODULE}, ${style}, numHeads, keyDim, innerSize`,
  ),
  ...buildCases('TransformerEncoderBlock', encoder),
  ...inputCases('TransformerEncoderBlock', (x) => encoder().call(x)),
  [
    'TransformerEncoderBlock.call.x',
    () => encoder().call(given.matrix),
    'TransformerEncoderBlock: x must have shape [any, any, any], got [2, 3]',
  ],
  ...callOptionCases('TransformerEncoderBlock.call', (options) => encoder().call(given.sequence, options)),
  ...blockCallCases('TransformerEncoderBlock', 'call', (options) =>
    withBlock(encoder(), (block) => block.call(given.sequence, options)),
  ),
  ...passCases('TransformerEncoderBlock', encoder),

  ...STYLE_ROWS.slice(3).map((row) => optionCase('DecoderBlock', (options) => new DecoderBlock(options), sizes, row)),
  optionCase('DecoderBlock', (options) => new DecoderBlock(options), sizes, [
    'crossAttention',
    1,
    'must be true or false, got 1',
  ]),
  ...blockCallCases('DecoderBlock', 'call', (options) =>
    withBlock(new DecoderBlock(sizes), (block) => block.call(given.sequence, options)),
  ),
  ...passCases('DecoderBlock', () => new DecoderBlock(sizes)),
  ...memory.flatMap(([name, value, crossAttention, says]): ArgumentCase[] => {
    const block = (): DecoderBlock => new DecoderBlock({ ...sizes, crossAttention });
    const pass = (): unknown => block().pass({ x: given.sequence }, { [name]: value() });
    return [
      [
        `DecoderBlock.call.options.${name}`,
        () => block().call(given.sequence, { [name]: value() }),
        `DecoderBlock: ${says}`,
      ],
      [`DecoderBlock.pass.options.${name}`, pass, `DecoderBlock: ${says}`],
    ];
  }),
];

type Block = DecoderBlock | TransformerEncoderBlock;

/** Uses a block that a call builds, and frees it. */
function withBlock(block: Block, use: (block: Block) => unknown): unknown {
  try {
    return use(block);
  } finally {
    block.dispose();
  }
}
