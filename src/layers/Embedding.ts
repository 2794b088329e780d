import { notEqual, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { getConstraint, type ConstraintIdentifier } from '../constraints/index.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import { getInitializer, type InitializerIdentifier } from '../initializers/index.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import { embeddingLookup } from '../ops/embeddingLookup.js';
import { getRegularizer, type RegularizerIdentifier } from '../regularizers/index.js';
import { createWeight, type WeightRule } from './weightOptions.js';

/** Options of {@link Embedding}. */
export interface EmbeddingOptions extends ModuleOptions {
  /** How many ids there are. */
  inputDim: number;
  /** Size of each vector. */
  outputDim: number;
  /** Default `'randomUniform'`, within ±0.05. */
  embeddingsInitializer?: InitializerIdentifier;
  /** Penalty on the vectors. Default: none. */
  embeddingsRegularizer?: RegularizerIdentifier | null;
  /** Default: none. */
  embeddingsConstraint?: ConstraintIdentifier | null;
  /** Whether id 0 is padding: the output then carries `ids ≠ 0` as `kerasMask`. Default false. */
  maskZero?: boolean;
}

/**
 * A vector for each id.
 *
 * Weights: `embeddings` `[inputDim, outputDim]`.
 */
export class Embedding extends Module {
  static readonly className = 'Embedding';
  /** `[inputDim, outputDim]`; made by `build`. */
  embeddings!: Parameter;
  readonly #shape: Shape;
  readonly #rule: WeightRule;
  readonly #maskZero: boolean;

  /** @throws Error when a size is not a whole number above 0, or a name is not known. */
  constructor({ inputDim, outputDim, maskZero = false, ...options }: EmbeddingOptions) {
    super(options);
    checkNumber('Embedding', 'inputDim', inputDim, { whole: true, above: 0 });
    checkNumber('Embedding', 'outputDim', outputDim, { whole: true, above: 0 });
    this.#shape = [inputDim, outputDim];
    this.#maskZero = maskZero;
    this.#rule = {
      initializer: getInitializer(options.embeddingsInitializer ?? 'randomUniform'),
      regularizer: getRegularizer(options.embeddingsRegularizer),
      constraint: getConstraint(options.embeddingsConstraint),
    };
  }

  /** The shape of the ids does not matter. */
  override build(_shape: Shape, key: RandomKey): void {
    this.embeddings = createWeight(this.#rule, this.#shape, key.fold('embeddings'));
  }

  /**
   * @param ids int32, of any shape.
   * @returns `[…ids, outputDim]`.
   * @throws Error when ids are not int32 or not in `[0, inputDim)`.
   */
  call(ids: Tensor): Tensor {
    this.ensureBuilt(ids.shape);
    const output = embeddingLookup(this.embeddings.value, ids);
    if (this.#maskZero) output.kerasMask = notEqual(ids, 0);
    return output;
  }
}
