import {
  crossEntropy,
  dropout,
  einsum,
  embeddingLookup,
  gelu,
  geluTanh,
  layerNorm,
  maskedSoftmax,
  meanSquaredError,
  mixHeads,
  softmax,
} from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given, key } from './given.js';

const notFloat = 'must be a float32 tensor, got an int32 tensor';
const disposed = 'must be a tensor that is not disposed, got a disposed tensor';

export const opsCases = (): ArgumentCase[] => [
  [
    'crossEntropy.logits',
    () => crossEntropy(bad([1, 2]), given.labels),
    'crossEntropy: logits must be a float32 tensor, got [1,2]',
  ],
  ['crossEntropy.logits', () => crossEntropy(given.whole, given.labels), `crossEntropy: logits ${notFloat}`],
  ['crossEntropy.logits', () => crossEntropy(given.disposed, given.labels), `crossEntropy: logits ${disposed}`],
  [
    'crossEntropy.target',
    () => crossEntropy(given.matrix, bad([0, 1])),
    'crossEntropy: target must be a tensor, got [0,1]',
  ],
  ['crossEntropy.target', () => crossEntropy(given.matrix, given.disposed), `crossEntropy: target ${disposed}`],
  ['crossEntropy.target', () => crossEntropy(given.matrix, given.whole), `crossEntropy: target ${notFloat}`],
  [
    'crossEntropy.target',
    () => crossEntropy(given.matrix, given.square),
    'crossEntropy: target must have shape [2, 3], got [2, 2]',
  ],
  [
    'crossEntropy.options',
    () => crossEntropy(given.matrix, given.labels, bad(0.1)),
    'crossEntropy: options must be an object, got 0.1',
  ],
  [
    'crossEntropy.options',
    () => crossEntropy(given.matrix, given.labels, bad(null)),
    'crossEntropy: options must be an object, got null',
  ],
  [
    'crossEntropy.options.ignoredClass',
    () => crossEntropy(given.matrix, given.labels, { ignoredClass: 0.5 }),
    'crossEntropy: ignoredClass must be a whole number, got 0.5',
  ],
  [
    'crossEntropy.options.ignoredClass',
    () => crossEntropy(given.matrix, given.matrix, { ignoredClass: 1 }),
    'crossEntropy: ignoredClass must come with labels, got distributions',
  ],
  [
    'crossEntropy.options.labelSmoothing',
    () => crossEntropy(given.matrix, given.labels, { labelSmoothing: 2 }),
    'crossEntropy: labelSmoothing must be in [0, 1], got 2',
  ],
  [
    'crossEntropy.options.labelSmoothing',
    () => crossEntropy(given.matrix, given.labels, { labelSmoothing: bad('0.1') }),
    "crossEntropy: labelSmoothing must be in [0, 1], got '0.1'",
  ],
  [
    'crossEntropy.options.reduction',
    () => crossEntropy(given.matrix, given.labels, { reduction: bad('sum') }),
    "crossEntropy: reduction must be one of mean, none, got 'sum'",
  ],

  ['dropout.x', () => dropout(given.whole, 0.5, key), `dropout: x ${notFloat}`],
  ['dropout.x', () => dropout(given.disposed, 0.5, key), `dropout: x ${disposed}`],
  ['dropout.rate', () => dropout(given.matrix, 1.5, key), 'dropout: rate must be in [0, 1], got 1.5'],
  ['dropout.rate', () => dropout(given.matrix, bad('0.5'), key), "dropout: rate must be in [0, 1], got '0.5'"],
  ['dropout.key', () => dropout(given.matrix, 0.5, bad(7)), 'dropout: key must be a RandomKey, got 7'],

  ['einsum.equation', () => einsum(bad(5), given.matrix), 'einsum: equation must be a string, got 5'],
  [
    'einsum.equation',
    () => einsum('i1->i', given.matrix),
    "einsum: equation must hold only letters, '...', ',' and one '->', got 'i1->i', in 'i1->i'",
  ],
  [
    'einsum.operands',
    () => einsum('ij,jk->ik', given.matrix, bad(5)),
    'einsum: operand 1 must be a float32 tensor, got 5',
  ],
  ['einsum.operands', () => einsum('ij->ji', given.disposed), `einsum: operand 0 ${disposed}`],
  ['einsum.operands', () => einsum('ij->ji', given.whole), `einsum: operand 0 ${notFloat}`],

  ['embeddingLookup.table', () => embeddingLookup(given.whole, given.labels), `embeddingLookup: table ${notFloat}`],
  [
    'embeddingLookup.table',
    () => embeddingLookup(given.sequence, given.labels),
    'embeddingLookup: table must have shape [any, any], got [1, 2, 3]',
  ],
  [
    'embeddingLookup.ids',
    () => embeddingLookup(given.matrix, bad([0])),
    'embeddingLookup: ids must be an int32 tensor, got [0]',
  ],
  [
    'embeddingLookup.ids',
    () => embeddingLookup(given.matrix, given.square),
    'embeddingLookup: ids must be an int32 tensor, got a float32 tensor',
  ],
  [
    'embeddingLookup.ids',
    () => embeddingLookup(given.matrix, given.whole),
    'embeddingLookup: ids must be in [0, 2), got 2',
  ],

  ['gelu.x', () => gelu(bad(1)), 'gelu: x must be a float32 tensor, got 1'],
  ['gelu.x', () => gelu(given.whole), `gelu: x ${notFloat}`],
  ['gelu.x', () => gelu(given.disposed), `gelu: x ${disposed}`],
  ['geluTanh.x', () => geluTanh(bad(1)), 'geluTanh: x must be a float32 tensor, got 1'],
  ['geluTanh.x', () => geluTanh(given.whole), `geluTanh: x ${notFloat}`],
  ['geluTanh.x', () => geluTanh(given.disposed), `geluTanh: x ${disposed}`],

  ['layerNorm.x', () => layerNorm(given.whole), `layerNorm: x ${notFloat}`],
  ['layerNorm.options', () => layerNorm(given.matrix, bad(-1)), 'layerNorm: options must be an object, got -1'],
  [
    'layerNorm.options.gamma',
    () => layerNorm(given.matrix, { gamma: given.matrix }),
    'layerNorm: gamma must have shape [3], got [2, 3]',
  ],
  [
    'layerNorm.options.gamma',
    () => layerNorm(given.matrix, { gamma: bad(1) }),
    'layerNorm: gamma must be a float32 tensor, got 1',
  ],
  [
    'layerNorm.options.beta',
    () => layerNorm(given.matrix, { beta: given.matrix }),
    'layerNorm: beta must have shape [3], got [2, 3]',
  ],
  ['layerNorm.options.beta', () => layerNorm(given.matrix, { beta: given.disposed }), `layerNorm: beta ${disposed}`],
  [
    'layerNorm.options.axis',
    () => layerNorm(given.matrix, { axis: 2 }),
    'layerNorm: axis must be a whole number in [-2, 2), got 2',
  ],
  [
    'layerNorm.options.axis',
    () => layerNorm(given.matrix, { axis: bad('last') }),
    "layerNorm: axis must be a whole number in [-2, 2), got 'last'",
  ],
  [
    'layerNorm.options.epsilon',
    () => layerNorm(given.matrix, { epsilon: -1 }),
    'layerNorm: epsilon must be at least 0, got -1',
  ],
  [
    'layerNorm.options.epsilon',
    () => layerNorm(given.matrix, { epsilon: bad('1') }),
    "layerNorm: epsilon must be at least 0, got '1'",
  ],

  ['maskedSoftmax.x', () => maskedSoftmax(given.whole, given.mask), `maskedSoftmax: x ${notFloat}`],
  ['maskedSoftmax.x', () => maskedSoftmax(given.disposed, given.mask), `maskedSoftmax: x ${disposed}`],
  [
    'maskedSoftmax.mask',
    () => maskedSoftmax(given.matrix, given.matrix),
    'maskedSoftmax: mask must be a bool tensor, got a float32 tensor',
  ],
  [
    'maskedSoftmax.mask',
    () => maskedSoftmax(given.square, given.mask),
    'maskedSoftmax: mask must broadcast to [2, 2], got [2, 3]',
  ],
  [
    'maskedSoftmax.axis',
    () => maskedSoftmax(given.matrix, given.mask, 2),
    'maskedSoftmax: axis must be a whole number in [-2, 2), got 2',
  ],

  [
    'meanSquaredError.target',
    () => meanSquaredError(bad(1), given.matrix),
    'meanSquaredError: target must be a float32 tensor, got 1',
  ],
  [
    'meanSquaredError.target',
    () => meanSquaredError(given.whole, given.matrix),
    `meanSquaredError: target ${notFloat}`,
  ],
  [
    'meanSquaredError.prediction',
    () => meanSquaredError(given.matrix, given.square),
    'meanSquaredError: prediction must have shape [2, 3], got [2, 2]',
  ],
  [
    'meanSquaredError.prediction',
    () => meanSquaredError(given.matrix, given.whole),
    `meanSquaredError: prediction ${notFloat}`,
  ],

  [
    'mixHeads.scores',
    () => mixHeads(given.matrix, given.square),
    'mixHeads: scores must have shape [..., h, q, k], got [2, 3]',
  ],
  ['mixHeads.scores', () => mixHeads(bad(1), given.square), 'mixHeads: scores must be a float32 tensor, got 1'],
  [
    'mixHeads.weight',
    () => mixHeads(given.heads, given.heads),
    'mixHeads: weight must have shape [2, any], got [1, 2, 2, 3]',
  ],
  ['mixHeads.weight', () => mixHeads(given.heads, given.whole), `mixHeads: weight ${notFloat}`],

  ['softmax.x', () => softmax(bad([1, 2])), 'softmax: x must be a float32 tensor, got [1,2]'],
  ['softmax.x', () => softmax(given.whole), `softmax: x ${notFloat}`],
  ['softmax.axis', () => softmax(given.matrix, -3), 'softmax: axis must be a whole number in [-2, 2), got -3'],
  ['softmax.axis', () => softmax(given.matrix, [0, 0.5]), 'softmax: axis must be a whole number in [-2, 2), got 0.5'],
];
