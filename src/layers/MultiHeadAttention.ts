import type { AttentionLayerOptions } from './attention/AttentionConfig.js';
import { AttentionLayer } from './attention/AttentionLayer.js';
import { readAttentionConfig } from './attention/attentionSerialization.js';

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

  /**
   * Makes a layer of a configuration, this package's (camelCase) or Keras's (snake_case). It is built when the
   * configuration tells the shapes of its inputs; the weights are new.
   *
   * @throws Error when a key is unknown, or an option out of its range.
   */
  static fromConfig(config: Record<string, unknown>): MultiHeadAttention {
    const { options, shapes } = readAttentionConfig('MultiHeadAttention', config);
    const layer = new MultiHeadAttention(options);
    if (shapes !== undefined) layer.ensureBuilt(shapes);
    return layer;
  }
}
