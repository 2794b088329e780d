import { add, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkChoice } from '../config/checkChoice.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { checkTensor } from '../engine/checkTensor.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import { checkCallOptions, child, type CallOptions } from '../modules/CallOptions.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import { checkDropoutRate } from '../ops/dropout.js';
import { Dropout } from './Dropout.js';
import { FeedForward } from './FeedForward.js';
import { LayerNorm } from './LayerNorm.js';
import { moduleConfig } from './moduleConfig.js';
import { MultiHeadAttention } from './MultiHeadAttention.js';
import { readLayerConfig } from './readLayerConfig.js';
import { TalkingHeadsAttention } from './TalkingHeadsAttention.js';

/** Options of {@link DecoderBlock}. */
export interface DecoderBlockOptions extends ModuleOptions {
  /** How many heads attend, at least 1. */
  numHeads: number;
  /** Size of each head. */
  keyDim: number;
  /** Default `'talkingHeads'`. */
  attention?: 'talkingHeads' | 'multiHead';
  /** Size inside the feed-forward network. */
  innerSize: number;
  /** Probability of dropping attention weights, and outputs of both parts. Default 0. */
  dropout?: number;
  /** Added to the variances of the normalizations. Default 1e-5. */
  epsilon?: number;
}

const OPTIONS = [
  ...(['name', 'trainable', 'seed', 'numHeads', 'keyDim', 'attention', 'innerSize', 'dropout', 'epsilon'] as const),
] as const;

/**
 * A block of a decoder-only transformer, normalized before each part (arXiv:2002.04745):
 * `x ← x + attention(norm(x))`, causal, then `x ← x + feedForward(norm(x))`.
 */
export class DecoderBlock extends Module {
  static readonly className = 'DecoderBlock';
  /** Of what attention reads. */
  readonly attentionNorm: LayerNorm;
  readonly attention: TalkingHeadsAttention | MultiHeadAttention;
  /** Of what attention gives. */
  readonly attentionDropout: Dropout;
  /** Of what the feed-forward network reads. */
  readonly feedForwardNorm: LayerNorm;
  /** The position-wise network; it drops out what it gives. */
  readonly feedForward: FeedForward;
  readonly #config: Required<Omit<DecoderBlockOptions, keyof ModuleOptions>>;

  /** @throws Error when an option is out of its range. */
  constructor(options: DecoderBlockOptions) {
    super(checkOptions('DecoderBlock', options, OPTIONS));
    const { numHeads, keyDim, attention = 'talkingHeads', innerSize, dropout = 0, epsilon = 1e-5 } = options;
    const kinds = { talkingHeads: TalkingHeadsAttention, multiHead: MultiHeadAttention };
    for (const [name, size] of Object.entries({ numHeads, keyDim, innerSize })) {
      checkNumber('DecoderBlock', name, size, { whole: true, above: 0 });
    }
    checkChoice('DecoderBlock', 'attention', attention, Object.keys(kinds));
    checkDropoutRate('DecoderBlock', dropout, 'dropout');
    checkNumber('DecoderBlock', 'epsilon', epsilon, { atLeast: 0 });
    this.#config = { numHeads, keyDim, attention, innerSize, dropout, epsilon };
    this.attentionNorm = new LayerNorm({ epsilon });
    this.attention = new kinds[attention]({ numHeads, keyDim, dropout });
    this.attentionDropout = new Dropout({ rate: dropout });
    this.feedForwardNorm = new LayerNorm({ epsilon });
    this.feedForward = new FeedForward({ innerSize, dropout });
  }

  override build(shape: Shape, key: RandomKey): void {
    this.attentionNorm.build(shape, key.fold('attentionNorm'));
    this.attention.build({ query: shape }, key.fold('attention'));
    this.feedForwardNorm.build(shape, key.fold('feedForwardNorm'));
    this.feedForward.build(shape, key.fold('feedForward'));
  }

  /**
   * @param x `[batch, length, width]`.
   * @returns The same shape; position `t` depends only on positions up to `t`.
   */
  call(x: Tensor, options: CallOptions = {}): Tensor {
    checkTensor('DecoderBlock', 'x', x, 'float32');
    const scope = { ...checkCallOptions('DecoderBlock', options) };
    this.ensureBuilt(x.shape);
    return tidy(() => {
      const heard = this.attention.call(this.attentionNorm.call(x), {
        ...child(scope, 'attention'),
        useCausalMask: true,
      });
      const attended = add(x, this.attentionDropout.call(heard, child(scope, 'attentionDropout')));
      return add(attended, this.feedForward.call(this.feedForwardNorm.call(attended), child(scope, 'feedForward')));
    });
  }

  /**
   * Makes a block of a configuration, in camelCase or in Keras's snake_case; the weights are new.
   *
   * @throws Error when an option is unknown or out of its range.
   */
  static fromConfig(config: Record<string, unknown>): DecoderBlock {
    return new DecoderBlock(readLayerConfig('DecoderBlock', config));
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this), ...this.#config };
  }
}
