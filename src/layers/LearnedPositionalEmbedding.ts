import { add, slice, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { checkShape, type Shape } from '../engine/shapes.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import { checkPositions } from './checkPositions.js';
import { describeWeightRule } from './describeWeightRule.js';
import { embeddingsRule, type EmbeddingsOptions } from './embeddingsRule.js';
import { moduleConfig } from './moduleConfig.js';
import type { PositionOptions } from './PositionOptions.js';
import { createWeight, type WeightRule } from './weightOptions.js';

/** Options of {@link LearnedPositionalEmbedding}. The table's initializer is by default `glorotUniform`. */
export interface LearnedPositionalEmbeddingOptions extends ModuleOptions, EmbeddingsOptions {
  /** How many positions there are. */
  maxLength: number;
  /** Size of each vector. Default: that of the input's last axis. */
  width?: number | null;
}

/**
 * A learned vector for each position, added to what stands there (arXiv:1705.03122, §3.1): `x[b, t] + embeddings[offset
 * + t]`. Defaults are those of `tfm.nlp.layers.PositionEmbedding`.
 *
 * Weights: `embeddings` `[maxLength, width]`.
 */
export class LearnedPositionalEmbedding extends Module {
  static readonly className = 'LearnedPositionalEmbedding';
  /** `[maxLength, width]`; made by `build`. */
  embeddings!: Parameter;
  readonly #maxLength: number;
  readonly #width?: number;
  readonly #rule: WeightRule;

  /** @throws Error when a size is not a whole number above 0, or a name is not known. */
  constructor(options: LearnedPositionalEmbeddingOptions) {
    const where = 'LearnedPositionalEmbedding';
    const { maxLength, width } = checkObject(where, 'options', options);
    super(options);
    checkNumber(where, 'maxLength', maxLength, { whole: true, above: 0 });
    this.#maxLength = maxLength;
    this.#width = width ?? undefined;
    if (this.#width !== undefined) checkNumber(where, 'width', width, { whole: true, above: 0 });
    this.#rule = embeddingsRule(where, options, 'glorotUniform');
  }

  override build(shape: Shape, key: RandomKey): void {
    const sizes = [this.#maxLength, this.#width ?? shape.at(-1)!];
    this.embeddings = createWeight(this.#rule, sizes, key.fold('embeddings'));
  }

  /**
   * @param x `[b, t, width]`.
   * @param options Position of the first of the `t`.
   * @returns The shape of x.
   * @throws Error when the shape does not fit, or a position is beyond maxLength.
   */
  call(x: Tensor, options: PositionOptions = {}): Tensor {
    const where = 'LearnedPositionalEmbedding';
    checkShape(where, 'x', x, ['any', 'any', this.#width ?? 'any'], 'float32');
    const length = x.shape[1]!;
    const offset = checkPositions(where, options, length, this.#maxLength);
    this.ensureBuilt(x.shape);
    const width = this.embeddings.shape[1];
    checkShape(where, 'x', x, ['any', 'any', width]);
    return tidy(() => add(x, slice(this.embeddings.value, [offset, 0], [length, width])));
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    const rule = describeWeightRule('embeddings', this.#rule);
    return { ...moduleConfig(this), maxLength: this.#maxLength, width: this.#width ?? null, ...rule };
  }
}
