import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { checkOptions } from '../config/checkOptions.js';
import { randomWords } from '../engine/random/draw.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { checkShape, type Shape } from '../engine/shapes.js';
import { moduleConfig } from '../layers/moduleConfig.js';
import { checkCallOptions, child, type CallOptions } from '../modules/CallOptions.js';
import { Module } from '../modules/Module.js';
import { checkTokens } from './checkTokens.js';
import { resolveStack, STACK_OPTIONS, type ResolvedStack, type StackOptions } from './StackOptions.js';
import { Transformer } from './Transformer.js';
import { TransformerEncoder } from './TransformerEncoder.js';

/** Options of {@link Seq2SeqTransformer}: encoder and decoder are of the same sizes and style. */
export interface Seq2SeqTransformerOptions extends StackOptions {
  /** How many tokens the target has. Default: vocabularySize, which is the source's. */
  targetVocabularySize?: number;
  /** The most tokens of a target. Default: contextLength, which is the source's. */
  targetContextLength?: number;
  /** Whether token 0 is padding, in source and target. Default true. */
  maskZero?: boolean;
}

const OPTIONS = [...STACK_OPTIONS, 'targetVocabularySize', 'targetContextLength', 'maskZero'] as const;

/** What {@link Seq2SeqTransformer} reads. */
export interface Seq2SeqInputs {
  /** `[batch, s]`, int32. */
  source: Tensor;
  /** `[batch, t]`, int32: what is known of the target, which begins with a token that says so. */
  target: Tensor;
}

/** Options of a call of {@link Seq2SeqTransformer}. */
export interface Seq2SeqCallOptions extends CallOptions {
  /** `[batch, s]`: true, or above 0.5, where the source has a token. Default: where `maskZero` says so. */
  sourceMask?: Tensor;
}

/** What {@link Seq2SeqTransformer.encode} gives. */
export interface EncodedSource {
  /** A vector of each token, `[batch, s, width]`. */
  memory: Tensor;
  /** `[batch, s]`, true where there is a token; none where there is everywhere. */
  memoryMask?: Tensor;
}

/**
 * The transformer of "Attention is all you need" (arXiv:1706.03762), with talking or separate heads: an encoder of the
 * source, and a decoder of the target that attends to it. All parameters are made at once.
 *
 * Weights: those of `encoder` and `decoder`.
 */
export class Seq2SeqTransformer extends Module {
  static readonly className = 'Seq2SeqTransformer';
  /** Of the source. */
  encoder!: TransformerEncoder;
  /** Of the target. */
  decoder!: Transformer;
  /** The most tokens of a target. */
  readonly targetContextLength: number;
  /** Whether token 0 is padding. */
  readonly maskZero: boolean;
  readonly #options: ResolvedStack;
  readonly #targetVocabularySize: number;

  /** @throws Error when an option is out of its range. */
  constructor(options: Seq2SeqTransformerOptions) {
    const where = 'Seq2SeqTransformer';
    super(checkOptions(where, options, OPTIONS));
    this.#options = resolveStack(where, options);
    const { vocabularySize, contextLength } = this.#options;
    const { targetVocabularySize = vocabularySize, targetContextLength = contextLength, maskZero = true } = options;
    checkNumber(where, 'targetVocabularySize', targetVocabularySize, { whole: true, above: 0 });
    checkNumber(where, 'targetContextLength', targetContextLength, { whole: true, above: 0 });
    checkBoolean(where, 'maskZero', maskZero);
    this.maskZero = maskZero;
    this.targetContextLength = targetContextLength;
    this.#targetVocabularySize = targetVocabularySize;
    this.ensureBuilt([1, contextLength]);
  }

  /** Makes both parts, which build themselves; each with a seed of its own, lest they begin alike. */
  override build(_shape: Shape, key: RandomKey): void {
    const seedOf = (part: string): number => randomWords(key.fold(part), 1)[0];
    this.encoder = new TransformerEncoder({ ...this.#options, seed: seedOf('encoder'), maskZero: this.maskZero });
    const target = { vocabularySize: this.#targetVocabularySize, contextLength: this.targetContextLength };
    this.decoder = new Transformer({ ...this.#options, ...target, seed: seedOf('decoder'), crossAttention: true });
  }

  /**
   * @param inputs The source, and what is known of the target.
   * @returns Logits of the token after each of the target, `[batch, t, targetVocabularySize]`.
   * @throws Error when there are too many tokens, one is not in its vocabulary, or the batches differ.
   */
  call(inputs: Seq2SeqInputs, options: Seq2SeqCallOptions = {}): Tensor {
    const { source, target } = checkObject('Seq2SeqTransformer', 'inputs', inputs);
    const scope = { ...checkCallOptions('Seq2SeqTransformer', options) };
    return tidy(() => {
      const encoded = this.encode(source, child(scope, 'encoder'));
      return this.decode(target, encoded, child(scope, 'decoder'));
    });
  }

  /**
   * What the encoder gives, for several calls of {@link decode}.
   *
   * @param source `[batch, s]`, int32.
   * @returns The vectors of its tokens, and where there are some; both belong to the caller.
   */
  encode(source: Tensor, options: Seq2SeqCallOptions = {}): EncodedSource {
    const { sourceMask, ...scope } = checkCallOptions('Seq2SeqTransformer', options);
    checkTokens('Seq2SeqTransformer', 'source', source, this.encoder.contextLength);
    if (sourceMask !== undefined) checkShape('Seq2SeqTransformer', 'sourceMask', sourceMask, source.shape);
    return tidy(() => {
      const mask = this.encoder.paddingMask(source, sourceMask);
      return { memory: this.encoder.call(source, { ...scope, mask }), memoryMask: mask?.clone() };
    });
  }

  /**
   * @param target `[batch, t]`, int32.
   * @param encoded What {@link encode} gave of the source.
   * @returns Logits of the token after each of the target, `[batch, t, targetVocabularySize]`.
   */
  decode(target: Tensor, encoded: EncodedSource, options: CallOptions = {}): Tensor {
    const { memory, memoryMask } = checkObject('Seq2SeqTransformer', 'encoded', encoded);
    const scope = checkCallOptions('Seq2SeqTransformer', options);
    checkTokens('Seq2SeqTransformer', 'target', target, this.targetContextLength);
    return this.decoder.call(target, { ...scope, memory, memoryMask });
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    const { targetContextLength, maskZero } = this;
    const target = { targetVocabularySize: this.#targetVocabularySize, targetContextLength };
    return { ...moduleConfig(this), ...this.#options, ...target, maskZero };
  }
}
