import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkChoice } from '../config/checkChoice.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import { Dense } from '../layers/Dense.js';
import { Dropout } from '../layers/Dropout.js';
import { FirstTokenPooling } from '../layers/FirstTokenPooling.js';
import { MeanPooling } from '../layers/MeanPooling.js';
import { moduleConfig } from '../layers/moduleConfig.js';
import { moduleOptionNames } from '../layers/moduleOptionNames.js';
import { checkCallOptions, child } from '../modules/CallOptions.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import { checkDropoutRate } from '../ops/dropout.js';
import { resolveEncoder, type EncoderOption } from './resolveEncoder.js';
import type { EncoderCallOptions, TransformerEncoder } from './TransformerEncoder.js';

const POOLINGS = { mean: MeanPooling, first: FirstTokenPooling };

/** Options of {@link TransformerClassifier}. */
export interface TransformerClassifierOptions extends ModuleOptions, EncoderOption {
  /** How many classes there are. */
  numClasses: number;
  /** What stands for a sequence: the mean of its tokens, padding left out, or its first token. Default `'mean'`. */
  pooling?: 'mean' | 'first';
  /** Probability of dropping an element of that. Default 0. */
  dropout?: number;
}

/**
 * Classifies sequences of tokens: a {@link TransformerEncoder}, one vector per sequence, and a dense layer (BERT,
 * arXiv:1810.04805, §3.2). All parameters are made at once.
 *
 * Weights: those of `encoder`, `head.kernel` `[width, numClasses]` and `head.bias` `[numClasses]`.
 */
export class TransformerClassifier extends Module {
  static readonly className = 'TransformerClassifier';
  /** Ids, which `Sequential` asks for. */
  readonly inputDtype = 'int32';
  readonly encoder: TransformerEncoder;
  /** From the vectors of the tokens to one. */
  readonly pooling: MeanPooling | FirstTokenPooling;
  /** Of that vector. */
  readonly dropout: Dropout;
  /** From the width to the logits of the classes. */
  readonly head: Dense;
  readonly #options: Required<Pick<TransformerClassifierOptions, 'numClasses' | 'pooling' | 'dropout'>>;

  /** @throws Error when an option is out of its range. */
  constructor(options: TransformerClassifierOptions) {
    const where = 'TransformerClassifier';
    const {
      encoder,
      numClasses,
      pooling = 'mean',
      dropout = 0,
      ...others
    } = checkOptions(where, options, [...moduleOptionNames, 'encoder', 'numClasses', 'pooling', 'dropout']);
    super(others);
    checkNumber(where, 'numClasses', numClasses, { whole: true, above: 0 });
    checkChoice(where, 'pooling', pooling, Object.keys(POOLINGS));
    checkDropoutRate(where, dropout, 'dropout');
    this.#options = { numClasses, pooling, dropout };
    this.encoder = resolveEncoder(where, encoder, this.seed);
    this.pooling = new POOLINGS[pooling]();
    this.dropout = new Dropout({ rate: dropout });
    this.head = new Dense({ units: numClasses });
    this.ensureBuilt([1, this.encoder.contextLength]);
  }

  override build(_shape: Shape, key: RandomKey): void {
    this.head.build([1, this.encoder.width], key.fold('head'));
  }

  /**
   * @param tokens `[batch, length]`, int32, of at most the encoder's contextLength tokens.
   * @param options `mask` says where there are tokens; without it, the encoder's `maskZero` does.
   * @returns Logits, `[batch, numClasses]`.
   * @throws Error when there are too many tokens, one is not in the vocabulary, or the mask has another shape.
   */
  call(tokens: Tensor, options: EncoderCallOptions = {}): Tensor {
    const { mask: given, ...scope } = checkCallOptions('TransformerClassifier', options);
    return tidy(() => {
      const mask = this.encoder.paddingMask(tokens, given);
      const encoded = this.encoder.call(tokens, { ...child(scope, 'encoder'), mask });
      const pooled = this.pooling.call(encoded, { mask });
      return this.head.call(this.dropout.call(pooled, child(scope, 'dropout')), child(scope, 'head'));
    });
  }

  /** All options; the encoder as it is, for a registry to write. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this), encoder: this.encoder, ...this.#options };
  }
}
