/** Trains transformers in TypeScript, with talking-heads attention, on TensorFlow.js core. */
import './engine/register.js';

export type { ConfigStyle } from './config/writeConfig.js';
export { setBackend } from './engine/backend.js';
export { customGradient, type CustomGradient } from './engine/customGradient.js';
export { gradientsByTensors, type ValueAndGradients } from './engine/gradients.js';
export { recompute } from './engine/recompute.js';
export { stopGradient } from './engine/stopGradient.js';
export { RandomKey } from './engine/random/RandomKey.js';
export {
  randomBernoulli,
  randomInteger,
  randomNormal,
  randomPermutation,
  randomTruncatedNormal,
  randomUniform,
} from './engine/random/draw.js';
export type { Shape } from './engine/shapes.js';

export { crossEntropy, type CrossEntropyOptions } from './ops/crossEntropy.js';
export { dropout } from './ops/dropout.js';
export { einsum } from './ops/einsum.js';
export { embeddingLookup } from './ops/embeddingLookup.js';
export { gelu, geluTanh } from './ops/gelu.js';
export { layerNorm, type LayerNormOptions } from './ops/layerNorm.js';
export { maskedSoftmax } from './ops/maskedSoftmax.js';
export { mixHeads } from './ops/mixHeads.js';
export { softmax } from './ops/softmax.js';
export type { AttentionImplementation, AttentionOptions } from './ops/talkingHeadsAttention/AttentionOptions.js';
export { dotProductAttention, talkingHeadsAttention } from './ops/talkingHeadsAttention/talkingHeadsAttention.js';

export { child, isTraining, type CallOptions } from './modules/CallOptions.js';
export { Module, type AnyModule, type ModuleOptions, type Weight } from './modules/Module.js';
export { Parameter, type ParameterOptions } from './modules/Parameter.js';
export { regularizationLoss } from './modules/regularizationLoss.js';
export { valueAndGradients } from './modules/valueAndGradients.js';

export type { Activation } from './layers/activations.js';
export { DecoderBlock, type DecoderBlockOptions } from './layers/DecoderBlock.js';
export { Dense, type DenseOptions } from './layers/Dense.js';
export { Dropout, type DropoutOptions } from './layers/Dropout.js';
export { EinsumDense, type EinsumDenseOptions } from './layers/EinsumDense.js';
export { Embedding, type EmbeddingOptions } from './layers/Embedding.js';
export { FeedForward, type FeedForwardOptions } from './layers/FeedForward.js';
export { LayerNorm, type LayerNormLayerOptions } from './layers/LayerNorm.js';
export { MultiHeadAttention } from './layers/MultiHeadAttention.js';
export { TalkingHeadsAttention } from './layers/TalkingHeadsAttention.js';
export type { AttentionLayerOptions } from './layers/attention/AttentionConfig.js';
export type { AttentionCallOptions } from './layers/attention/AttentionLayer.js';
export type { AttentionInputs } from './layers/attention/attentionInputs.js';
export type { AttentionShapes } from './layers/attention/attentionShapes.js';

export { Constraint } from './constraints/Constraint.js';
export { getConstraint, type ConstraintIdentifier } from './constraints/index.js';
export { MaxNorm } from './constraints/MaxNorm.js';
export { NonNeg } from './constraints/NonNeg.js';
export { UnitNorm } from './constraints/UnitNorm.js';

export { Initializer } from './initializers/Initializer.js';
export { getInitializer, type InitializerIdentifier } from './initializers/index.js';
export { Constant } from './initializers/Constant.js';
export { GlorotNormal } from './initializers/GlorotNormal.js';
export { GlorotUniform } from './initializers/GlorotUniform.js';
export { HeNormal } from './initializers/HeNormal.js';
export { HeUniform } from './initializers/HeUniform.js';
export { Identity } from './initializers/Identity.js';
export { LecunNormal } from './initializers/LecunNormal.js';
export { LecunUniform } from './initializers/LecunUniform.js';
export { Ones } from './initializers/Ones.js';
export { Orthogonal } from './initializers/Orthogonal.js';
export { RandomNormal } from './initializers/RandomNormal.js';
export { RandomUniform } from './initializers/RandomUniform.js';
export { TruncatedNormal } from './initializers/TruncatedNormal.js';
export { VarianceScaling } from './initializers/VarianceScaling.js';
export { Zeros } from './initializers/Zeros.js';

export { Regularizer } from './regularizers/Regularizer.js';
export { getRegularizer, type RegularizerIdentifier } from './regularizers/index.js';
export { L1 } from './regularizers/L1.js';
export { L1L2 } from './regularizers/L1L2.js';
export { L2 } from './regularizers/L2.js';

export { meanSquaredError } from './losses/meanSquaredError.js';

export { Schedule } from './schedules/Schedule.js';
export { CosineDecay } from './schedules/CosineDecay.js';
export { LinearDecay, type LinearDecayOptions } from './schedules/LinearDecay.js';

export { Optimizer, type OptimizerOptions, type Slots, type UpdateContext } from './optimizers/Optimizer.js';
export { globalNorm } from './optimizers/globalNorm.js';
export { Adam } from './optimizers/Adam.js';
export { AdamW } from './optimizers/AdamW.js';
export { SGD } from './optimizers/SGD.js';

export { bigramLoss } from './data/bigramLoss.js';
export { loadText } from './data/loadText.js';
export { splitTokens } from './data/splitTokens.js';
export { consecutiveWindows, randomWindows, type TokenBatch } from './data/tokenWindows.js';
export { CharacterTokenizer } from './tokenizers/CharacterTokenizer.js';

export { generate, type GenerateOptions, type Tokenizer } from './models/generate.js';
export type { ConfigurableModule, ConfigurableModuleClass } from './models/index.js';
export { languageModelLoss, type LanguageModel } from './models/languageModelLoss.js';
export { modelFromJson } from './models/modelFromJson.js';
export { modelToJson } from './models/modelToJson.js';
export { registerLayer } from './models/registerLayer.js';
export { Transformer, type TransformerOptions } from './models/Transformer.js';

export { evaluate } from './training/evaluate.js';
export type { DoneEvent, EvaluationEvent, StepEvent, TrainingEvent } from './training/events.js';
export { train, type TrainBatchesOptions, type TrainTokensOptions } from './training/train.js';
export { trainStep, type TrainStepOptions } from './training/trainStep.js';

export {
  decodeWeights,
  encodeWeights,
  loadWeights,
  saveWeights,
  type LoadWeightsOptions,
} from './checkpoints/weightsFile.js';
export { decodeSafetensors, encodeSafetensors } from './checkpoints/safetensors.js';
