import type { AttentionLayerOptions } from './attention/AttentionConfig.js';
import { AttentionLayer } from './attention/AttentionLayer.js';

/**
 * Multi-head attention (arXiv:1706.03762), as Keras's `MultiHeadAttention`: {@link TalkingHeadsAttention} without the
 * two matrices that mix the heads. Options, masks and the names of the other weights are the same.
 */
export class MultiHeadAttention extends AttentionLayer {
  static readonly className = 'MultiHeadAttention';

  /** @throws Error when an option is out of its range. */
  constructor(options: AttentionLayerOptions) {
    super('MultiHeadAttention', options, false);
  }
}
