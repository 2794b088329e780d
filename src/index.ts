/** Trains transformers in TypeScript, with talking-heads attention, on TensorFlow.js core. */
import './backends/simd/register.js';

export type { ConfigStyle } from './config/writeConfig.js';
export { backendInfo, type BackendInfo } from './backends/backendInfo.js';
export type { KernelBuild } from './backends/simd/loadKernels.js';
export { setBackend } from './engine/backend.js';
export { customGradient, type CustomGradient } from './engine/customGradient.js';
export { gradientsByTensors, type ValueAndGradients } from './engine/gradients.js';
export { recompute } from './engine/recompute.js';
export { stopGradient } from './engine/stopGradient.js';
export type { SimdOptions } from './engine/SimdOptions.js';
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
export { elu } from './ops/elu.js';
export { embeddingLookup } from './ops/embeddingLookup.js';
export { geglu, swiglu } from './ops/gatedLinearUnit.js';
export { gelu, geluTanh } from './ops/gelu.js';
export { layerNorm, type LayerNormOptions } from './ops/layerNorm.js';
export { maskedSoftmax } from './ops/maskedSoftmax.js';
export { mish } from './ops/mish.js';
export { mixHeads } from './ops/mixHeads.js';
export { rmsNorm, type RmsNormOptions } from './ops/rmsNorm.js';
export { rotaryEmbedding, type RotaryEmbeddingOpOptions } from './ops/rotaryEmbedding.js';
export { silu } from './ops/silu.js';
export { softmax } from './ops/softmax.js';
export type { AttentionImplementation, AttentionOptions } from './ops/talkingHeadsAttention/AttentionOptions.js';
export { dotProductAttention, talkingHeadsAttention } from './ops/talkingHeadsAttention/talkingHeadsAttention.js';

export { child, isTraining, type CallOptions } from './modules/CallOptions.js';
export { Module, type AnyModule, type ModuleOptions, type Weight } from './modules/Module.js';
export { Parameter, type ParameterOptions } from './modules/Parameter.js';
export { regularizationLoss } from './modules/regularizationLoss.js';
export { valueAndGradients } from './modules/valueAndGradients.js';

export type { Activation } from './layers/activations.js';
export type { BlockCallOptions, DecoderBlockCallOptions } from './layers/block/BlockCallOptions.js';
export type { BlockOptions } from './layers/block/BlockOptions.js';
export type { Residual } from './layers/block/Residual.js';
export type { BlockStyle, Normalization } from './layers/block/BlockStyle.js';
export { DecoderBlock, type DecoderBlockOptions } from './layers/DecoderBlock.js';
export { Dense, type DenseOptions } from './layers/Dense.js';
export { Dropout, type DropoutOptions } from './layers/Dropout.js';
export { EinsumDense, type EinsumDenseOptions } from './layers/EinsumDense.js';
export { Embedding, type EmbeddingOptions } from './layers/Embedding.js';
export { FeedForward, type FeedForwardOptions } from './layers/FeedForward.js';
export { FirstTokenPooling } from './layers/FirstTokenPooling.js';
export { LayerNorm, type LayerNormLayerOptions } from './layers/LayerNorm.js';
export { LayerScale, type LayerScaleOptions } from './layers/LayerScale.js';
export { MeanPooling, type MeanPoolingCallOptions } from './layers/MeanPooling.js';
export { MultiHeadAttention } from './layers/MultiHeadAttention.js';
export { Sequential, type SequentialLayer, type SequentialOptions } from './layers/Sequential.js';
export { StochasticDepth, type StochasticDepthOptions } from './layers/StochasticDepth.js';
export { TalkingHeadsAttention } from './layers/TalkingHeadsAttention.js';
export { TransformerEncoderBlock } from './layers/TransformerEncoderBlock.js';
export { AlibiBias, type AlibiBiasOptions } from './layers/AlibiBias.js';
export { GatedFeedForward, type GatedFeedForwardOptions } from './layers/GatedFeedForward.js';
export {
  LearnedPositionalEmbedding,
  type LearnedPositionalEmbeddingOptions,
} from './layers/LearnedPositionalEmbedding.js';
export type { PositionOptions } from './layers/PositionOptions.js';
export { RelativePositionBias, type RelativePositionBiasOptions } from './layers/RelativePositionBias.js';
export { RmsNorm, type RmsNormLayerOptions } from './layers/RmsNorm.js';
export { RotaryEmbedding, type RotaryEmbeddingOptions } from './layers/RotaryEmbedding.js';
export {
  SinusoidalPositionalEncoding,
  type SinusoidalPositionalEncodingOptions,
} from './layers/SinusoidalPositionalEncoding.js';
export type { AttentionLayerOptions } from './layers/attention/AttentionConfig.js';
export type { AttentionCallOptions } from './layers/attention/AttentionCallOptions.js';
export type { AttentionInputs } from './layers/attention/attentionInputs.js';
export type { AttentionShapes } from './layers/attention/attentionShapes.js';

export { Constraint } from './constraints/Constraint.js';
export { getConstraint, type ConstraintIdentifier } from './constraints/index.js';
export { MaxNorm } from './constraints/MaxNorm.js';
export { MinMaxNorm } from './constraints/MinMaxNorm.js';
export { NonNeg } from './constraints/NonNeg.js';
export { RadialConstraint } from './constraints/RadialConstraint.js';
export { UnitNorm } from './constraints/UnitNorm.js';

export { Initializer } from './initializers/Initializer.js';
export { getInitializer, type InitializerIdentifier } from './initializers/index.js';
export { Constant } from './initializers/Constant.js';
export { GlorotNormal } from './initializers/GlorotNormal.js';
export { GlorotUniform } from './initializers/GlorotUniform.js';
export { HeNormal } from './initializers/HeNormal.js';
export { HeUniform } from './initializers/HeUniform.js';
export { Identity } from './initializers/Identity.js';
export type { KernelAxes } from './initializers/KernelAxes.js';
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
export { OrthogonalRegularizer } from './regularizers/OrthogonalRegularizer.js';

export { getLoss, type LossIdentifier } from './losses/index.js';
export { Loss, type LossOptions, type Reduction } from './losses/Loss.js';
export { meanSquaredError, MeanSquaredError } from './losses/meanSquaredError.js';
export { BinaryCrossentropy, type BinaryCrossentropyOptions } from './losses/BinaryCrossentropy.js';
export { BinaryFocalCrossentropy, type BinaryFocalCrossentropyOptions } from './losses/BinaryFocalCrossentropy.js';
export { CategoricalCrossentropy, type CategoricalCrossentropyOptions } from './losses/CategoricalCrossentropy.js';
export { CosineSimilarity, type CosineSimilarityOptions } from './losses/CosineSimilarity.js';
export { Huber, type HuberOptions } from './losses/Huber.js';
export { KLDivergence } from './losses/KLDivergence.js';
export { LogCosh } from './losses/LogCosh.js';
export { MeanAbsoluteError } from './losses/MeanAbsoluteError.js';
export {
  SparseCategoricalCrossentropy,
  type SparseCategoricalCrossentropyOptions,
} from './losses/SparseCategoricalCrossentropy.js';

export { getMetric, type MetricIdentifier } from './metrics/index.js';
export { Metric } from './metrics/Metric.js';
export { BinaryAccuracy } from './metrics/BinaryAccuracy.js';
export { CategoricalAccuracy } from './metrics/CategoricalAccuracy.js';
export type { ThresholdOptions } from './metrics/ConfusionMetric.js';
export { F1Score, type F1ScoreOptions } from './metrics/F1Score.js';
export { MatthewsCorrelation } from './metrics/MatthewsCorrelation.js';
export { Mean } from './metrics/Mean.js';
export { PearsonCorrelation } from './metrics/PearsonCorrelation.js';
export { Perplexity, type PerplexityOptions } from './metrics/Perplexity.js';
export { Precision } from './metrics/Precision.js';
export { Recall } from './metrics/Recall.js';
export { SparseCategoricalAccuracy } from './metrics/SparseCategoricalAccuracy.js';
export { SpearmanCorrelation } from './metrics/SpearmanCorrelation.js';
export { TopKAccuracy, type TopKAccuracyOptions } from './metrics/TopKAccuracy.js';

export { Schedule } from './schedules/Schedule.js';
export { ConstantWithCooldown } from './schedules/ConstantWithCooldown.js';
export { CosineDecay } from './schedules/CosineDecay.js';
export { LinearDecay, type LinearDecayOptions } from './schedules/LinearDecay.js';
export { CosineDecayRestarts } from './schedules/CosineDecayRestarts.js';
export { ExponentialDecay } from './schedules/ExponentialDecay.js';
export { InverseSquareRootDecay } from './schedules/InverseSquareRootDecay.js';
export { InverseTimeDecay } from './schedules/InverseTimeDecay.js';
export { PiecewiseConstantDecay } from './schedules/PiecewiseConstantDecay.js';
export { PolynomialDecay } from './schedules/PolynomialDecay.js';

export { Optimizer, type OptimizerOptions, type Slots, type UpdateContext } from './optimizers/Optimizer.js';
export type { OptimizerState } from './optimizers/OptimizerState.js';
export type { FusedRule } from './optimizers/FusedRule.js';
export { globalNorm } from './optimizers/globalNorm.js';
export { Adam } from './optimizers/Adam.js';
export { AdamW } from './optimizers/AdamW.js';
export { SGD } from './optimizers/SGD.js';
export { Adadelta } from './optimizers/Adadelta.js';
export { Adafactor } from './optimizers/Adafactor.js';
export { Adagrad } from './optimizers/Adagrad.js';
export { Adamax } from './optimizers/Adamax.js';
export { Ftrl } from './optimizers/Ftrl.js';
export { Lion } from './optimizers/Lion.js';
export { Nadam } from './optimizers/Nadam.js';
export { RMSprop } from './optimizers/RMSprop.js';

export { bigramLoss } from './data/bigramLoss.js';
export { loadText } from './data/loadText.js';
export { splitTokens } from './data/splitTokens.js';
export { shuffledWindows, type ShuffledWindowsOptions } from './data/shuffledWindows.js';
export type { TokenBatch } from './data/TokenBatch.js';
export { consecutiveWindows, randomWindows } from './data/tokenWindows.js';
export { CharacterTokenizer } from './tokenizers/CharacterTokenizer.js';

export { classificationLoss, type LabelledBatch, type SequenceClassifier } from './models/classificationLoss.js';
export { generate, type Tokenizer } from './models/generate.js';
export type { GenerateOptions } from './models/GenerateOptions.js';
export { generateTokens } from './models/generateTokens.js';
export type { ConfigurableModule, ConfigurableModuleClass } from './models/index.js';
export { languageModelLoss, type LanguageModel } from './models/languageModelLoss.js';
export { modelFromJson } from './models/modelFromJson.js';
export { modelToJson } from './models/modelToJson.js';
export { registerLayer } from './models/registerLayer.js';
export { generateSequence, type GenerateSequenceOptions } from './models/generateSequence.js';
export { MaskedLanguageModel, type MaskedLanguageModelOptions } from './models/MaskedLanguageModel.js';
export { maskedLanguageModelLoss } from './models/maskedLanguageModelLoss.js';
export type { EncoderOption } from './models/resolveEncoder.js';
export {
  Seq2SeqTransformer,
  type EncodedSource,
  type Seq2SeqCallOptions,
  type Seq2SeqInputs,
  type Seq2SeqTransformerOptions,
} from './models/Seq2SeqTransformer.js';
export { seq2SeqLoss, type SequencePairBatch } from './models/seq2SeqLoss.js';
export type { PositionKind, PositionLayer } from './models/positionLayers.js';
export type { StackOptions } from './models/StackOptions.js';
export { Transformer, type TransformerCallOptions, type TransformerOptions } from './models/Transformer.js';
export { TransformerClassifier, type TransformerClassifierOptions } from './models/TransformerClassifier.js';
export {
  TransformerEncoder,
  type EncoderCallOptions,
  type TransformerEncoderOptions,
} from './models/TransformerEncoder.js';

export { evaluate } from './training/evaluate.js';
export type { DoneEvent, EvaluationEvent, SkippedEvent, StepEvent, TrainingEvent } from './training/events.js';
export { NonFiniteError } from './training/NonFiniteError.js';
export type { TrainingPosition } from './training/TrainingPosition.js';
export { train, type TrainBatchesOptions, type TrainTokensOptions } from './training/train.js';
export { explainStep, type ExplainedOperation } from './training/explainStep.js';
export { trainStep, type TrainStepOptions } from './training/trainStep.js';

export {
  decodeWeights,
  encodeWeights,
  loadWeights,
  saveWeights,
  type LoadWeightsOptions,
} from './checkpoints/weightsFile.js';
export { decodeOptimizer, encodeOptimizer, loadOptimizer, saveOptimizer } from './checkpoints/optimizerFile.js';
export {
  decodeSafetensors,
  encodeSafetensors,
  type DecodedSafetensors,
  type SafetensorsInput,
  type SafetensorsTensor,
} from './checkpoints/safetensors.js';
export type { SafetensorsDtype } from './checkpoints/safetensorsDtype.js';
export { SafetensorsError, type SafetensorsErrorReason } from './checkpoints/SafetensorsError.js';
export { SafetensorsFile, type SafetensorsDescription } from './checkpoints/SafetensorsFile.js';
export type { SafetensorsValues } from './checkpoints/safetensorsValues.js';
export type { Checkpoint, CheckpointOptions } from './checkpoints/Checkpoint.js';
export { CheckpointError, type CheckpointErrorOptions, type CheckpointFailure } from './checkpoints/CheckpointError.js';
export {
  CheckpointFolder,
  type CheckpointEntry,
  type CheckpointFolderOptions,
  type CheckpointFolderSave,
} from './checkpoints/CheckpointFolder.js';
export { decodeCheckpoint } from './checkpoints/decodeCheckpoint.js';
export { encodeCheckpoint } from './checkpoints/encodeCheckpoint.js';
export type { FoundCheckpoint } from './checkpoints/findCheckpoint.js';
export { loadCheckpoint } from './checkpoints/loadCheckpoint.js';
export { restoreCheckpoint } from './checkpoints/restoreCheckpoint.js';
export { saveCheckpoint } from './checkpoints/saveCheckpoint.js';
