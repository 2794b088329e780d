import type { Tensor } from '@tensorflow/tfjs-core';
import type { BlockCallOptions } from '../layers/block/BlockCallOptions.js';
import { AlibiBias } from '../layers/AlibiBias.js';
import { RelativePositionBias } from '../layers/RelativePositionBias.js';
import { RotaryEmbedding } from '../layers/RotaryEmbedding.js';
import { SinusoidalPositionalEncoding } from '../layers/SinusoidalPositionalEncoding.js';

/** What the choice of a stack's positions depends on. */
interface PositionSizes {
  contextLength: number;
  numHeads: number;
  /** Whether positions attend to later ones. */
  bidirectional: boolean;
}

/** How a stack tells positions apart, each by its layer; a stack holds learned vectors as a parameter of its own. */
export const positionLayers = {
  learned: (): undefined => undefined,
  sinusoidal: ({ contextLength }: PositionSizes): SinusoidalPositionalEncoding =>
    new SinusoidalPositionalEncoding({ maxLength: contextLength }),
  rotary: ({ contextLength }: PositionSizes): RotaryEmbedding => new RotaryEmbedding({ maxLength: contextLength }),
  alibi: ({ numHeads }: PositionSizes): AlibiBias => new AlibiBias({ numHeads }),
  relative: ({ numHeads, bidirectional }: PositionSizes): RelativePositionBias =>
    new RelativePositionBias({ numHeads, bidirectional }),
};

/**
 * How positions are told apart: vectors that are learned (arXiv:1705.03122) or waves (arXiv:1706.03762, §3.5), added to
 * the tokens; queries and keys that are turned (arXiv:2104.09864); or biases of the logits, by distance
 * (arXiv:2108.12409) or learned per bucket of distances (arXiv:1910.10683), the same for all blocks.
 */
export type PositionKind = keyof typeof positionLayers;

/** The layer of a choice. */
export type PositionLayer = NonNullable<ReturnType<(typeof positionLayers)[PositionKind]>>;

/** The vectors of tokens with positions added, where that is the layer's way. */
export function addPositions(x: Tensor, layer: PositionLayer | undefined): Tensor {
  return layer instanceof SinusoidalPositionalEncoding ? layer.call(x) : x;
}

/** What the blocks' attention is told of positions, where that is the layer's way. */
export function attendedPositions(
  length: number,
  layer: PositionLayer | undefined,
): Pick<BlockCallOptions, 'rotary' | 'attentionBias'> {
  if (layer instanceof RotaryEmbedding) return { rotary: layer };
  if (layer === undefined || layer instanceof SinusoidalPositionalEncoding) return {};
  return { attentionBias: layer.call(length, length) };
}
