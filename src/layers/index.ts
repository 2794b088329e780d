import { DecoderBlock } from './DecoderBlock.js';
import { Dense } from './Dense.js';
import { Dropout } from './Dropout.js';
import { EinsumDense } from './EinsumDense.js';
import { Embedding } from './Embedding.js';
import { FeedForward } from './FeedForward.js';
import { LayerNorm } from './LayerNorm.js';
import { MultiHeadAttention } from './MultiHeadAttention.js';
import { TalkingHeadsAttention } from './TalkingHeadsAttention.js';

/** The layers that configurations can name, each by its own `className`. */
export const layerClasses = [
  Dense,
  EinsumDense,
  Embedding,
  LayerNorm,
  Dropout,
  FeedForward,
  MultiHeadAttention,
  TalkingHeadsAttention,
  DecoderBlock,
] as const;
