import type { AttentionLayerOptions } from './attention/AttentionConfig.js';
import { AttentionLayer } from './attention/AttentionLayer.js';
import { readAttentionConfig } from './attention/attentionSerialization.js';

/**
 * Talking-heads attention (arXiv:2003.02436), as `tfm.nlp.layers.TalkingHeadsAttention`.
 *
 * ```
 * J = query·W_q · (key·W_k)ᵀ / √keyDim      logits of each head
 * W = softmax(J mixed by preSoftmaxWeight)  weights; masks come after the mix
 * U = W mixed by postSoftmaxWeight          scores; dropout comes after the mix
 * y = (U · value·W_v) · W_o
 * ```
 *
 * Weights, in the original's order: `preSoftmaxWeight` and `postSoftmaxWeight` `[heads, heads]` (input head, output
 * head), `query.kernel` `[features, heads, keyDim]`, `query.bias` `[heads, keyDim]`, the same of `key`, `value.kernel`
 * `[features, heads, valueDim]`, `value.bias`, `attentionOutput.kernel` `[heads, valueDim, …outputShape]` and
 * `attentionOutput.bias`. The kernels' regularizer and constraint hold for the mixing matrices as well.
 */
export class TalkingHeadsAttention extends AttentionLayer {
  static readonly className = 'TalkingHeadsAttention';

  /** @throws Error when an option is out of its range. */
  constructor(options: AttentionLayerOptions) {
    super('TalkingHeadsAttention', options, true);
  }

  /**
   * Makes a layer of a configuration, this package's (camelCase) or Keras's (snake_case). It is built when the
   * configuration tells the shapes of its inputs; the weights are new.
   *
   * @throws Error when a key is unknown, or an option out of its range.
   */
  static fromConfig(config: Record<string, unknown>): TalkingHeadsAttention {
    const { options, shapes } = readAttentionConfig('TalkingHeadsAttention', config);
    const layer = new TalkingHeadsAttention(options);
    if (shapes !== undefined) layer.ensureBuilt(shapes);
    return layer;
  }
}
