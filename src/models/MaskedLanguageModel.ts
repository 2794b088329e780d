import { add, tidy, transpose, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkOptions } from '../config/checkOptions.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import { GlorotUniform } from '../initializers/GlorotUniform.js';
import { Zeros } from '../initializers/Zeros.js';
import { Dense } from '../layers/Dense.js';
import { LayerNorm } from '../layers/LayerNorm.js';
import { moduleConfig } from '../layers/moduleConfig.js';
import { moduleOptionNames } from '../layers/moduleOptionNames.js';
import { checkCallOptions, child } from '../modules/CallOptions.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import { Parameter } from '../modules/Parameter.js';
import { einsum } from '../ops/einsum.js';
import { resolveEncoder, type EncoderOption } from './resolveEncoder.js';
import type { EncoderCallOptions, TransformerEncoder } from './TransformerEncoder.js';

/** Options of {@link MaskedLanguageModel}. */
export interface MaskedLanguageModelOptions extends ModuleOptions, EncoderOption {
  /** Whether the logits' matrix is that of the token embeddings (arXiv:1608.05859). Default true. */
  tied?: boolean;
}

/**
 * Predicts every token of a sequence from all of them, for pretraining an encoder on sequences in which some tokens are
 * hidden (BERT, arXiv:1810.04805, §3.1): `y = norm(gelu(x · W + b)) · E + c`, x what the encoder gives. E is the
 * transposed matrix of the token embeddings, or one of its own. All parameters are made at once.
 *
 * Weights: those of `encoder`, `transform.kernel` `[width, width]`, `transform.bias`, `norm.gamma`, `norm.beta`, untied
 * `kernel` `[width, vocabularySize]`, and `bias` `[vocabularySize]`.
 */
export class MaskedLanguageModel extends Module {
  static readonly className = 'MaskedLanguageModel';
  /** Ids, which `Sequential` asks for. */
  readonly inputDtype = 'int32';
  readonly encoder: TransformerEncoder;
  /** `gelu(x · W + b)`, of the encoder's width. */
  readonly transform: Dense;
  /** Of what the transform gives. */
  readonly norm: LayerNorm;
  /** `[width, vocabularySize]`; none when tied. */
  kernel?: Parameter;
  /** `[vocabularySize]`. */
  bias!: Parameter;
  readonly #tied: boolean;

  /** @throws Error when an option is out of its range. */
  constructor(options: MaskedLanguageModelOptions) {
    const {
      encoder,
      tied = true,
      ...others
    } = checkOptions('MaskedLanguageModel', options, [...moduleOptionNames, 'encoder', 'tied']);
    super(others);
    checkBoolean('MaskedLanguageModel', 'tied', tied);
    this.#tied = tied;
    this.encoder = resolveEncoder('MaskedLanguageModel', encoder, this.seed);
    this.transform = new Dense({ units: this.encoder.width, activation: 'gelu' });
    this.norm = new LayerNorm({ epsilon: 1e-5 });
    this.ensureBuilt([1, this.encoder.contextLength]);
  }

  override build(_shape: Shape, key: RandomKey): void {
    const { width, vocabularySize } = this.encoder;
    this.transform.build([1, width], key.fold('transform'));
    this.norm.build([1, width], key.fold('norm'));
    const uniform = new GlorotUniform();
    if (!this.#tied) {
      this.kernel = new Parameter(() => uniform.initialize([width, vocabularySize], key.fold('kernel')));
    }
    this.bias = new Parameter(() => new Zeros().initialize([vocabularySize]));
  }

  /**
   * @param tokens `[batch, length]`, int32, of at most the encoder's contextLength tokens.
   * @param options `mask` says where there are tokens; without it, the encoder's `maskZero` does.
   * @returns Logits of the token at each position, `[batch, length, vocabularySize]`.
   * @throws Error when there are too many tokens, one is not in the vocabulary, or the mask has another shape.
   */
  call(tokens: Tensor, options: EncoderCallOptions = {}): Tensor {
    const { mask, ...scope } = checkCallOptions('MaskedLanguageModel', options);
    return tidy(() => {
      const encoded = this.encoder.call(tokens, { ...child(scope, 'encoder'), mask });
      const hidden = this.norm.call(this.transform.call(encoded, child(scope, 'transform')));
      const kernel = this.kernel?.value ?? transpose(this.encoder.tokenEmbedding.embeddings.value);
      return add(einsum('btc,cv->btv', hidden, kernel), this.bias.value);
    });
  }

  /** All options; the encoder as it is, for a registry to write. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this), encoder: this.encoder, tied: this.#tied };
  }
}
