import {
  bigramLoss,
  CharacterTokenizer,
  consecutiveWindows,
  decodeSafetensors,
  decodeWeights,
  encodeSafetensors,
  encodeWeights,
  loadText,
  loadWeights,
  randomWindows,
  saveWeights,
  shuffledWindows,
  splitTokens,
} from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given, key } from './given.js';

const positive = 'must be a positive whole number, got';
const tokens = Int32Array.of(0, 1, 2, 3);
const tokenizer = new CharacterTokenizer('ab');

function draw(options: object): unknown {
  return randomWindows({ tokens, batchSize: 1, length: 2, key, step: 0, ...options });
}

function cut(options: object): unknown {
  return consecutiveWindows({ tokens, batchSize: 1, length: 2, ...options });
}

function shuffle(options: object): unknown {
  return shuffledWindows({ tokens, batchSize: 1, length: 2, key, batch: 0, ...options });
}

/** What windows that are drawn or cut both take. */
function windowCases(where: string, windows: (options: object) => unknown): ArgumentCase[] {
  return [
    [`${where}.options.tokens`, () => windows({ tokens: [0, 1] }), `${where}: tokens must be an Int32Array, got [0,1]`],
    [
      `${where}.options.tokens`,
      () => windows({ tokens: Int32Array.of(0) }),
      `${where}: tokens must be at least length + 1 = 3, got 1`,
    ],
    [`${where}.options.batchSize`, () => windows({ batchSize: 0 }), `${where}: batchSize ${positive} 0`],
    [`${where}.options.length`, () => windows({ length: '2' }), `${where}: length ${positive} '2'`],
  ];
}

const dataCasesOfText: ArgumentCase[] = [
  ['loadText.source', () => loadText(bad(5)), 'loadText: source must be a string, got 5'],
  [
    'bigramLoss.training',
    () => bigramLoss(bad('text'), [0, 1], 2),
    "bigramLoss: training must be an array or a typed array, got 'text'",
  ],
  [
    'bigramLoss.training',
    () => bigramLoss([0, 2], [0, 1], 2),
    'bigramLoss: training must hold whole numbers in [0, 2), got 2 at 1',
  ],
  [
    'bigramLoss.validation',
    () => bigramLoss([0], bad(5), 2),
    'bigramLoss: validation must be an array or a typed array, got 5',
  ],
  ['bigramLoss.validation', () => bigramLoss([0], [0], 2), 'bigramLoss: validation must hold at least 2 tokens, got 1'],
  ['bigramLoss.vocabularySize', () => bigramLoss([0], [0, 1], 0), `bigramLoss: vocabularySize ${positive} 0`],
  ['bigramLoss.vocabularySize', () => bigramLoss([0], [0, 1], bad('2')), `bigramLoss: vocabularySize ${positive} '2'`],
  [
    'splitTokens.tokens',
    () => splitTokens(bad('text')),
    "splitTokens: tokens must be an array or a typed array, got 'text'",
  ],
  [
    'splitTokens.tokens',
    () => splitTokens([0.5, 1, 2], 0.4),
    'splitTokens: tokens must be whole numbers below 2^31, got 0.5 at 0',
  ],
  [
    'splitTokens.validationFraction',
    () => splitTokens(tokens, 1),
    'splitTokens: validationFraction must be between 0 and 1, got 1',
  ],
  [
    'splitTokens.validationFraction',
    () => splitTokens(tokens, bad('0.5')),
    "splitTokens: validationFraction must be between 0 and 1, got '0.5'",
  ],
  ['randomWindows.options', () => randomWindows(bad(5)), 'randomWindows: options must be an object, got 5'],
  ...windowCases('randomWindows', draw),
  ['randomWindows.options.key', () => draw({ key: 7 }), 'randomWindows: key must be a RandomKey, got 7'],
  [
    'randomWindows.options.step',
    () => draw({ step: -1 }),
    'randomWindows: step must be a whole number, at least 0, got -1',
  ],
  [
    'consecutiveWindows.options',
    () => consecutiveWindows(bad(5)),
    'consecutiveWindows: options must be an object, got 5',
  ],
  ...windowCases('consecutiveWindows', cut),
  ['consecutiveWindows.options.limit', () => cut({ limit: 0 }), `consecutiveWindows: limit ${positive} 0`],
  ['shuffledWindows.options', () => shuffledWindows(bad(5)), 'shuffledWindows: options must be an object, got 5'],
  [
    'shuffledWindows.options.tokens',
    () => shuffle({ tokens: [0, 1] }),
    'shuffledWindows: tokens must be an Int32Array, got [0,1]',
  ],
  [
    'shuffledWindows.options.tokens',
    () => shuffle({ tokens: Int32Array.of(0) }),
    'shuffledWindows: tokens must be at least length + 1 = 3, got 1',
  ],
  [
    'shuffledWindows.options.batchSize',
    () => shuffle({ batchSize: 0 }),
    'shuffledWindows: batchSize must be a positive whole number, got 0',
  ],
  [
    'shuffledWindows.options.length',
    () => shuffle({ length: '2' }),
    "shuffledWindows: length must be a positive whole number, got '2'",
  ],
  ['shuffledWindows.options.key', () => shuffle({ key: 7 }), 'shuffledWindows: key must be a RandomKey, got 7'],
  [
    'shuffledWindows.options.batch',
    () => shuffle({ batch: -1 }),
    'shuffledWindows: batch must be a whole number, at least 0, at most 9007199254740990, got -1',
  ],

  [
    'CharacterTokenizer.characters',
    () => new CharacterTokenizer(bad(5)),
    'CharacterTokenizer: characters must be a string, got 5',
  ],
  [
    'CharacterTokenizer.characters',
    () => new CharacterTokenizer('aba'),
    'CharacterTokenizer: characters must be distinct, got "a" twice',
  ],
  [
    'CharacterTokenizer.fromText.text',
    () => CharacterTokenizer.fromText(bad(['a'])),
    'CharacterTokenizer.fromText: text must be a string, got ["a"]',
  ],
  [
    'CharacterTokenizer.encode.text',
    () => tokenizer.encode(bad(5)),
    'CharacterTokenizer.encode: text must be a string, got 5',
  ],
  [
    'CharacterTokenizer.encode.text',
    () => tokenizer.encode('abc'),
    'CharacterTokenizer.encode: text must hold only known characters, got "c" at 2',
  ],
  [
    'CharacterTokenizer.decode.tokens',
    () => tokenizer.decode(bad(5)),
    'CharacterTokenizer.decode: tokens must be an array or a typed array, got 5',
  ],
  [
    'CharacterTokenizer.decode.tokens',
    () => tokenizer.decode([0, 2]),
    'CharacterTokenizer.decode: tokens must be whole numbers in [0, 2), got 2 at 1',
  ],
  [
    'CharacterTokenizer.decode.tokens',
    () => tokenizer.decode([bad('length')]),
    "CharacterTokenizer.decode: tokens must be whole numbers in [0, 2), got 'length' at 0",
  ],
];

/** What both functions take that read weights. */
function loadCases(where: string, load: (module: unknown, options: unknown) => unknown): ArgumentCase[] {
  return [
    [`${where}.module`, () => load(5, {}), `${where}: module must be a Module, got 5`],
    [`${where}.options`, () => load(given.dense, false), `${where}: options must be an object, got false`],
    [
      `${where}.options.strict`,
      () => load(given.dense, { strict: 'no' }),
      `${where}: strict must be true or false, got 'no'`,
    ],
    [`${where}.options.rename`, () => load(given.dense, { rename: {} }), `${where}: rename must be a function, got {}`],
  ];
}

export const dataCases = (): ArgumentCase[] => [
  ...dataCasesOfText,
  ['encodeSafetensors.tensors', () => encodeSafetensors(bad(5)), 'encodeSafetensors: tensors must be iterable, got 5'],
  [
    'encodeSafetensors.tensors',
    () => encodeSafetensors(bad([5])),
    'encodeSafetensors: tensors must hold pairs of a name and a tensor, got 5',
  ],
  [
    'encodeSafetensors.metadata',
    () => encodeSafetensors([], bad('text')),
    "encodeSafetensors: metadata must be an object, got 'text'",
  ],
  [
    'encodeSafetensors.metadata',
    () => encodeSafetensors([], { step: bad(5) }),
    'encodeSafetensors: metadata must hold texts, got number for "step"',
  ],
  [
    'decodeSafetensors.bytes',
    () => decodeSafetensors(bad('bytes')),
    "decodeSafetensors: bytes must be a Uint8Array, got 'bytes'",
  ],
  [
    'decodeSafetensors.bytes',
    () => decodeSafetensors(Uint8Array.of(1, 2)),
    'decodeSafetensors: bytes must hold at least 8, got 2',
  ],
  ['encodeWeights.module', () => encodeWeights(bad([])), 'encodeWeights: module must be a Module, got []'],
  ...loadCases('decodeWeights', (module, options) => decodeWeights(bad(module), new Uint8Array(), bad(options))),
  [
    'decodeWeights.bytes',
    () => decodeWeights(given.dense, bad([1])),
    'decodeWeights: bytes must be a Uint8Array, got [1]',
  ],
  [
    'saveWeights.module',
    () => saveWeights(bad(undefined), 'weights'),
    'saveWeights: module must be a Module, got undefined',
  ],
  ['saveWeights.path', () => saveWeights(given.dense, bad(5)), 'saveWeights: path must be a string, got 5'],
  ...loadCases('loadWeights', (module, options) => loadWeights(bad(module), 'weights', bad(options))),
  ['loadWeights.path', () => loadWeights(given.dense, bad(5)), 'loadWeights: path must be a string, got 5'],
];
