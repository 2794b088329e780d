import { add, slice, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkChoice } from '../config/checkChoice.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { checkTensor } from '../engine/checkTensor.js';
import { formatShape, type Shape } from '../engine/shapes.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { Parameter } from '../modules/Parameter.js';
import { RandomNormal } from '../initializers/RandomNormal.js';
import { DecoderBlock } from '../layers/DecoderBlock.js';
import { Dense } from '../layers/Dense.js';
import { Dropout } from '../layers/Dropout.js';
import { Embedding } from '../layers/Embedding.js';
import { LayerNorm } from '../layers/LayerNorm.js';
import { moduleConfig } from '../layers/moduleConfig.js';
import { readLayerConfig } from '../layers/readLayerConfig.js';
import { checkCallOptions, child, type CallOptions } from '../modules/CallOptions.js';
import { checkDropoutRate } from '../ops/dropout.js';
import { Module, type ModuleOptions } from '../modules/Module.js';

/** Options of {@link Transformer}. */
export interface TransformerOptions extends ModuleOptions {
  /** How many tokens there are. */
  vocabularySize: number;
  /** The most tokens it can read at once. */
  contextLength: number;
  /** How many blocks. */
  numLayers: number;
  /** Size of the vector of a position; a multiple of numHeads. */
  width: number;
  /** How many heads attend in each block. */
  numHeads: number;
  /** Default `'talkingHeads'`. */
  attention?: 'talkingHeads' | 'multiHead';
  /** Size inside the feed-forward networks. Default: four times the width. */
  innerSize?: number;
  /** Default 0. */
  dropout?: number;
}

const OPTIONS = [
  ...(['name', 'trainable', 'seed', 'vocabularySize', 'contextLength', 'numLayers', 'width', 'numHeads'] as const),
  ...(['attention', 'innerSize', 'dropout'] as const),
] as const;

/**
 * A decoder-only transformer: a language model of tokens (Radford et al. 2019, GPT-2) with talking or separate heads.
 *
 * Token and position vectors are added, pass the blocks and a normalization, and a dense layer gives the logits of the
 * next token. All parameters are made at once.
 */
export class Transformer extends Module {
  static readonly className = 'Transformer';
  /** A vector per token, `[vocabularySize, width]`. */
  readonly tokenEmbedding: Embedding;
  /** A vector per position, `[contextLength, width]`. */
  positions!: Parameter;
  readonly dropout: Dropout;
  /** In the order in which they are called. */
  readonly blocks: DecoderBlock[];
  /** Of what the last block gives. */
  readonly norm: LayerNorm;
  /** From the width to the logits of the vocabulary. */
  readonly head: Dense;
  readonly contextLength: number;
  readonly vocabularySize: number;
  readonly #config: Required<Omit<TransformerOptions, keyof ModuleOptions>>;

  /** @throws Error when an option is out of its range. */
  constructor(options: TransformerOptions) {
    super(checkOptions('Transformer', options, OPTIONS));
    const { vocabularySize, contextLength, numLayers, width, numHeads, dropout = 0 } = options;
    const { attention = 'talkingHeads' } = options;
    const sizes = { vocabularySize, contextLength, numLayers, width, numHeads };
    for (const [name, size] of Object.entries(sizes)) {
      checkNumber('Transformer', name, size, { whole: true, above: 0 });
    }
    if (width % numHeads !== 0) {
      throw new Error(`Transformer: width must be a multiple of numHeads, ${numHeads}, got ${width}`);
    }
    const { innerSize = 4 * width } = options;
    checkNumber('Transformer', 'innerSize', innerSize, { whole: true, above: 0 });
    checkChoice('Transformer', 'attention', attention, ['talkingHeads', 'multiHead']);
    checkDropoutRate('Transformer', dropout, 'dropout');
    this.contextLength = contextLength;
    this.vocabularySize = vocabularySize;
    this.#config = { ...sizes, attention, innerSize, dropout };
    const embeddingsInitializer = new RandomNormal({ stddev: 0.02 });
    this.tokenEmbedding = new Embedding({ inputDim: vocabularySize, outputDim: width, embeddingsInitializer });
    this.dropout = new Dropout({ rate: dropout });
    const block = { numHeads, keyDim: width / numHeads, innerSize, attention, dropout };
    this.blocks = Array.from({ length: numLayers }, () => new DecoderBlock(block));
    this.norm = new LayerNorm({ epsilon: 1e-5 });
    this.head = new Dense({ units: vocabularySize });
    this.ensureBuilt([1, contextLength]);
  }

  override build(_shape: Shape, key: RandomKey): void {
    const inner = [1, this.contextLength, this.#config.width];
    this.tokenEmbedding.build([1, this.contextLength], key.fold('tokenEmbedding'));
    const initializer = new RandomNormal({ stddev: 0.02 });
    this.positions = new Parameter(() => initializer.initialize(inner.slice(1), key.fold('positions')));
    this.blocks.forEach((block, i) => block.build(inner, key.fold('blocks').fold(i)));
    this.norm.build(inner, key.fold('norm'));
    this.head.build(inner, key.fold('head'));
  }

  /**
   * @param tokens `[batch, length]`, int32, of at most contextLength tokens.
   * @returns Logits of the token after each, `[batch, length, vocabularySize]`.
   * @throws Error when there are too many tokens, or one is not in the vocabulary.
   */
  call(tokens: Tensor, options: CallOptions = {}): Tensor {
    checkTensor('Transformer', 'tokens', tokens, 'int32');
    checkCallOptions('Transformer', options);
    const length = tokens.shape[1] ?? 0;
    if (tokens.rank !== 2 || length > this.contextLength || length === 0) {
      const expected = `[any, 1 to ${this.contextLength}]`;
      throw new Error(`Transformer: tokens must have shape ${expected}, got ${formatShape(tokens.shape)}`);
    }
    const scope = { ...options };
    return tidy(() => {
      const positions = slice(this.positions.value, [0, 0], [length, -1]);
      const embedded = add(this.tokenEmbedding.call(tokens), positions);
      let x = this.dropout.call(embedded, child(scope, 'dropout'));
      for (const block of this.blocks) x = block.call(x, child(scope, 'blocks'));
      return this.head.call(this.norm.call(x), child(scope, 'head'));
    });
  }

  /**
   * Makes a model of a configuration, in camelCase or in Keras's snake_case; the weights are new.
   *
   * @throws Error when an option is unknown or out of its range.
   */
  static fromConfig(config: Record<string, unknown>): Transformer {
    return new Transformer(readLayerConfig('Transformer', config));
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this), ...this.#config };
  }
}
