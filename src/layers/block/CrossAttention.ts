import type { Tensor } from '@tensorflow/tfjs-core';
import type { RandomKey } from '../../engine/random/RandomKey.js';
import type { Shape } from '../../engine/shapes.js';
import { child, type CallOptions } from '../../modules/CallOptions.js';
import { Module } from '../../modules/Module.js';
import type { Dropout } from '../Dropout.js';
import type { BlockAttention, BlockNorm } from './blockChoices.js';
import type { BlockParts } from './BlockParts.js';
import type { Residual } from './Residual.js';
import type { ResidualBranch } from './ResidualBranch.js';

/** The part of a decoder's block that attends to what an encoder gave: `x ← x + attention(norm(x), memory)`. */
export class CrossAttention extends Module {
  static readonly className = 'CrossAttention';
  readonly norm: BlockNorm;
  readonly attention: BlockAttention;
  /** Of what attention gives. */
  readonly dropout: Dropout;
  /** Around attention. */
  readonly branch: ResidualBranch;

  constructor(parts: BlockParts) {
    super();
    this.norm = parts.norm();
    this.attention = parts.attention();
    this.dropout = parts.dropout();
    this.branch = parts.branch(this.norm);
  }

  /** @param shape Of x, whose width the memory has as well. */
  override build(shape: Shape, key: RandomKey): void {
    this.norm.build(shape, key.fold('norm'));
    this.attention.build({ query: shape }, key.fold('attention'));
    this.branch.build(shape, key.fold('branch'));
  }

  /**
   * @param residual `[b, t, width]`.
   * @param memory `[b, s, width]`.
   * @param memoryMask `[b, s]`, true where the memory holds something.
   * @returns `[b, t, width]`.
   */
  call(residual: Residual, memory: Tensor, memoryMask: Tensor | undefined, options: CallOptions): Residual {
    const scope = { ...options };
    const attend = (query: Tensor): Tensor => {
      const inputs = { query, value: memory };
      const heard = this.attention.call(inputs, { ...child(scope, 'attention'), valueMask: memoryMask });
      return this.dropout.call(heard, child(scope, 'dropout'));
    };
    return this.branch.call(residual, attend, child(scope, 'branch'));
  }
}
