import { notEqual, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { constraints, type ConstraintIdentifier } from '../constraints/index.js';
import { checkTensor } from '../engine/checkTensor.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import { initializers, type InitializerIdentifier } from '../initializers/index.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import { embeddingLookup } from '../ops/embeddingLookup.js';
import { regularizers, type RegularizerIdentifier } from '../regularizers/index.js';
import { describeWeightRule } from './describeWeightRule.js';
import { moduleConfig } from './moduleConfig.js';
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

const OPTIONS = [
  ...(['name', 'trainable', 'seed', 'inputDim', 'outputDim', 'embeddingsInitializer'] as const),
  ...(['embeddingsRegularizer', 'embeddingsConstraint', 'maskZero'] as const),
] as const;

/**
 * A vector for each id.
 *
 * Weights: `embeddings` `[inputDim, outputDim]`.
 */
export class Embedding extends Module {
  static readonly className = 'Embedding';
  /** Ids, which `Sequential` asks for. */
  readonly inputDtype = 'int32';
  /** `[inputDim, outputDim]`; made by `build`. */
  embeddings!: Parameter;
  readonly #shape: Shape;
  readonly #rule: WeightRule;
  readonly #maskZero: boolean;

  /** @throws Error when a size is not a whole number above 0, or a name is not known. */
  constructor(options: EmbeddingOptions) {
    const { inputDim, outputDim, maskZero = false, ...others } = checkOptions('Embedding', options, OPTIONS);
    super(others);
    checkNumber('Embedding', 'inputDim', inputDim, { whole: true, above: 0 });
    checkNumber('Embedding', 'outputDim', outputDim, { whole: true, above: 0 });
    checkBoolean('Embedding', 'maskZero', maskZero);
    const { embeddingsInitializer = 'randomUniform', embeddingsRegularizer, embeddingsConstraint } = others;
    this.#shape = [inputDim, outputDim];
    this.#maskZero = maskZero;
    this.#rule = {
      initializer: initializers.get(embeddingsInitializer, 'Embedding: embeddingsInitializer'),
      regularizer: regularizers.getOptional(embeddingsRegularizer, 'Embedding: embeddingsRegularizer'),
      constraint: constraints.getOptional(embeddingsConstraint, 'Embedding: embeddingsConstraint'),
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
    checkTensor('Embedding', 'ids', ids, 'int32');
    this.ensureBuilt(ids.shape);
    const output = embeddingLookup(this.embeddings.value, ids);
    if (this.#maskZero) output.kerasMask = notEqual(ids, 0);
    return output;
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    const [inputDim, outputDim] = this.#shape;
    const rule = describeWeightRule('embeddings', this.#rule);
    return { ...moduleConfig(this), inputDim, outputDim, ...rule, maskZero: this.#maskZero };
  }
}
