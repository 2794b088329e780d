import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { checkShape, type Shape } from '../engine/shapes.js';
import { checkCallOptions, child } from '../modules/CallOptions.js';
import { Module } from '../modules/Module.js';
import type { BlockCallOptions } from './block/BlockCallOptions.js';
import type { BlockAttention, BlockFeedForward, BlockNorm } from './block/blockChoices.js';
import { BLOCK_OPTIONS, resolveBlock, type BlockOptions, type ResolvedBlock } from './block/BlockOptions.js';
import { BlockParts } from './block/BlockParts.js';
import { checkResidual, settle, type Residual } from './block/Residual.js';
import type { ResidualBranch } from './block/ResidualBranch.js';
import type { Dropout } from './Dropout.js';
import { hidePadding } from './hidePadding.js';
import { moduleConfig } from './moduleConfig.js';

/**
 * A block of a transformer's encoder (arXiv:1706.03762, §3.1): attention of every position to every other, then a
 * position-wise network, each inside a residual connection. Normalized before each part unless told,
 * `x ← x + attention(norm(x))`, `x ← x + feedForward(norm(x))`.
 */
export class TransformerEncoderBlock extends Module {
  static readonly className = 'TransformerEncoderBlock';
  /** Of attention. */
  readonly attentionNorm: BlockNorm;
  readonly attention: BlockAttention;
  /** Of what attention gives. */
  readonly attentionDropout: Dropout;
  /** Around attention. */
  readonly attentionBranch: ResidualBranch;
  /** Of the feed-forward network. */
  readonly feedForwardNorm: BlockNorm;
  /** The position-wise network; it drops out what it gives. */
  readonly feedForward: BlockFeedForward;
  /** Around the feed-forward network. */
  readonly feedForwardBranch: ResidualBranch;
  readonly #options: ResolvedBlock;

  /** @throws Error when an option is out of its range. */
  constructor(options: BlockOptions) {
    super(checkOptions('TransformerEncoderBlock', options, BLOCK_OPTIONS));
    this.#options = resolveBlock('TransformerEncoderBlock', options);
    const parts = new BlockParts(this.#options);
    this.attentionNorm = parts.norm();
    this.attention = parts.attention();
    this.attentionDropout = parts.dropout();
    this.attentionBranch = parts.branch(this.attentionNorm);
    this.feedForwardNorm = parts.norm();
    this.feedForward = parts.feedForward();
    this.feedForwardBranch = parts.branch(this.feedForwardNorm);
  }

  override build(shape: Shape, key: RandomKey): void {
    this.attention.build({ query: shape }, key.fold('attention'));
    for (const name of ['attentionNorm', 'feedForwardNorm', 'feedForward'] as const) {
      this[name].build(shape, key.fold(name));
    }
    for (const name of ['attentionBranch', 'feedForwardBranch'] as const) this[name].build(shape, key.fold(name));
  }

  /**
   * @param x `[batch, length, width]`, float32.
   * @returns The same shape. What padding holds changes nothing elsewhere, also when it is NaN.
   * @throws Error when x or the mask has another shape.
   */
  call(x: Tensor, options: BlockCallOptions = {}): Tensor {
    checkShape('TransformerEncoderBlock', 'x', x, ['any', 'any', 'any'], 'float32');
    return tidy(() => settle(this.pass({ x }, options)));
  }

  /**
   * What `call` does, for the block that comes next: what the last part gave may wait to be added, with the next norm.
   *
   * @param residual Of what `call` takes as x.
   * @throws Error when it or the mask has another shape.
   */
  pass(residual: Residual, options: BlockCallOptions = {}): Residual {
    checkResidual('TransformerEncoderBlock', residual);
    const { mask, rotary, attentionBias, ...scope } = checkCallOptions('TransformerEncoderBlock', options);
    this.ensureBuilt(residual.x.shape);
    return tidy((): Residual => {
      const shown =
        mask === undefined ? residual : { x: hidePadding('TransformerEncoderBlock', settle(residual), mask) };
      const attending = { valueMask: mask, rotary, attentionBias };
      const attend = (y: Tensor): Tensor => {
        const heard = this.attention.call(y, { ...child(scope, 'attention'), ...attending });
        return this.attentionDropout.call(heard, child(scope, 'attentionDropout'));
      };
      const attended = this.attentionBranch.call(shown, attend, child(scope, 'attentionBranch'));
      const feed = (y: Tensor): Tensor => this.feedForward.call(y, child(scope, 'feedForward'));
      return this.feedForwardBranch.call(attended, feed, child(scope, 'feedForwardBranch'));
    });
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this), ...this.#options };
  }
}
