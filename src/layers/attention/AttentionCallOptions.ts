import type { Tensor } from '@tensorflow/tfjs-core';
import type { CallOptions } from '../../modules/CallOptions.js';
import type { RotaryOptions } from './rotateProjections.js';
import type { GivenMasks } from './combineMasks.js';

/** Options of a call of an attention layer. */
export interface AttentionCallOptions extends CallOptions, GivenMasks, RotaryOptions {
  /**
   * Whether position `i` attends only to positions `j ≤ i`, along the one attention axis; both sides count from their
   * first position, whatever their lengths. Default false.
   */
  useCausalMask?: boolean;
  /** Whether the scores are returned as well. Default: the layer's option of this name, false. */
  returnAttentionScores?: boolean;
  /**
   * Added to the logits after the first mix, such as what {@link AlibiBias} or {@link RelativePositionBias} gives:
   * float32, broadcastable to the scores `[batch…, heads, query axes…, key axes…]`, with at least the axes of queries
   * and keys: `[q, k]`, `[h, q, k]` or `[b, h, q, k]` for one batch axis and one attention axis. It has a gradient.
   */
  attentionBias?: Tensor;
}
