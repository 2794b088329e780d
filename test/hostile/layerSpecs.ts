import type { Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import {
  DecoderBlock,
  Dense,
  Dropout,
  EinsumDense,
  Embedding,
  FeedForward,
  LayerNorm,
  MultiHeadAttention,
  RandomKey,
  TalkingHeadsAttention,
  type Activation,
  type CallOptions,
} from '../../src/index.js';
import type { NdArray } from '../float64/array.js';
import { assertFinite } from './assertRight.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { fill, float, ids, shapeOfRank, size, type TensorSpec } from './TensorSpec.js';

/** Products of three projections of numbers up to this stay within float32: what is finite must stay so. */
const LARGEST = 1e10;

interface Layer {
  call(x: Tensor, options?: CallOptions): Tensor;
  dispose(): void;
}

interface Options extends CallOptions {
  config: Record<string, unknown>;
  seed?: number;
}

const SIZES = [0, -1, 0.5, NaN, '2', null];
const training = fc.constantFrom(undefined, false, true);

/**
 * A layer called twice: it builds itself for the first input, and is given another one, of whose shape something may
 * have changed.
 */
function layerSpec(
  name: string,
  shapes: fc.Arbitrary<number[]>,
  configs: Record<string, unknown>[],
  hostileConfigs: Record<string, unknown>[],
  make: (config: never) => Layer,
  outputShape: (x: readonly number[], config: Record<string, number>) => number[] = (x) => [...x],
  tensorOf: (shape: number[], seed: TensorSpec) => TensorSpec = (_, spec) => spec,
): HostileSpec {
  return hostileSpec<Options>({
    name,
    runs: 120,
    covers: [name, 'RandomKey'],
    valid: fc
      .record({ shape: shapes, x: fill, again: fill, config: fc.constantFrom(...configs), training })
      .map(({ shape, x, again, config, training }) => ({
        tensors: {
          x: tensorOf(shape, float(shape, x, LARGEST)),
          again: tensorOf(shape, float(shape, again, LARGEST)),
        },
        options: { config, training, seed: 3 },
      })),
    hostile: {
      config: [...hostileConfigs, {}, null, 3].map((config) =>
        isPlain(config) ? { ...configs[0], ...config } : config,
      ),
      training: [1, 'yes'],
      seed: [undefined],
    },
    run: ({ x, again }, { config, seed, ...options }) => {
      const layer = make(config as never);
      const randomKey = seed === undefined ? undefined : RandomKey.fromSeed(seed);
      try {
        layer.call(x, { ...options, randomKey }).dispose();
        return layer.call(again, { ...options, randomKey });
      } finally {
        layer.dispose();
      }
    },
    check: (got, { again }: Record<string, NdArray>, { config }) =>
      assertFinite(got, outputShape(again.shape, config as Record<string, number>)),
  });
}

function isPlain(config: unknown): config is object {
  return typeof config === 'object' && config !== null;
}

const ACTIVATIONS: Activation[] = [
  'linear',
  'relu',
  'gelu',
  'geluTanh',
  'tanh',
  'sigmoid',
  'silu',
  'softplus',
  'elu',
  'mish',
  'leakyRelu',
];
const sequence = fc.tuple(fc.constantFrom(0, 1, 2), size, fc.integer({ min: 1, max: 4 })).map((shape) => [...shape]);
const attention = { numHeads: 2, keyDim: 2 };
const attentionConfigs = [
  attention,
  { ...attention, valueDim: 3, useBias: false },
  { ...attention, dropout: 0.5, softmaxRobustMasking: false },
  { ...attention, outputShape: [3, 2], numHeads: 1 },
];
const attentionFaults = [
  ...SIZES.flatMap((numHeads) => [{ numHeads }, { keyDim: numHeads }, { outputShape: [numHeads] }]),
  ...[{ dropout: 2 }, { attentionAxes: 0 }, { attentionAxes: [1, 1] }, { attentionAxes: [9] }, { valueDim: -1 }],
  ...[{ kernelInitializer: 'none' }, { kernelRegularizer: { className: 'L2', config: { l2: NaN } } }],
];
const attended = (x: readonly number[], { outputShape }: Record<string, unknown>): number[] => [
  ...x.slice(0, -1),
  ...[(outputShape as number[] | undefined) ?? x.slice(-1)].flat(),
];

/** Every layer. */
export const layerSpecs: HostileSpec[] = [
  layerSpec(
    'Dense',
    shapeOfRank(1, 6),
    [{ units: 3 }, ...ACTIVATIONS.map((activation) => ({ units: 2, activation })), { units: 1, useBias: false }],
    [...SIZES.map((units) => ({ units })), { activation: 'swosh' }, { useBias: 1 }, { kernelConstraint: 'none' }],
    (config) => new Dense(config),
    (x, { units }) => [...x.slice(0, -1), units],
  ),
  layerSpec(
    'Dropout',
    shapeOfRank(0, 7),
    [{ rate: 0 }, { rate: 0.5 }, { rate: 1 }],
    [-0.1, 1.1, NaN, '0'].map((rate) => ({ rate })),
    (config) => new Dropout(config),
  ),
  layerSpec(
    'EinsumDense',
    fc.tuple(size, size, fc.integer({ min: 1, max: 3 })).map((shape) => [...shape]),
    [
      { equation: 'abc,cd->abd', outputShape: [null, 4], biasAxes: 'd' },
      { equation: '...c,cd->...d', outputShape: 4 },
      { equation: 'abc,cd->abd', outputShape: [null, 4], biasAxes: 'bd' },
    ],
    [
      ...['', 'abc->ab', 'abc,cd->abe', 'abc,cd,de->abe', 'aac,cd->ad'].map((equation) => ({ equation })),
      ...[[], [0], [-1, 4], [null, null], [7, 4], 'four'].map((outputShape) => ({ outputShape })),
      ...['', 'z', 'dd', 3].map((biasAxes) => ({ biasAxes })),
    ],
    (config) => new EinsumDense(config),
    (x) => [...x.slice(0, -1), 4],
  ),
  layerSpec(
    'Embedding',
    shapeOfRank(0, 6),
    [
      { inputDim: 4, outputDim: 3 },
      { inputDim: 4, outputDim: 3, maskZero: true },
    ],
    [...SIZES.flatMap((one) => [{ inputDim: one }, { outputDim: one }]), { maskZero: 1 }],
    (config) => new Embedding(config),
    (x, { outputDim }) => [...x, outputDim],
    (shape, { seed }) => ids(shape, 4, seed),
  ),
  layerSpec(
    'FeedForward',
    shapeOfRank(1, 5),
    [{ innerSize: 3 }, { innerSize: 2, activation: 'relu', dropout: 0.5 }],
    [...SIZES.map((innerSize) => ({ innerSize })), { dropout: -1 }, { activation: 3 }],
    (config) => new FeedForward(config),
  ),
  layerSpec(
    'LayerNorm',
    shapeOfRank(1, 6),
    [{}, { axis: 0 }, { center: false }, { scale: false, epsilon: 1e-12 }],
    [{ epsilon: -1 }, { epsilon: NaN }, { axis: 9 }, { axis: [0, 0] }, { axis: [] }, { axis: 0.5 }],
    (config) => new LayerNorm(config),
  ),
  layerSpec(
    'MultiHeadAttention',
    sequence,
    attentionConfigs,
    attentionFaults,
    (config) => new MultiHeadAttention(config),
    attended,
  ),
  layerSpec(
    'TalkingHeadsAttention',
    sequence,
    attentionConfigs,
    attentionFaults,
    (config) => new TalkingHeadsAttention(config),
    attended,
  ),
  layerSpec(
    'DecoderBlock',
    sequence,
    [
      { ...attention, innerSize: 3 },
      { ...attention, innerSize: 2, attention: 'multiHead', dropout: 0.5 },
    ],
    [...SIZES.flatMap((one) => [{ innerSize: one }, { numHeads: one }]), { attention: 'none' }, { epsilon: -1 }],
    (config) => new DecoderBlock(config),
  ),
];
