import { AlibiBias } from './AlibiBias.js';
import { DecoderBlock } from './DecoderBlock.js';
import { Dense } from './Dense.js';
import { Dropout } from './Dropout.js';
import { EinsumDense } from './EinsumDense.js';
import { Embedding } from './Embedding.js';
import { FeedForward } from './FeedForward.js';
import { FirstTokenPooling } from './FirstTokenPooling.js';
import { GatedFeedForward } from './GatedFeedForward.js';
import { LayerNorm } from './LayerNorm.js';
import { LayerScale } from './LayerScale.js';
import { LearnedPositionalEmbedding } from './LearnedPositionalEmbedding.js';
import { MeanPooling } from './MeanPooling.js';
import { MultiHeadAttention } from './MultiHeadAttention.js';
import { RelativePositionBias } from './RelativePositionBias.js';
import { RmsNorm } from './RmsNorm.js';
import { RotaryEmbedding } from './RotaryEmbedding.js';
import { Sequential } from './Sequential.js';
import { SinusoidalPositionalEncoding } from './SinusoidalPositionalEncoding.js';
import { StochasticDepth } from './StochasticDepth.js';
import { TalkingHeadsAttention } from './TalkingHeadsAttention.js';
import { TransformerEncoderBlock } from './TransformerEncoderBlock.js';

/** The layers that configurations can name, each by its own `className`. */
export const layerClasses = [
  Dense,
  EinsumDense,
  Embedding,
  LearnedPositionalEmbedding,
  SinusoidalPositionalEncoding,
  RotaryEmbedding,
  AlibiBias,
  RelativePositionBias,
  LayerNorm,
  RmsNorm,
  LayerScale,
  Dropout,
  StochasticDepth,
  FeedForward,
  GatedFeedForward,
  MultiHeadAttention,
  TalkingHeadsAttention,
  TransformerEncoderBlock,
  DecoderBlock,
  MeanPooling,
  FirstTokenPooling,
  Sequential,
] as const;
