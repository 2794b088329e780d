import type { ModuleOptions } from '../../src/modules/Module.js';

/** How a class is made and called where every one of them is. */
export interface ExampleLayer {
  /** All its options but the name: one that is left out fails the test. */
  options: Record<string, unknown> & Omit<ModuleOptions, 'name'>;
  /** Shape of what it is called with. */
  input: readonly number[];
  /** Whether the input is whole numbers in [0, 4). Default false. */
  ids?: boolean;
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
  DecoderBlock: {
    options: { ...common, numHeads: 2, keyDim: 3, attention: 'multiHead', innerSize: 5, dropout: 0.5, epsilon: 0.01 },
    input: [2, 3, 4],
  },
  Transformer: {
    options: {
      ...common,
      vocabularySize: 4,
      contextLength: 3,
      numLayers: 2,
      width: 4,
      numHeads: 2,
      attention: 'multiHead',
      innerSize: 5,
      dropout: 0.5,
    },
    input: [2, 3],
    ids: true,
  },
};
