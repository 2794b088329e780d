import { tensor, tidy, transpose, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import { embeddingLookup } from '../ops/embeddingLookup.js';
import { relativePositionBucket, type RelativePositionBuckets } from '../ops/relativePositionBucket.js';
import { describeWeightRule } from './describeWeightRule.js';
import { embeddingsRule, type EmbeddingsOptions } from './embeddingsRule.js';
import { moduleConfig } from './moduleConfig.js';
import { relativePositions } from './relativePositions.js';
import type { PositionOptions } from './PositionOptions.js';
import { createWeight, type WeightRule } from './weightOptions.js';

/** Options of {@link RelativePositionBias}. The table's initializer is by default `truncatedNormal` of `stddev` 1. */
export interface RelativePositionBiasOptions extends ModuleOptions, EmbeddingsOptions {
  /** Number of heads. */
  numHeads: number;
  /** Number of buckets of relative positions, at least 2; of both directions even, at least 4. Default 32. */
  numBuckets?: number;
  /** From this distance on, all positions share a bucket. Default 128. */
  maxDistance?: number;
  /** Whether keys after the query have buckets of their own, half of them. Default true. */
  bidirectional?: boolean;
}

/**
 * The relative position bias of T5 (arXiv:1910.10683, §2.1): `bias[h, q, k] = embeddings[bucket(k − q), h]`, added to
 * the logits of attention as the option `attentionBias` of its call. Near distances have a bucket each, far ones share
 * buckets that grow with the distance. Defaults are those of `tfm.nlp.layers.RelativePositionBias`.
 *
 * Weights: `embeddings` `[numBuckets, numHeads]`.
 */
export class RelativePositionBias extends Module {
  static readonly className = 'RelativePositionBias';
  /** `[numBuckets, numHeads]`; made by `build`. */
  embeddings!: Parameter;
  readonly #numHeads: number;
  readonly #buckets: RelativePositionBuckets;
  readonly #rule: WeightRule;

  /** @throws Error when a number is out of its range, or a name is not known. */
  constructor(options: RelativePositionBiasOptions) {
    const where = 'RelativePositionBias';
    const {
      numHeads,
      numBuckets = 32,
      maxDistance = 128,
      bidirectional = true,
    } = checkObject(where, 'options', options);
    super(options);
    checkNumber(where, 'numHeads', numHeads, { whole: true, above: 0 });
    checkBoolean(where, 'bidirectional', bidirectional);
    checkNumber(where, 'numBuckets', numBuckets, { whole: true, atLeast: bidirectional ? 4 : 2 });
    if (bidirectional && numBuckets % 2 !== 0) {
      throw new Error(`${where}: numBuckets must be even for both directions, got ${numBuckets}`);
    }
    checkNumber(where, 'maxDistance', maxDistance, {
      whole: true,
      above: Math.floor(numBuckets / (bidirectional ? 4 : 2)),
    });
    this.#numHeads = numHeads;
    this.#buckets = { numBuckets, maxDistance, bidirectional };
    const initializer = { className: 'TruncatedNormal', config: { stddev: 1 } };
    this.#rule = embeddingsRule(where, options, initializer);
  }

  /** The shape does not matter. */
  override build(_shape: Shape, key: RandomKey): void {
    const shape = [this.#buckets.numBuckets, this.#numHeads];
    this.embeddings = createWeight(this.#rule, shape, key.fold('embeddings'));
  }

  /**
   * @param queryLength Number of queries.
   * @param keyLength Number of keys, which count from position 0.
   * @param options Position of the first query.
   * @returns `[numHeads, queryLength, keyLength]`.
   * @throws Error when a length or the offset is not a whole number, at least 0.
   */
  call(queryLength: number, keyLength: number, options: PositionOptions = {}): Tensor {
    const distances = relativePositions('RelativePositionBias', queryLength, keyLength, options);
    this.ensureBuilt([queryLength, keyLength]);
    const ids = Int32Array.from(distances, (distance) => relativePositionBucket(distance, this.#buckets));
    return tidy(() => {
      const rows = embeddingLookup(this.embeddings.value, tensor(ids, [queryLength, keyLength], 'int32'));
      return transpose(rows, [2, 0, 1]);
    });
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    const rule = describeWeightRule('embeddings', this.#rule);
    return { ...moduleConfig(this), numHeads: this.#numHeads, ...this.#buckets, ...rule };
  }
}
