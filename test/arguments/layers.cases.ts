import {
  DecoderBlock,
  Dense,
  Dropout,
  EinsumDense,
  Embedding,
  FeedForward,
  LayerNorm,
  Transformer,
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
const rate = 'must be in [0, 1], got';
const flag = 'must be true or false, got';
const activations =
  'must be one of linear, relu, gelu, geluTanh, tanh, sigmoid, silu, softplus, elu, mish, leakyRelu, got';

type Row = [name: string, value: unknown, says: string];

/** Options of a module's constructor: those of all modules, and its own. */
function constructorCases(where: string, construct: Construct, good: object, own: Row[]): ArgumentCase[] {
  return [...moduleOptionCases(where, construct, good), ...own.map((row) => optionCase(where, construct, good, row))];
}

/** The input of a call. */
function inputCases(where: string, name: string, call: (x: never) => unknown, dtype = 'float32'): ArgumentCase[] {
  const kind = dtype === 'int32' ? 'an int32' : 'a float32';
  const wrong = (): unknown => (dtype === 'int32' ? given.matrix : given.whole);
  const came = dtype === 'int32' ? 'a float32' : 'an int32';
  const argument = `${where}.call.${name}`;
  return [
    [argument, () => call(bad(1)), `${where}: ${name} must be ${kind} tensor, got 1`],
    [argument, () => call(bad(wrong())), `${where}: ${name} must be ${kind} tensor, got ${came} tensor`],
    [
      argument,
      () => call(bad(given.disposed)),
      `${where}: ${name} must be a tensor that is not disposed, got a disposed tensor`,
    ],
  ];
}

const dense = (): Dense => new Dense({ units: 2 });
const einsumDense = (): EinsumDense => new EinsumDense({ equation: 'ab,bc->ac', outputShape: 2 });
const embedding = (): Embedding => new Embedding({ inputDim: 2, outputDim: 3 });
const feedForward = (): FeedForward => new FeedForward({ innerSize: 2 });
const block = (): DecoderBlock => new DecoderBlock({ numHeads: 1, keyDim: 2, innerSize: 2 });
const sizes = { vocabularySize: 4, contextLength: 2, numLayers: 1, width: 4, numHeads: 2 };
const weights = { inputDim: 2, outputDim: 3 };
const product = { equation: 'ab,bc->ac', outputShape: 2 };
const makeEinsumDense: Construct = (options) => new EinsumDense(options);

export const layersCases = (): ArgumentCase[] => [
  ...constructorCases('Dense', (options) => new Dense(options), { units: 2 }, [
    ['units', 0, `${size} 0`],
    ['units', '2', `${size} '2'`],
    ['useBias', 'no', `${flag} 'no'`],
    ['activation', 'swosh', `${activations} 'swosh'`],
    ['activation', 5, `${activations} 5`],
  ]),
  ...kernelAndBiasCases('Dense', (options) => new Dense(options), { units: 2 }),
  ...identifierCases('Dense', (options) => new Dense(options), { units: 2 }, ['activityRegularizer']),
  ...buildCases('Dense', dense),
  ...inputCases('Dense', 'x', (x) => dense().call(x)),
  ...callOptionCases('Dense.call', (options) => dense().call(given.matrix, options)),
  ['Dense.call.x', () => given.dense.call(given.square), 'Dense: x must have shape [2, 3], got [2, 2]'],

  ...constructorCases('EinsumDense', makeEinsumDense, product, [
    ['equation', 5, 'must be a string, got 5'],
    ['equation', 'ab->a', "must read 'input,kernel->output', got 'ab->a'"],
    ['outputShape', 0, 'must be a whole number above 0, or a list of them and null, got 0'],
    ['outputShape', ['2'], 'must be a whole number above 0, or a list of them and null, got ["2"]'],
    ['biasAxes', 5, 'must be a string, got 5'],
    ['biasAxes', 'z', "must be letters of the output, 'ac', got 'z'"],
    ['activation', 'swosh', `${activations} 'swosh'`],
  ]),
  ...kernelAndBiasCases('EinsumDense', makeEinsumDense, product),
  ...identifierCases('EinsumDense', makeEinsumDense, product, ['activityRegularizer']),
  ...buildCases('EinsumDense', einsumDense),
  ...inputCases('EinsumDense', 'x', (x) => einsumDense().call(x)),
  ...callOptionCases('EinsumDense.call', (options) => einsumDense().call(given.matrix, options)),

  ...constructorCases('Embedding', (options) => new Embedding(options), weights, [
    ['inputDim', 0, `${size} 0`],
    ['outputDim', 1.5, `${size} 1.5`],
    ['maskZero', 1, `${flag} 1`],
  ]),
  ...identifierCases('Embedding', (options) => new Embedding(options), weights, [
    'embeddingsInitializer',
    'embeddingsRegularizer',
    'embeddingsConstraint',
  ]),
  ...buildCases('Embedding', embedding),
  ...inputCases('Embedding', 'ids', (ids) => embedding().call(ids), 'int32'),

  ...constructorCases('Dropout', (options) => new Dropout(options), { rate: 0.5 }, [
    ['rate', 1.5, `${rate} 1.5`],
    ['rate', undefined, `${rate} undefined`],
  ]),
  ...inputCases('Dropout', 'x', (x) => new Dropout({ rate: 0.5 }).call(x)),
  ...callOptionCases('Dropout.call', (options) => new Dropout({ rate: 0.5 }).call(given.matrix, options)),
  [
    'Dropout.call.options.randomKey',
    () => new Dropout({ rate: 0.5 }).call(given.matrix, { training: true }),
    'Dropout: options.randomKey must be given when training, got none',
  ],

  ...constructorCases('FeedForward', (options) => new FeedForward(options), { innerSize: 2 }, [
    ['innerSize', 0, `${size} 0`],
    ['activation', 'swosh', `${activations} 'swosh'`],
    ['dropout', -1, `${rate} -1`],
    ['useBias', 0, `${flag} 0`],
  ]),
  ...kernelAndBiasCases('FeedForward', (options) => new FeedForward(options), { innerSize: 2 }),
  ...buildCases('FeedForward', feedForward),
  ...inputCases('FeedForward', 'x', (x) => feedForward().call(x)),
  ...callOptionCases('FeedForward.call', (options) => feedForward().call(given.matrix, options)),

  ...constructorCases('LayerNorm', (options) => new LayerNorm(options), {}, [
    ['axis', 0.5, 'must be a whole number or a list of them, got 0.5'],
    ['axis', [], 'must be a whole number or a list of them, got []'],
    ['epsilon', -1, 'must be a finite number, at least 0, got -1'],
    ['center', 1, `${flag} 1`],
    ['scale', 'yes', `${flag} 'yes'`],
  ]),
  ...identifierCases('LayerNorm', (options) => new LayerNorm(options), {}, ['betaInitializer', 'gammaInitializer']),
  ...buildCases('LayerNorm', () => new LayerNorm()),
  [
    'LayerNorm.options.axis',
    () => new LayerNorm({ axis: 2 }).ensureBuilt([2, 3]),
    'LayerNorm: axis must be a whole number in [-2, 2), got 2',
  ],
  ...inputCases('LayerNorm', 'x', (x) => new LayerNorm().call(x)),
  ...sumCases('LayerNorm', (x, added) => new LayerNorm().callOnSum(x, added)),

  ...constructorCases(
    'DecoderBlock',
    (options) => new DecoderBlock(options),
    { numHeads: 1, keyDim: 2, innerSize: 2 },
    [
      ['numHeads', 0, `${size} 0`],
      ['keyDim', '2', `${size} '2'`],
      ['innerSize', undefined, `${size} undefined`],
      ['attention', 'single', "must be one of talkingHeads, multiHead, got 'single'"],
      ['dropout', 2, `${rate} 2`],
      ['epsilon', -1, 'must be a finite number, at least 0, got -1'],
    ],
  ),
  ...buildCases('DecoderBlock', block),
  ...inputCases('DecoderBlock', 'x', (x) => block().call(x)),
  ...callOptionCases('DecoderBlock.call', (options) => block().call(given.sequence, options)),

  ...constructorCases('Transformer', (options) => new Transformer(options), sizes, [
    ['vocabularySize', 0, `${size} 0`],
    ['contextLength', 1.5, `${size} 1.5`],
    ['numLayers', '1', `${size} '1'`],
    ['width', 5, 'must be a multiple of numHeads, 2, got 5'],
    ['numHeads', -2, `${size} -2`],
    ['attention', 'single', "must be one of talkingHeads, multiHead, got 'single'"],
    ['innerSize', 0, `${size} 0`],
    ['dropout', 2, `${rate} 2`],
  ]),
  ...buildCases('Transformer', () => given.transformer),
  ...inputCases('Transformer', 'tokens', (tokens) => given.transformer.call(tokens), 'int32'),
  ...callOptionCases('Transformer.call', (options) => given.transformer.call(given.tokens, options)),
  [
    'Transformer.call.tokens',
    () => given.transformer.call(given.whole),
    'Transformer: tokens must have shape [any, 1 to 2], got [2, 3]',
  ],
];
