import { add, slice, type Tensor } from '@tensorflow/tfjs-core';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import { RandomNormal } from '../initializers/RandomNormal.js';
import { blockChoices, type BlockNorm } from '../layers/block/blockChoices.js';
import type { BlockCallOptions } from '../layers/block/BlockCallOptions.js';
import type { BlockOptions } from '../layers/block/BlockOptions.js';
import { normalize, type Residual } from '../layers/block/Residual.js';
import { Dropout } from '../layers/Dropout.js';
import { Embedding } from '../layers/Embedding.js';
import { moduleConfig } from '../layers/moduleConfig.js';
import { child, type CallOptions } from '../modules/CallOptions.js';
import { Module } from '../modules/Module.js';
import { Parameter } from '../modules/Parameter.js';
import { addPositions, attendedPositions, positionLayers, type PositionLayer } from './positionLayers.js';
import { resolveStack, type ResolvedStack, type StackOptions } from './StackOptions.js';

/**
 * What the transformers of tokens have in common: token and position vectors are added, and pass the blocks and a
 * normalization. All parameters are made at once.
 *
 * @typeParam Block What the stack is made of.
 */
export abstract class TransformerStack<Block extends Module> extends Module {
  /** Ids, which `Sequential` asks for. */
  readonly inputDtype = 'int32';
  /** A vector per token, `[vocabularySize, width]`. */
  readonly tokenEmbedding: Embedding;
  /** A vector per position, `[contextLength, width]`; where positions are learned. */
  positions?: Parameter;
  /** What else tells positions apart; where they are not learned. */
  readonly positionLayer?: PositionLayer;
  readonly dropout: Dropout;
  /** In the order in which they are called. */
  readonly blocks: Block[];
  /** Of what the last block gives. */
  readonly norm: BlockNorm;
  /** The most tokens it can read at once. */
  readonly contextLength: number;
  /** How many tokens there are. */
  readonly vocabularySize: number;
  /** Size of the vector of a position. */
  readonly width: number;
  readonly #options: ResolvedStack;

  /**
   * @param bidirectional Whether positions attend to later ones.
   * @param makeBlock Makes one block.
   */
  protected constructor(
    where: string,
    options: StackOptions,
    bidirectional: boolean,
    makeBlock: (options: BlockOptions) => Block,
  ) {
    super(options);
    this.#options = resolveStack(where, options);
    const { vocabularySize, contextLength, numLayers, width, numHeads, dropout, norm, epsilon } = this.#options;
    const embeddingsInitializer = new RandomNormal({ stddev: 0.02 });
    this.tokenEmbedding = new Embedding({ inputDim: vocabularySize, outputDim: width, embeddingsInitializer });
    this.positionLayer = positionLayers[this.#options.positions]({ contextLength, numHeads, bidirectional });
    this.dropout = new Dropout({ rate: dropout });
    this.blocks = Array.from({ length: numLayers }, (_, i) => {
      // Linear decay (arXiv:1603.09382, §4): the last block is dropped with the whole rate.
      const stochasticDepth = (this.#options.stochasticDepth * (i + 1)) / numLayers;
      const { attention, normalization, feedForward, activation, layerScale, innerSize } = this.#options;
      const style = { attention, dropout, epsilon, normalization, norm, feedForward, activation, layerScale };
      return makeBlock({ numHeads, keyDim: width / numHeads, innerSize, stochasticDepth, ...style });
    });
    this.norm = new blockChoices.norm[norm]({ epsilon });
    this.contextLength = contextLength;
    this.vocabularySize = vocabularySize;
    this.width = width;
  }

  override build(_shape: Shape, key: RandomKey): void {
    const inner = [1, this.contextLength, this.width];
    this.tokenEmbedding.build([1, this.contextLength], key.fold('tokenEmbedding'));
    const initializer = new RandomNormal({ stddev: 0.02 });
    if (this.#options.positions === 'learned') {
      this.positions = new Parameter(() => initializer.initialize(inner.slice(1), key.fold('positions')));
    }
    this.positionLayer?.build(inner, key.fold('positionLayer'));
    this.blocks.forEach((block, i) => block.build(inner, key.fold('blocks').fold(i)));
    this.norm.build(inner, key.fold('norm'));
  }

  /**
   * What the stack gives, normalized.
   *
   * @param passBlock Passes one block, with the options of a child.
   * @returns `[batch, length, width]`.
   */
  protected run(
    tokens: Tensor,
    scope: CallOptions,
    passBlock: (block: Block, residual: Residual, options: BlockCallOptions) => Residual,
  ): Tensor {
    const length = tokens.shape[1]!;
    let residual: Residual = { x: this.dropout.call(this.#embed(tokens, length), child(scope, 'dropout')) };
    const attended = attendedPositions(length, this.positionLayer);
    for (const block of this.blocks) residual = passBlock(block, residual, { ...child(scope, 'blocks'), ...attended });
    return normalize(this.norm, residual)[1];
  }

  #embed(tokens: Tensor, length: number): Tensor {
    const embedded = addPositions(this.tokenEmbedding.call(tokens), this.positionLayer);
    if (this.positions === undefined) return embedded;
    return add(embedded, slice(this.positions.value, [0, 0], [length, -1]));
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this), ...this.#options };
  }
}
