import type { Tensor } from '@tensorflow/tfjs-core';
import type { AlibiBias } from '../../src/layers/AlibiBias.js';
import type { DecoderBlock } from '../../src/layers/DecoderBlock.js';
import type { RelativePositionBias } from '../../src/layers/RelativePositionBias.js';
import type { ConfigurableModule } from '../../src/models/index.js';
import type { Seq2SeqTransformer } from '../../src/models/Seq2SeqTransformer.js';
import type { CallOptions } from '../../src/modules/CallOptions.js';
import type { ModuleOptions } from '../../src/modules/Module.js';

/** A layer or model that is called with one tensor; {@link ExampleLayer.call} calls others. */
export type Called = ConfigurableModule & { call(x: Tensor, options: CallOptions): Tensor | [Tensor, Tensor] };

/** How a class is made and called where every one of them is. */
export interface ExampleLayer {
  /** All its options but the name, as plain data: one that is left out fails the test. */
  options: Record<string, unknown> & Omit<ModuleOptions, 'name'>;
  /** Shape of what it is called with. */
  input: readonly number[];
  /** Whether the input is whole numbers in [0, 4). Default false. */
  ids?: boolean;
  /** How it is called with the input. Default: with the input alone. */
  call?: (layer: never, x: Tensor, options: CallOptions) => Tensor;
}

const common = { trainable: false, seed: 7 };

const weights = {
  kernelInitializer: { className: 'RandomNormal', config: { mean: 0, stddev: 0.2 } },
  kernelRegularizer: { className: 'L1L2', config: { l1: 0.1, l2: 0.2 } },
  kernelConstraint: { className: 'MaxNorm', config: { maxValue: 3, axis: 0 } },
  biasInitializer: { className: 'Constant', config: { value: 0.3 } },
  biasRegularizer: { className: 'L2', config: { l2: 0.2 } },
  biasConstraint: { className: 'NonNeg', config: {} },
};

const activityRegularizer = { className: 'L1', config: { l1: 0.5 } };

const attention = {
  ...common,
  ...weights,
  numHeads: 2,
  keyDim: 3,
  valueDim: 2,
  dropout: 0.5,
  useBias: false,
  outputShape: [3],
  attentionAxes: [1],
  activityRegularizer,
};

const attentionOfOurs = { ...attention, returnAttentionScores: true, softmaxRobustMasking: false };

const style = {
  attention: 'multiHead',
  dropout: 0.5,
  epsilon: 0.01,
  normalization: 'post',
  norm: 'rmsNorm',
  feedForward: 'gated',
  activation: 'geluTanh',
  stochasticDepth: 0.5,
  layerScale: 0.5,
};

const block = { ...common, ...style, numHeads: 2, keyDim: 3, innerSize: 5 };

const sizes = {
  vocabularySize: 4,
  contextLength: 3,
  numLayers: 2,
  width: 4,
  numHeads: 2,
  innerSize: 5,
  positions: 'rotary',
};

const stack = { ...common, ...style, ...sizes };

/** Models build an encoder at once, and name it in what they write. */
const encoder = {
  className: 'TransformerEncoder',
  config: { ...style, ...sizes, trainable: true, name: 'inner', maskZero: true },
  buildConfig: { inputShape: [1, 3] },
};

const embeddings = {
  embeddingsInitializer: weights.kernelInitializer,
  embeddingsRegularizer: weights.kernelRegularizer,
  embeddingsConstraint: weights.kernelConstraint,
};

const dense = (name: string, units: number): object => ({
  className: 'Dense',
  config: {
    ...weights,
    name,
    trainable: true,
    units,
    activation: 'relu',
    useBias: true,
    activityRegularizer: { className: 'L1', config: { l1: 0.5 } },
  },
});

/** By class name: a layer or model that joins the list in `src` gets a line here. */
export const exampleLayers: Record<string, ExampleLayer> = {
  Dense: {
    options: { ...common, ...weights, units: 3, activation: 'geluTanh', useBias: false, activityRegularizer },
    input: [2, 4],
  },
  EinsumDense: {
    options: {
      ...common,
      ...weights,
      equation: 'abc,cde->abde',
      outputShape: [null, 2, 3],
      biasAxes: 'e',
      activation: 'tanh',
      activityRegularizer,
    },
    input: [2, 3, 4],
  },
  Embedding: {
    options: {
      ...common,
      inputDim: 4,
      outputDim: 3,
      embeddingsInitializer: weights.kernelInitializer,
      embeddingsRegularizer: weights.kernelRegularizer,
      embeddingsConstraint: weights.kernelConstraint,
      maskZero: true,
    },
    input: [2, 3],
    ids: true,
  },
  LayerNormalization: {
    options: {
      ...common,
      axis: [1, 2],
      epsilon: 0.01,
      center: false,
      scale: true,
      betaInitializer: weights.biasInitializer,
      gammaInitializer: weights.kernelInitializer,
    },
    input: [2, 3, 4],
  },
  Dropout: { options: { ...common, rate: 0.5 }, input: [2, 3] },
  FeedForward: {
    options: { ...common, ...weights, innerSize: 5, activation: 'sigmoid', dropout: 0.5, useBias: true },
    input: [2, 3, 4],
  },
  MultiHeadAttention: { options: attentionOfOurs, input: [2, 3, 4] },
  TalkingHeadsAttention: { options: attentionOfOurs, input: [2, 3, 4] },
  DecoderBlock: { options: { ...block, crossAttention: true }, input: [2, 3, 4], call: attendItself },
  TransformerEncoderBlock: { options: block, input: [2, 3, 4] },
  LearnedPositionalEmbedding: { options: { ...common, ...embeddings, maxLength: 3, width: 4 }, input: [2, 3, 4] },
  SinusoidalPositionalEncoding: { options: { ...common, maxLength: 3 }, input: [2, 3, 4] },
  RotaryEmbedding: { options: { ...common, base: 100, maxLength: 3 }, input: [2, 3, 1, 4] },
  AlibiBias: { options: { ...common, numHeads: 2 }, input: [3, 4], call: bias },
  RelativePositionBias: {
    options: { ...common, ...embeddings, numHeads: 2, numBuckets: 4, maxDistance: 3, bidirectional: true },
    input: [3, 4],
    call: bias,
  },
  RMSNormalization: {
    options: { ...common, axis: [1, 2], epsilon: 0.01, gammaInitializer: weights.kernelInitializer },
    input: [2, 3, 4],
  },
  LayerScale: { options: { ...common, initialValue: 0.5 }, input: [2, 4] },
  StochasticDepth: { options: { ...common, rate: 0.5 }, input: [4, 3] },
  GatedFeedForward: {
    options: { ...common, ...weights, innerSize: 5, activation: 'silu', dropout: 0.5, useBias: true },
    input: [2, 3, 4],
  },
  MeanPooling: { options: common, input: [2, 3, 4] },
  FirstTokenPooling: { options: common, input: [2, 3, 4] },
  Sequential: {
    options: {
      ...common,
      layers: [
        dense('first', 3),
        { className: 'Sequential', config: { name: 'inner', trainable: true, layers: [dense('second', 2)] } },
      ],
    },
    input: [2, 4],
  },
  Transformer: {
    options: { ...stack, crossAttention: false },
    input: [2, 3],
    ids: true,
  },
  TransformerEncoder: { options: { ...stack, maskZero: true }, input: [2, 3], ids: true },
  TransformerClassifier: {
    options: { ...common, encoder, numClasses: 3, pooling: 'first', dropout: 0.5 },
    input: [2, 3],
    ids: true,
  },
  MaskedLanguageModel: { options: { ...common, encoder, tied: false }, input: [2, 3], ids: true },
  Seq2SeqTransformer: {
    options: { ...stack, targetVocabularySize: 5, targetContextLength: 4, maskZero: true },
    input: [2, 3],
    ids: true,
    call: translate,
  },
};

function attendItself(layer: DecoderBlock, x: Tensor, options: CallOptions): Tensor {
  return layer.call(x, { ...options, memory: x });
}

function bias(layer: AlibiBias | RelativePositionBias, x: Tensor): Tensor {
  return layer.call(x.shape[0], x.shape[1]!);
}

function translate(model: Seq2SeqTransformer, x: Tensor, options: CallOptions): Tensor {
  return model.call({ source: x, target: x }, options);
}
