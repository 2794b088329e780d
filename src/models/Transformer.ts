import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkOptions } from '../config/checkOptions.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import type { DecoderBlockCallOptions } from '../layers/block/BlockCallOptions.js';
import { DecoderBlock } from '../layers/DecoderBlock.js';
import { Dense } from '../layers/Dense.js';
import { checkCallOptions, child, type CallOptions } from '../modules/CallOptions.js';
import { checkTokens } from './checkTokens.js';
import { STACK_OPTIONS, type StackOptions } from './StackOptions.js';
import { TransformerStack } from './TransformerStack.js';

/** Options of {@link Transformer}. */
export interface TransformerOptions extends StackOptions {
  /** Whether every block also attends to what an encoder gave. Default false. */
  crossAttention?: boolean;
}

/** Options of a call of {@link Transformer}: padding, and with cross-attention what an encoder gave. */
export interface TransformerCallOptions
  extends CallOptions, Pick<DecoderBlockCallOptions, 'mask' | 'memory' | 'memoryMask'> {}

/**
 * A decoder-only transformer: a language model of tokens (Radford et al. 2019, GPT-2) with talking or separate heads.
 * With cross-attention it is the decoder of a transformer with an encoder (arXiv:1706.03762).
 *
 * Token and position vectors are added, pass the blocks and a normalization, and a dense layer gives the logits of the
 * next token. All parameters are made at once.
 */
export class Transformer extends TransformerStack<DecoderBlock> {
  static readonly className = 'Transformer';
  /** From the width to the logits of the vocabulary. */
  readonly head: Dense;
  readonly #crossAttention: boolean;

  /** @throws Error when an option is out of its range. */
  constructor(options: TransformerOptions) {
    const { crossAttention = false } = checkOptions('Transformer', options, [...STACK_OPTIONS, 'crossAttention']);
    checkBoolean('Transformer', 'crossAttention', crossAttention);
    super('Transformer', options, false, (block) => new DecoderBlock({ ...block, crossAttention }));
    this.#crossAttention = crossAttention;
    this.head = new Dense({ units: this.vocabularySize });
    this.ensureBuilt([1, this.contextLength]);
  }

  override build(shape: Shape, key: RandomKey): void {
    super.build(shape, key);
    this.head.build([1, this.contextLength, this.width], key.fold('head'));
  }

  /**
   * @param tokens `[batch, length]`, int32, of at most contextLength tokens.
   * @param options With cross-attention also what the encoder gave, of the same width, and its padding.
   * @returns Logits of the token after each, `[batch, length, vocabularySize]`.
   * @throws Error when there are too many tokens, or one is not in the vocabulary.
   */
  call(tokens: Tensor, options: TransformerCallOptions = {}): Tensor {
    checkTokens('Transformer', 'tokens', tokens, this.contextLength);
    const { mask, memory, memoryMask, ...scope } = checkCallOptions('Transformer', options);
    return tidy(() => {
      const hidden = this.run(tokens, scope, (block, residual, inner) =>
        block.pass(residual, { ...inner, mask, memory, memoryMask }),
      );
      return this.head.call(hidden, child(scope, 'head'));
    });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), crossAttention: this.#crossAttention };
  }
}
