import type { Tensor } from '@tensorflow/tfjs-core';
import {
  classificationLoss,
  generateSequence,
  maskedLanguageModelLoss,
  MaskedLanguageModel,
  Seq2SeqTransformer,
  seq2SeqLoss,
  Transformer,
  TransformerClassifier,
  TransformerEncoder,
  type LabelledBatch,
  type Module,
  type SequencePairBatch,
} from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { ownCases, STYLE_ROWS } from './blocks.cases.js';
import { generateCases } from './generate.cases.js';
import { given, key } from './given.js';
import { callOptionCases, optionCase, type Construct } from './optionCases.js';

type Row = [name: string, value: unknown, says: string];

const sizes = { vocabularySize: 4, contextLength: 2, numLayers: 1, width: 4, numHeads: 2 };
const size = 'must be a whole number, above 0, got';
const flag = 'must be true or false, got';
const STACK =
  'name, trainable, seed, attention, dropout, epsilon, normalization, norm, feedForward, activation, stochasticDepth, ' +
  'layerScale, vocabularySize, contextLength, numLayers, width, numHeads, innerSize, positions';
const stackRows: Row[] = [
  ...Object.keys(sizes).map((name): Row => [name, 0, `${size} 0`]),
  ['innerSize', 1.5, `${size} 1.5`],
  ['width', 5, 'must be a multiple of numHeads, 2, got 5'],
  ['positions', 'absolute', "must be one of learned, sinusoidal, rotary, alibi, relative, got 'absolute'"],
  ...STYLE_ROWS,
];

/** Runs with a model that is freed. */
function withModel<Model extends { dispose(): void }>(make: () => Model, call: (model: Model) => unknown): unknown {
  const model = make();
  try {
    return call(model);
  } finally {
    model.dispose();
  }
}

/** What `build` takes; models have built themselves, and check all the same. */
function modelBuildCases(where: string, make: () => Module): ArgumentCase[] {
  return [
    [
      `${where}.build.shape`,
      () => withModel(make, (model) => model.build(bad(3), key)),
      `${where}: shape must be a list of whole numbers, at least 0, got 3`,
    ],
    [
      `${where}.build.key`,
      () => withModel(make, (model) => model.build([2, 3], bad(7))),
      `${where}: key must be a RandomKey, got 7`,
    ],
  ];
}

const encoder = (): TransformerEncoder => new TransformerEncoder(sizes);
const classifier = (): TransformerClassifier => new TransformerClassifier({ encoder: sizes, numClasses: 2 });
const masked = (): MaskedLanguageModel => new MaskedLanguageModel({ encoder: sizes });
const seq2Seq = (): Seq2SeqTransformer => new Seq2SeqTransformer(sizes);

/** What models that encode tokens take in a call. */
function tokenCases<Model extends TransformerEncoder | TransformerClassifier | MaskedLanguageModel>(
  where: string,
  make: () => Model,
): ArgumentCase[] {
  const call = (tokens: Tensor, options: object): unknown => withModel(make, (model) => model.call(tokens, options));
  return [
    [`${where}.call.tokens`, () => call(bad(5), {}), 'TransformerEncoder: tokens must be an int32 tensor, got 5'],
    [
      `${where}.call.tokens`,
      () => call(given.whole, {}),
      'TransformerEncoder: tokens must have shape [any, 1 to 2], got [2, 3]',
    ],
    ...callOptionCases(`${where}.call`, (options) => call(given.tokens, options)),
    [
      `${where}.call.options.mask`,
      () => call(given.tokens, { mask: given.mask }),
      'TransformerEncoder: mask must have shape [1, 2], got [2, 3]',
    ],
  ];
}

const encoderOptionCases = (where: string, construct: Construct, good: object): ArgumentCase[] => [
  optionCase(where, construct, good, ['encoder', 5, 'must be an object, got 5']),
  [
    `${where}.options.encoder`,
    () => construct(bad({ ...good, encoder: given.transformer })),
    `${where}: encoder must be a TransformerEncoder or its options, got Transformer`,
  ],
];

const labelled: LabelledBatch = { inputs: Int32Array.of(1, 2), shape: [1, 2], labels: Int32Array.of(1) };
const pair: SequencePairBatch = {
  source: Int32Array.of(1, 2),
  sourceShape: [1, 2],
  target: Int32Array.of(1, 2),
  targetShape: [1, 2],
};
const hidden = { inputs: Int32Array.of(1, 2), targets: Int32Array.of(-1, 2), shape: [1, 2] as [number, number] };

/** What a loss says of a batch with one bad field. */
function batchCases(
  where: string,
  loss: (batch: never, options?: object) => unknown,
  good: object,
  rows: [field: string, value: unknown, says: string][],
): ArgumentCase[] {
  return [
    [`${where}.batch`, () => loss(bad(5)), `${where}: batch must be an object, got 5`],
    ...rows.map(([field, value, says]): ArgumentCase => [
      `${where}.batch.${field}`,
      () => loss(bad({ ...good, [field]: value })),
      `${where}: batch.${field} ${says}`,
    ]),
    ...callOptionCases(where, (options) => loss(bad(good), options)),
  ];
}

const list = 'must be a list of whole numbers, at least 0, got 5';

const generateCase = (name: string, value: unknown, says: string): ArgumentCase => [
  `generateSequence.options.${name}`,
  () => withModel(seq2Seq, (model) => generateSequence(model, given.tokens, bad({ start: 1, end: 2, [name]: value }))),
  `generateSequence: ${name} ${says}`,
];

/** Padding and memory of a call of a decoder. */
function transformerCallCases(): ArgumentCase[] {
  const call = (crossAttention: boolean, options: object): unknown =>
    withModel(
      () => new Transformer({ ...sizes, crossAttention }),
      (model) => model.call(given.tokens, options),
    );
  return [
    [
      'Transformer.call.options.mask',
      () => call(false, { mask: given.mask }),
      'DecoderBlock: mask must have shape [1, 2], got [2, 3]',
    ],
    [
      'Transformer.call.options.memory',
      () => call(true, {}),
      'DecoderBlock: memory must be given with crossAttention, got none',
    ],
    [
      'Transformer.call.options.memoryMask',
      () => call(true, { memoryMask: given.mask }),
      'DecoderBlock: memoryMask must come with memory, got it without',
    ],
  ];
}

/** The calls of a model with an encoder and a decoder. */
function seq2SeqCases(): ArgumentCase[] {
  const where = 'Seq2SeqTransformer';
  const call = (inputs: object, options: object = {}): unknown =>
    withModel(seq2Seq, (model) => model.call(bad(inputs), options));
  const encode = (source: unknown, options: object = {}): unknown =>
    withModel(seq2Seq, (model) => model.encode(bad(source), options));
  const decode = (target: unknown, encoded: unknown, options: object = {}): unknown =>
    withModel(seq2Seq, (model) => model.decode(bad(target), bad(encoded), options));
  const good = (): object => ({ source: given.tokens, target: given.tokens });
  return [
    [`${where}.call.inputs`, () => call(bad(5)), `${where}: inputs must be an object, got 5`],
    [
      `${where}.call.inputs.source`,
      () => call({ ...good(), source: given.whole }),
      `${where}: source must have shape [any, 1 to 2], got [2, 3]`,
    ],
    [
      `${where}.call.inputs.target`,
      () => call({ ...good(), target: 5 }),
      `${where}: target must be an int32 tensor, got 5`,
    ],
    ...callOptionCases(`${where}.call`, (options) => call(good(), options)),
    [
      `${where}.call.options.sourceMask`,
      () => call(good(), { sourceMask: given.mask }),
      `${where}: sourceMask must have shape [1, 2], got [2, 3]`,
    ],
    [`${where}.encode.source`, () => encode(5), `${where}: source must be an int32 tensor, got 5`],
    ...callOptionCases(`${where}.encode`, (options) => encode(given.tokens, options)),
    [
      `${where}.encode.options.sourceMask`,
      () => encode(given.tokens, { sourceMask: given.mask }),
      `${where}: sourceMask must have shape [1, 2], got [2, 3]`,
    ],
    [`${where}.decode.target`, () => decode(5, {}), `${where}: target must be an int32 tensor, got 5`],
    [`${where}.decode.encoded`, () => decode(given.tokens, 5), `${where}: encoded must be an object, got 5`],
    [
      `${where}.decode.encoded.memory`,
      () => decode(given.tokens, { memory: given.sequence }),
      'DecoderBlock: memory must have shape [1, any, 4], got [1, 2, 3]',
    ],
    [
      `${where}.decode.encoded.memoryMask`,
      () => decode(given.tokens, { memoryMask: given.mask }),
      'DecoderBlock: memoryMask must come with memory, got it without',
    ],
    ...callOptionCases(`${where}.decode`, (options) => decode(given.tokens, { memory: given.sequence }, options)),
  ];
}

export const modelsCases = (): ArgumentCase[] => [
  ...stackRows.slice(7).map((row) => optionCase('Transformer', (options) => new Transformer(options), sizes, row)),
  optionCase('Transformer', (options) => new Transformer(options), sizes, ['crossAttention', 1, `${flag} 1`]),
  ...transformerCallCases(),

  ...ownCases(
    'TransformerEncoder',
    (options) => new TransformerEncoder(options),
    sizes,
    [...stackRows, ['maskZero', 1, `${flag} 1`]],
    `${STACK}, maskZero`,
  ),
  [
    'TransformerEncoder.options.width',
    () => new TransformerEncoder({ ...sizes, width: 6, positions: 'rotary' }),
    'TransformerEncoder: width must be a multiple of 4 with rotary positions, got 6',
  ],
  ...modelBuildCases('TransformerEncoder', encoder),
  ...tokenCases('TransformerEncoder', encoder),
  [
    'TransformerEncoder.paddingMask.tokens',
    () => withModel(encoder, (model) => model.paddingMask(bad(5))),
    'TransformerEncoder: tokens must be an int32 tensor, got 5',
  ],
  [
    'TransformerEncoder.paddingMask.mask',
    () => withModel(encoder, (model) => model.paddingMask(given.tokens, given.mask)),
    'TransformerEncoder: mask must have shape [1, 2], got [2, 3]',
  ],

  ...ownCases(
    'TransformerClassifier',
    (options) => new TransformerClassifier(options),
    { encoder: sizes, numClasses: 2 },
    [
      ['numClasses', 0, `${size} 0`],
      ['pooling', 'max', "must be one of mean, first, got 'max'"],
      ['dropout', 2, 'must be in [0, 1], got 2'],
    ],
    'name, trainable, seed, encoder, numClasses, pooling, dropout',
  ),
  ...encoderOptionCases('TransformerClassifier', (options) => new TransformerClassifier(options), { numClasses: 2 }),
  ...modelBuildCases('TransformerClassifier', classifier),
  ...tokenCases('TransformerClassifier', classifier),

  ...ownCases(
    'MaskedLanguageModel',
    (options) => new MaskedLanguageModel(options),
    { encoder: sizes },
    [['tied', 1, `${flag} 1`]],
    'name, trainable, seed, encoder, tied',
  ),
  ...encoderOptionCases('MaskedLanguageModel', (options) => new MaskedLanguageModel(options), {}),
  ...modelBuildCases('MaskedLanguageModel', masked),
  ...tokenCases('MaskedLanguageModel', masked),

  ...ownCases(
    'Seq2SeqTransformer',
    (options) => new Seq2SeqTransformer(options),
    sizes,
    [
      ...stackRows,
      ['targetVocabularySize', 0, `${size} 0`],
      ['targetContextLength', 0, `${size} 0`],
      ['maskZero', 1, `${flag} 1`],
    ],
    `${STACK}, targetVocabularySize, targetContextLength, maskZero`,
  ),
  ...modelBuildCases('Seq2SeqTransformer', seq2Seq),
  ...seq2SeqCases(),

  [
    'classificationLoss.model',
    () => classificationLoss(bad({}), labelled, {}),
    'classificationLoss: model.call must be a function, got undefined',
  ],
  [
    'classificationLoss.model.call',
    () => classificationLoss(bad({ call: 5 }), labelled, {}),
    'classificationLoss: model.call must be a function, got 5',
  ],
  ...batchCases(
    'classificationLoss',
    (batch, options = {}) => withModel(classifier, (model) => classificationLoss(model, batch, options)),
    labelled,
    [
      ['inputs', [1, 2], 'must be an Int32Array, got [1,2]'],
      ['shape', 5, list],
      ['shape', [1, 3], 'must be [batch, length] of the 2 inputs, got [1, 3]'],
      ['labels', [1], 'must be an Int32Array, got [1]'],
    ],
  ),
  [
    'maskedLanguageModelLoss.model',
    () => maskedLanguageModelLoss(bad({}), hidden, {}),
    'maskedLanguageModelLoss: model.call must be a function, got undefined',
  ],
  [
    'maskedLanguageModelLoss.model.call',
    () => maskedLanguageModelLoss(bad({ call: 5 }), hidden, {}),
    'maskedLanguageModelLoss: model.call must be a function, got 5',
  ],
  ...batchCases(
    'maskedLanguageModelLoss',
    (batch, options = {}) => withModel(masked, (model) => maskedLanguageModelLoss(model, batch, options)),
    hidden,
    [
      ['inputs', [1, 2], 'must be an Int32Array, got [1,2]'],
      ['targets', [1, 2], 'must be an Int32Array, got [1,2]'],
      ['shape', 5, list],
    ],
  ),
  [
    'seq2SeqLoss.model',
    () => seq2SeqLoss(bad(given.dense), pair, {}),
    'seq2SeqLoss: model must be a Seq2SeqTransformer, got an instance of Dense',
  ],
  ...batchCases(
    'seq2SeqLoss',
    (batch, options = {}) => withModel(seq2Seq, (model) => seq2SeqLoss(model, batch, options)),
    pair,
    [
      ['source', [1, 2], 'must be an Int32Array, got [1,2]'],
      ['sourceShape', 5, list],
      ['target', [1, 2], 'must be an Int32Array, got [1,2]'],
      ['targetShape', [1, 3], 'must be [batch, length] of the 2 target, got [1, 3]'],
      ['targetShape', [2, 1], 'must have a length of at least 2, got [2, 1]'],
    ],
  ),

  ...generateCases(),
  [
    'generateSequence.model',
    () => generateSequence(bad(given.dense), given.tokens, { start: 1, end: 2 }),
    'generateSequence: model must be a Seq2SeqTransformer, got an instance of Dense',
  ],
  [
    'generateSequence.source',
    () => withModel(seq2Seq, (model) => generateSequence(model, bad(5), { start: 1, end: 2 })),
    'Seq2SeqTransformer: source must be an int32 tensor, got 5',
  ],
  [
    'generateSequence.options',
    () => withModel(seq2Seq, (model) => generateSequence(model, given.tokens, bad(5))),
    'generateSequence: options must be an object, got 5',
  ],
  generateCase('start', 4, 'must be a whole number, at least 0, below 4, got 4'),
  generateCase('end', -1, 'must be a whole number, at least 0, below 4, got -1'),
  generateCase('maxLength', 3, 'must be a whole number, at least 0, at most 2, got 3'),
  [
    'generateSequence.options.sourceMask',
    () =>
      withModel(seq2Seq, (model) =>
        generateSequence(model, given.tokens, { start: 1, end: 2, sourceMask: given.mask }),
      ),
    'Seq2SeqTransformer: sourceMask must have shape [1, 2], got [2, 3]',
  ],
];
