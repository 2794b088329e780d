import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkOptions } from '../config/checkOptions.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { checkShape, type Shape } from '../engine/shapes.js';
import { checkTensor } from '../engine/checkTensor.js';
import { checkCallOptions, child, type CallOptions } from '../modules/CallOptions.js';
import { Module } from '../modules/Module.js';
import type { DecoderBlockCallOptions } from './block/BlockCallOptions.js';
import type { BlockAttention, BlockFeedForward, BlockNorm } from './block/blockChoices.js';
import { BLOCK_OPTIONS, resolveBlock, type BlockOptions, type ResolvedBlock } from './block/BlockOptions.js';
import { BlockParts } from './block/BlockParts.js';
import { CrossAttention } from './block/CrossAttention.js';
import { checkResidual, settle, type Residual } from './block/Residual.js';
import type { ResidualBranch } from './block/ResidualBranch.js';
import type { Dropout } from './Dropout.js';
import { hidePadding } from './hidePadding.js';
import { moduleConfig } from './moduleConfig.js';

/** Options of {@link DecoderBlock}. */
export interface DecoderBlockOptions extends BlockOptions {
  /** Whether it also attends to what an encoder gave, between its two other parts. Default false. */
  crossAttention?: boolean;
}

/**
 * A block of a transformer's decoder, normalized before each part unless told (arXiv:2002.04745):
 * `x ← x + attention(norm(x))`, causal, then `x ← x + feedForward(norm(x))`; with cross-attention (arXiv:1706.03762,
 * §3.1) `x ← x + crossAttention(norm(x), memory)` between them.
 */
export class DecoderBlock extends Module {
  static readonly className = 'DecoderBlock';
  /** Of attention. */
  readonly attentionNorm: BlockNorm;
  readonly attention: BlockAttention;
  /** Of what attention gives. */
  readonly attentionDropout: Dropout;
  /** Around attention. */
  readonly attentionBranch: ResidualBranch;
  /** Attends to what an encoder gave; on request only. */
  readonly crossAttention?: CrossAttention;
  /** Of the feed-forward network. */
  readonly feedForwardNorm: BlockNorm;
  /** The position-wise network; it drops out what it gives. */
  readonly feedForward: BlockFeedForward;
  /** Around the feed-forward network. */
  readonly feedForwardBranch: ResidualBranch;
  readonly #options: ResolvedBlock;

  /** @throws Error when an option is out of its range. */
  constructor(options: DecoderBlockOptions) {
    super(checkOptions('DecoderBlock', options, [...BLOCK_OPTIONS, 'crossAttention']));
    this.#options = resolveBlock('DecoderBlock', options);
    const { crossAttention = false } = options;
    checkBoolean('DecoderBlock', 'crossAttention', crossAttention);
    const parts = new BlockParts(this.#options);
    this.attentionNorm = parts.norm();
    this.attention = parts.attention();
    this.attentionDropout = parts.dropout();
    this.attentionBranch = parts.branch(this.attentionNorm);
    if (crossAttention) this.crossAttention = new CrossAttention(parts);
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
    this.crossAttention?.build(shape, key.fold('crossAttention'));
  }

  /**
   * @param x `[batch, length, width]`.
   * @param options With cross-attention also what the encoder gave, of the same width, and its padding.
   * @returns The same shape; position `t` depends only on positions up to `t`, and on all of the memory that is shown.
   * @throws Error when x, a mask or the memory has another shape, or the memory is missing or of no use.
   */
  call(x: Tensor, options: DecoderBlockCallOptions = {}): Tensor {
    checkTensor('DecoderBlock', 'x', x, 'float32');
    return tidy(() => settle(this.pass({ x }, options)));
  }

  /**
   * What `call` does, for the block that comes next: what the last part gave may wait to be added, with the next norm.
   *
   * @param residual Of what `call` takes as x.
   * @throws Error when it has another shape, or what `call` refuses is given.
   */
  pass(residual: Residual, options: DecoderBlockCallOptions = {}): Residual {
    checkResidual('DecoderBlock', residual);
    const { mask, rotary, attentionBias, memory, memoryMask, ...scope } = checkCallOptions('DecoderBlock', options);
    this.#checkMemory(residual.x, memory, memoryMask);
    this.ensureBuilt(residual.x.shape);
    return tidy((): Residual => {
      const shown = mask === undefined ? residual : { x: hidePadding('DecoderBlock', settle(residual), mask) };
      const attending = { valueMask: mask, rotary, attentionBias, useCausalMask: true };
      const attend = (y: Tensor): Tensor => {
        const heard = this.attention.call(y, { ...child(scope, 'attention'), ...attending });
        return this.attentionDropout.call(heard, child(scope, 'attentionDropout'));
      };
      const attended = this.attentionBranch.call(shown, attend, child(scope, 'attentionBranch'));
      const informed = this.#consult(attended, { memory, memoryMask }, scope);
      const feed = (y: Tensor): Tensor => this.feedForward.call(y, child(scope, 'feedForward'));
      return this.feedForwardBranch.call(informed, feed, child(scope, 'feedForwardBranch'));
    });
  }

  #consult(
    residual: Residual,
    { memory, memoryMask }: Pick<DecoderBlockCallOptions, 'memory' | 'memoryMask'>,
    scope: CallOptions,
  ): Residual {
    if (this.crossAttention === undefined || memory === undefined) return residual;
    const shown = hidePadding('DecoderBlock', memory, memoryMask, 'memoryMask');
    return this.crossAttention.call(residual, shown, memoryMask, child(scope, 'crossAttention'));
  }

  #checkMemory(x: Tensor, memory?: Tensor, memoryMask?: Tensor): void {
    if (memory === undefined && memoryMask !== undefined) {
      throw new Error('DecoderBlock: memoryMask must come with memory, got it without');
    }
    const wanted = this.crossAttention !== undefined;
    if (memory !== undefined && wanted) {
      checkShape('DecoderBlock', 'memory', memory, [x.shape[0] ?? 0, 'any', x.shape.at(-1) ?? 0], 'float32');
    } else if (memory !== undefined || wanted) {
      const must = wanted ? 'be given with crossAttention' : 'come with crossAttention';
      throw new Error(`DecoderBlock: memory must ${must}, got ${wanted ? 'none' : 'it without'}`);
    }
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this), ...this.#options, crossAttention: this.crossAttention !== undefined };
  }
}
