import type { Tensor } from '@tensorflow/tfjs-core';
import {
  customGradient,
  gradientsByTensors,
  randomBernoulli,
  randomInteger,
  RandomKey,
  randomNormal,
  randomPermutation,
  randomTruncatedNormal,
  randomUniform,
  recompute,
  setBackend,
  stopGradient,
  type CustomGradient,
  type Shape,
  type SimdOptions,
} from '../../src/index.js';
import { formatValue } from '../../src/config/formatValue.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given, key } from './given.js';

const disposed = 'must be a tensor that is not disposed, got a disposed tensor';

function withOption(options: Partial<CustomGradient>): unknown {
  return customGradient({
    inputs: [given.matrix],
    forward: ([x]) => ({ value: x }),
    backward: (cotangent) => [cotangent],
    reference: ([x]) => x,
    ...options,
  });
}

/** What every draw of a shape takes. */
function drawCases(where: string, draw: (from: RandomKey, shape: Shape) => unknown): ArgumentCase[] {
  return [
    [`${where}.key`, () => draw(bad(1), [2]), `${where}: key must be a RandomKey, got 1`],
    [`${where}.shape`, () => draw(key, bad(2)), `${where}: shape must be a list of whole numbers, at least 0, got 2`],
    [`${where}.shape`, () => draw(key, [-1]), `${where}: shape must be a list of whole numbers, at least 0, got [-1]`],
    [
      `${where}.shape`,
      () => draw(key, [1.5]),
      `${where}: shape must be a list of whole numbers, at least 0, got [1.5]`,
    ],
  ];
}

export const engineCases = (): ArgumentCase[] => [
  ['setBackend.name', () => setBackend('abacus'), "setBackend: name must be one of cpu, simd, got 'abacus'"],
  ['setBackend.name', () => setBackend(bad(1)), 'setBackend: name must be one of cpu, simd, got 1'],
  [
    'setBackend.options',
    () => setBackend('cpu', { threads: 1 }),
    'setBackend: options must be left out for cpu, which has none, got {"threads":1}',
  ],
  ['setBackend.options', () => setBackend('simd', bad(2)), 'setBackend: options must be an object, got 2'],
  [
    'setBackend.options',
    () => setBackend('simd', { thread: 2 }),
    "setBackend: options must hold only threads, build, blas, got 'thread'; did you mean 'threads'?",
  ],
  ...[0, 1.5, 65, bad<number>('2')].map((threads): ArgumentCase => {
    const refused = `setBackend: threads must be a whole number, at least 1, at most 64, got ${formatValue(threads)}`;
    return ['setBackend.options.threads', () => setBackend('simd', { threads } satisfies SimdOptions), refused];
  }),
  [
    'setBackend.options.build',
    () => setBackend('simd', { build: 'slow' }),
    "setBackend: build must be one of plain, fused, got 'slow'",
  ],

  ...[bad<string>(true), ''].map((blas): ArgumentCase => {
    const refused = `setBackend: blas must be 'auto' or the path of a library, got ${formatValue(blas)}`;
    return ['setBackend.options.blas', () => setBackend('simd', { blas } satisfies SimdOptions), refused];
  }),

  ['customGradient.options', () => customGradient(bad(1)), 'customGradient: options must be an object, got 1'],
  [
    'customGradient.options.inputs',
    () => withOption({ inputs: bad(1) }),
    'customGradient: inputs must be a list of tensors, got 1',
  ],
  [
    'customGradient.options.inputs',
    () => withOption({ inputs: [given.disposed] }),
    `customGradient: inputs[0] ${disposed}`,
  ],
  [
    'customGradient.options.constants',
    () => withOption({ constants: [bad(1)] }),
    'customGradient: constants[0] must be a tensor, got 1',
  ],
  [
    'customGradient.options.forward',
    () => withOption({ forward: bad(1) }),
    'customGradient: forward must be a function, got 1',
  ],
  [
    'customGradient.options.forward',
    () => withOption({ forward: bad(() => ({ value: 1 })) }),
    'customGradient: value of forward must be a tensor, got 1',
  ],
  [
    'customGradient.options.backward',
    () => withOption({ backward: bad(undefined) }),
    'customGradient: backward must be a function, got undefined',
  ],
  [
    'customGradient.options.reference',
    () => withOption({ reference: bad(undefined) }),
    'customGradient: reference must be a function, got undefined',
  ],

  [
    'gradientsByTensors.f',
    () => gradientsByTensors(bad(1), [given.matrix]),
    'gradientsByTensors: f must be a function, got 1',
  ],
  [
    'gradientsByTensors.f',
    () =>
      gradientsByTensors(
        bad(() => 1),
        [given.matrix],
      ),
    'gradientsByTensors: value of f must be a tensor, got 1',
  ],
  [
    'gradientsByTensors.tensors',
    () => gradientsByTensors(() => given.matrix, []),
    'gradientsByTensors: tensors must hold at least one tensor, got none',
  ],
  [
    'gradientsByTensors.tensors',
    () => gradientsByTensors(() => given.matrix, bad(given.matrix)),
    'gradientsByTensors: tensors must be a list of tensors, got a float32 tensor',
  ],
  [
    'gradientsByTensors.tensors',
    () => gradientsByTensors(() => given.matrix, [given.whole]),
    'gradientsByTensors: tensors[0] must be a float32 tensor, got an int32 tensor',
  ],
  [
    'gradientsByTensors.cotangent',
    () => gradientsByTensors(() => given.matrix, [given.matrix], given.whole),
    'gradientsByTensors: cotangent must be a float32 tensor, got an int32 tensor',
  ],
  [
    'gradientsByTensors.cotangent',
    () => gradientsByTensors(() => given.matrix, [given.matrix], given.square),
    'gradientsByTensors: cotangent must have shape [2, 3], got [2, 2]',
  ],

  [
    'recompute.f',
    () => recompute(bad<(x: Tensor) => Tensor>(undefined), [given.matrix]),
    'recompute: f must be a function, got undefined',
  ],
  [
    'recompute.f',
    () =>
      recompute(
        bad<(x: Tensor) => Tensor>(() => 1),
        [given.matrix],
      ),
    'recompute: value of f must be a tensor, got 1',
  ],
  [
    'recompute.inputs',
    () => recompute((x: Tensor) => x, bad(given.matrix)),
    'recompute: inputs must be a list of tensors, got a float32 tensor',
  ],
  ['recompute.inputs', () => recompute((x: Tensor) => x, [given.disposed]), `recompute: inputs[0] ${disposed}`],
  [
    'recompute.captured',
    () => recompute((x: Tensor) => x, [given.matrix], [bad(1)]),
    'recompute: captured[0] must be a tensor, got 1',
  ],

  ['stopGradient.x', () => stopGradient(bad(1)), 'stopGradient: x must be a tensor, got 1'],
  ['stopGradient.x', () => stopGradient(given.disposed), `stopGradient: x ${disposed}`],

  [
    'RandomKey.fromSeed.seed',
    () => RandomKey.fromSeed(-1),
    'RandomKey: seed must be a whole number in [0, 2^53), got -1',
  ],
  [
    'RandomKey.fromSeed.seed',
    () => RandomKey.fromSeed(bad('1')),
    "RandomKey: seed must be a whole number in [0, 2^53), got '1'",
  ],
  [
    'RandomKey.fold.data',
    () => key.fold(-1),
    'RandomKey.fold: data must be a text or a whole number in [0, 2^53), got -1',
  ],
  [
    'RandomKey.fold.data',
    () => key.fold(bad(undefined)),
    'RandomKey.fold: data must be a text or a whole number in [0, 2^53), got undefined',
  ],
  [
    'RandomKey.block.i',
    () => key.block(-1),
    'RandomKey.block: i must be a whole number, at least 0, below 4294967296, got -1',
  ],
  [
    'RandomKey.block.i',
    () => key.block(bad('1')),
    "RandomKey.block: i must be a whole number, at least 0, below 4294967296, got '1'",
  ],
  [
    'RandomKey.block.stream',
    () => key.block(0, 0.5),
    'RandomKey.block: stream must be a whole number, at least 0, below 2147483647, got 0.5',
  ],

  ...drawCases('randomUniform', (from, shape) => randomUniform(from, shape)),
  ...drawCases('randomNormal', (from, shape) => randomNormal(from, shape)),
  ...drawCases('randomTruncatedNormal', (from, shape) => randomTruncatedNormal(from, shape)),
  ...drawCases('randomBernoulli', (from, shape) => randomBernoulli(from, shape, 0.5)),
  ['randomUniform.low', () => randomUniform(key, [2], NaN), 'randomUniform: low must be a finite number, got NaN'],
  [
    'randomUniform.high',
    () => randomUniform(key, [2], 1, 0),
    'randomUniform: high must be a finite number, at least 1, got 0',
  ],
  ['randomNormal.mean', () => randomNormal(key, [2], bad('0')), "randomNormal: mean must be a finite number, got '0'"],
  [
    'randomNormal.deviation',
    () => randomNormal(key, [2], 0, -1),
    'randomNormal: deviation must be a finite number, at least 0, got -1',
  ],
  [
    'randomTruncatedNormal.mean',
    () => randomTruncatedNormal(key, [2], Infinity),
    'randomTruncatedNormal: mean must be a finite number, got Infinity',
  ],
  [
    'randomTruncatedNormal.deviation',
    () => randomTruncatedNormal(key, [2], 0, -1),
    'randomTruncatedNormal: deviation must be a finite number, at least 0, got -1',
  ],
  [
    'randomBernoulli.probability',
    () => randomBernoulli(key, [2], 1.5),
    'randomBernoulli: probability must be a finite number, at least 0, at most 1, got 1.5',
  ],
  ['randomInteger.key', () => randomInteger(bad(1), 0, 2), 'randomInteger: key must be a RandomKey, got 1'],
  [
    'randomInteger.i',
    () => randomInteger(key, -1, 2),
    'randomInteger: i must be a whole number, at least 0, below 4294967296, got -1',
  ],
  [
    'randomInteger.bound',
    () => randomInteger(key, 0, 0),
    'randomInteger: bound must be a whole number, at least 1, at most 9007199254740992, got 0',
  ],
  ['randomPermutation.key', () => randomPermutation(bad(1), 2), 'randomPermutation: key must be a RandomKey, got 1'],
  [
    'randomPermutation.count',
    () => randomPermutation(key, 1.5),
    'randomPermutation: count must be a whole number, at least 0, below 4294967296, got 1.5',
  ],
];
