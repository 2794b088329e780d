import { notEqual, scalar, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkOptions } from '../config/checkOptions.js';
import { checkShape } from '../engine/shapes.js';
import { TransformerEncoderBlock } from '../layers/TransformerEncoderBlock.js';
import { checkCallOptions, type CallOptions } from '../modules/CallOptions.js';
import { checkTokens } from './checkTokens.js';
import { STACK_OPTIONS, type StackOptions } from './StackOptions.js';
import { TransformerStack } from './TransformerStack.js';

/** Options of {@link TransformerEncoder}. */
export interface TransformerEncoderOptions extends StackOptions {
  /** Whether token 0 is padding wherever no mask is given. Default false. */
  maskZero?: boolean;
}

/** Options of a call of {@link TransformerEncoder}, and of the models on it. */
export interface EncoderCallOptions extends CallOptions {
  /** `[batch, length]`: true, or above 0.5, where there is a token. Default: where the encoder's `maskZero` says so. */
  mask?: Tensor;
}

/**
 * The encoder of a transformer (arXiv:1706.03762, §3.1; alone: BERT, arXiv:1810.04805), with talking or separate heads:
 * a vector of each token that knows all of them. `TransformerClassifier` and `MaskedLanguageModel` are heads on it.
 *
 * Token and position vectors are added, and pass the blocks and a normalization. All parameters are made at once.
 */
export class TransformerEncoder extends TransformerStack<TransformerEncoderBlock> {
  static readonly className = 'TransformerEncoder';
  readonly #maskZero: boolean;

  /** @throws Error when an option is out of its range. */
  constructor(options: TransformerEncoderOptions) {
    const { maskZero = false } = checkOptions('TransformerEncoder', options, [...STACK_OPTIONS, 'maskZero']);
    checkBoolean('TransformerEncoder', 'maskZero', maskZero);
    super('TransformerEncoder', options, true, (block) => new TransformerEncoderBlock(block));
    this.#maskZero = maskZero;
    this.ensureBuilt([1, this.contextLength]);
  }

  /**
   * @param tokens `[batch, length]`, int32, of at most contextLength tokens.
   * @returns A vector of each token, `[batch, length, width]`.
   * @throws Error when there are too many tokens, one is not in the vocabulary, or the mask has another shape.
   */
  call(tokens: Tensor, options: EncoderCallOptions = {}): Tensor {
    checkTokens('TransformerEncoder', 'tokens', tokens, this.contextLength);
    const { mask: given, ...scope } = checkCallOptions('TransformerEncoder', options);
    return tidy(() => {
      const mask = this.paddingMask(tokens, given);
      return this.run(tokens, scope, (block, residual, inner) => block.pass(residual, { ...inner, mask }));
    });
  }

  /**
   * What a call hides by: the mask, or with `maskZero` where tokens are not 0; undefined without either.
   *
   * @param tokens `[batch, length]`, int32.
   * @param mask `[batch, length]`: true, or above 0.5, where there is a token.
   * @throws Error when the mask has another shape.
   */
  paddingMask(tokens: Tensor, mask?: Tensor): Tensor | undefined {
    checkTokens('TransformerEncoder', 'tokens', tokens, this.contextLength);
    if (mask !== undefined) checkShape('TransformerEncoder', 'mask', mask, tokens.shape);
    if (mask !== undefined || !this.#maskZero) return mask;
    return tidy(() => notEqual(tokens, scalar(0, 'int32')));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), maskZero: this.#maskZero };
  }
}
