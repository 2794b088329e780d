import type { Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import {
  classificationLoss,
  DecoderBlock,
  Dense,
  FirstTokenPooling,
  generateSequence,
  LayerScale,
  MaskedLanguageModel,
  maskedLanguageModelLoss,
  MeanPooling,
  RandomKey,
  Seq2SeqTransformer,
  seq2SeqLoss,
  Sequential,
  StochasticDepth,
  TransformerClassifier,
  TransformerEncoder,
  TransformerEncoderBlock,
  type CallOptions,
} from '../../src/index.js';
import { assertFinite } from './assertRight.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { fill, float, ids, truths } from './TensorSpec.js';

/** Products of projections of numbers up to this stay within float32. */
const LARGEST = 1e10;
const SIZES = [0, -1, 0.5, NaN, '2', null];

interface Layer {
  call(x: Tensor, options?: CallOptions & { mask?: Tensor; memory?: Tensor }): Tensor;
  dispose(): void;
}

interface Options {
  config: unknown;
  training?: unknown;
  masked: boolean;
}

const block = { numHeads: 2, keyDim: 2, innerSize: 3 };

/** A layer of sequences `[b, t, e]`, called with or without a mask. */
function sequenceSpec(
  name: string,
  configs: object[],
  faults: Record<string, unknown>[],
  make: (config: never) => Layer,
  outputShape: (x: readonly number[]) => number[] = (x) => [...x],
): HostileSpec {
  return hostileSpec<Options>({
    name,
    runs: 80,
    valid: fc
      .record({
        shape: fc.tuple(fc.constantFrom(1, 2), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
        x: fill,
        config: fc.constantFrom(...configs),
        training: fc.constantFrom(undefined, false, true),
        masked: fc.boolean(),
        seed: fc.nat(),
      })
      .map(({ shape, x, config, training, masked, seed }) => ({
        tensors: { x: float(shape, x, LARGEST), mask: truths(shape.slice(0, 2), seed) },
        options: { config, training, masked },
      })),
    hostile: { config: [...faults.map((fault) => ({ ...configs[0], ...fault })), 3], training: [1, 'yes'] },
    run: ({ x, mask }, { config, training, masked }) => {
      const layer = make(config as never);
      try {
        const randomKey = RandomKey.fromSeed(3);
        return layer.call(x, { training: training as boolean, randomKey, ...(masked && { mask }) });
      } finally {
        layer.dispose();
      }
    },
    check: (got, { x }) => assertFinite(got, outputShape(x.shape)),
  });
}

const small = { vocabularySize: 5, contextLength: 4, numLayers: 1, width: 4, numHeads: 2, seed: 1 };
const stacks = [
  small,
  { ...small, positions: 'sinusoidal', normalization: 'post' },
  { ...small, positions: 'rotary', norm: 'rmsNorm', feedForward: 'gated' },
  { ...small, positions: 'alibi', attention: 'multiHead', layerScale: 0.1 },
  { ...small, positions: 'relative', stochasticDepth: 0.5 },
];
const stackFaults = [
  ...Object.keys(small).flatMap((name) => SIZES.map((value) => ({ ...small, [name]: value }))),
  ...[{ positions: 'none' }, { norm: 3 }, { layerScale: 'a' }, { width: 5 }].map((fault) => ({ ...small, ...fault })),
];

/** A model of tokens, made of one of the stacks. */
function modelSpec<Model extends { dispose(): void }>(
  name: string,
  covers: string[],
  make: (stack: never) => Model,
  call: (model: Model, tokens: Tensor, mask: Tensor) => unknown,
  check: (got: never, tokens: readonly number[]) => void,
): HostileSpec {
  return hostileSpec<{ stack: unknown }>({
    name,
    runs: 80,
    covers,
    valid: fc
      .record({
        stack: fc.constantFrom(...stacks),
        batch: fc.constantFrom(1, 2),
        length: fc.integer({ min: 1, max: 4 }),
        seed: fc.nat(),
      })
      .map(({ stack, batch, length, seed }) => ({
        tensors: { tokens: ids([batch, length], 5, seed), mask: truths([batch, length], seed) },
        options: { stack },
      })),
    hostile: { stack: [...stackFaults, null, 3] },
    run: ({ tokens, mask }, { stack }) => {
      const model = make(stack as never);
      try {
        return call(model, tokens, mask);
      } finally {
        model.dispose();
      }
    },
    check: (got, { tokens }) => check(got, tokens.shape),
  });
}

/** A loss of a model that is trained on plain numbers. */
function lossSpec(name: string, covers: string[], loss: (tokens: Int32Array, shape: number[]) => Tensor): HostileSpec {
  return hostileSpec<{ shape: unknown; below: number }>({
    name,
    runs: 60,
    covers,
    valid: fc
      .record({ rows: fc.constantFrom(1, 2), length: fc.integer({ min: 2, max: 4 }) })
      .map(({ rows, length }) => ({ tensors: {}, options: { shape: [rows, length], below: 5 } })),
    hostile: { shape: [[], [2], [1, 9], [-1, 2], [1, 2, 3], null], below: [9] },
    run: (_, { shape, below }) => {
      const count = Array.isArray(shape) ? (shape as number[]).reduce((product, one) => product * one, 1) : 2;
      return loss(
        Int32Array.from({ length: Math.max(0, count) }, (_, i) => (i * 7 + below - 1) % below),
        shape as number[],
      );
    },
    check: (got) => assertFinite(got, []),
  });
}

/** Runs with a model that is freed. */
function freed<Model extends { dispose(): void }>(model: Model, run: (model: Model) => Tensor): Tensor {
  try {
    return run(model);
  } finally {
    model.dispose();
  }
}

/** Blocks, what they are made of, and the models that are made of them. */
export const blockSpecs: HostileSpec[] = [
  sequenceSpec(
    'StochasticDepth',
    [{ rate: 0 }, { rate: 0.5 }, { rate: 1 }],
    [-0.1, NaN, '0'].map((rate) => ({ rate })),
    (config) => new StochasticDepth(config),
  ),
  sequenceSpec(
    'LayerScale',
    [{}, { initialValue: 2 }],
    [{ initialValue: NaN }, { initialValue: 1e39 }],
    (config) => new LayerScale(config),
  ),
  sequenceSpec(
    'MeanPooling',
    [{}],
    [{ axis: 1 }],
    (config) => new MeanPooling(config),
    ([b, , e]) => [b, e],
  ),
  sequenceSpec(
    'FirstTokenPooling',
    [{}],
    [{ axis: 1 }],
    (config) => new FirstTokenPooling(config),
    ([b, , e]) => [b, e],
  ),
  sequenceSpec(
    'Sequential',
    [{ units: [3, 2] }, { units: [2] }],
    [{ units: [] }, { units: [0] }],
    ({ units }: { units: number[] }) => new Sequential({ layers: units.map((one) => new Dense({ units: one })) }),
    (x) => [...x.slice(0, -1), 2],
  ),
  sequenceSpec(
    'TransformerEncoderBlock',
    [block, { ...block, normalization: 'post', norm: 'rmsNorm', feedForward: 'gated', stochasticDepth: 0.5 }],
    [{ norm: 'none' }, { layerScale: NaN }, ...SIZES.map((keyDim) => ({ keyDim }))],
    (config) => new TransformerEncoderBlock(config),
  ),
  sequenceSpec(
    'DecoderBlock in every style',
    [block, { ...block, crossAttention: true, layerScale: 0.1 }],
    [{ crossAttention: 1 }, { normalization: 'none' }],
    (config: { crossAttention?: boolean }) => {
      const decoder = new DecoderBlock({ ...block, ...config });
      return {
        call: (x, options) => decoder.call(x, config.crossAttention ? { ...options, memory: x } : options),
        dispose: () => decoder.dispose(),
      };
    },
  ),
  modelSpec(
    'TransformerEncoder',
    ['TransformerEncoder'],
    (stack) => new TransformerEncoder(stack),
    (model, tokens, mask) => model.call(tokens, { mask }),
    (got, tokens) => assertFinite(got, [...tokens, 4]),
  ),
  modelSpec(
    'TransformerClassifier',
    ['TransformerClassifier'],
    (encoder) => new TransformerClassifier({ encoder, numClasses: 3 }),
    (model, tokens, mask) => model.call(tokens, { mask }),
    (got, [batch]) => assertFinite(got, [batch, 3]),
  ),
  modelSpec(
    'MaskedLanguageModel',
    ['MaskedLanguageModel'],
    (encoder) => new MaskedLanguageModel({ encoder }),
    (model, tokens, mask) => model.call(tokens, { mask }),
    (got, tokens) => assertFinite(got, [...tokens, 5]),
  ),
  modelSpec(
    'Seq2SeqTransformer',
    ['Seq2SeqTransformer'],
    (stack) => new Seq2SeqTransformer(stack),
    (model, tokens, sourceMask) => model.call({ source: tokens, target: tokens }, { sourceMask }),
    (got, tokens) => assertFinite(got, [...tokens, 5]),
  ),
  modelSpec(
    'generateSequence',
    ['generateSequence', 'Seq2SeqTransformer'],
    (stack) => new Seq2SeqTransformer(stack),
    (model, tokens, sourceMask) => generateSequence(model, tokens, { start: 1, end: 2, maxLength: 3, sourceMask }),
    (got: number[][], [batch]) => {
      assert.lengthOf(got, batch);
      for (const row of got) assert.isTrue(row.length <= 3 && row.every((token) => token !== 2 && token < 5));
    },
  ),
  lossSpec('classificationLoss', ['classificationLoss', 'TransformerClassifier'], (inputs, shape) =>
    freed(new TransformerClassifier({ encoder: small, numClasses: 5 }), (model) =>
      classificationLoss(model, { inputs, shape, labels: inputs.slice(0, shape?.[0] ?? 0) }, {}),
    ),
  ),
  lossSpec('maskedLanguageModelLoss', ['maskedLanguageModelLoss', 'MaskedLanguageModel'], (inputs, shape) =>
    freed(new MaskedLanguageModel({ encoder: small }), (model) =>
      maskedLanguageModelLoss(model, { inputs, targets: inputs, shape: shape as never }, {}),
    ),
  ),
  lossSpec('seq2SeqLoss', ['seq2SeqLoss', 'Seq2SeqTransformer'], (tokens, shape) =>
    freed(new Seq2SeqTransformer(small), (model) =>
      seq2SeqLoss(model, { source: tokens, sourceShape: shape, target: tokens, targetShape: shape }, {}),
    ),
  ),
];
