import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../../config/checkBoolean.js';
import { checkOptions } from '../../config/checkOptions.js';
import { writeConfig } from '../../config/writeConfig.js';
import { checkTensor } from '../../engine/checkTensor.js';
import { formatShape, type ExpectedSize, type Shape } from '../../engine/shapes.js';
import type { RandomKey } from '../../engine/random/RandomKey.js';
import { checkCallOptions, isTraining } from '../../modules/CallOptions.js';
import { Module } from '../../modules/Module.js';
import type { Parameter } from '../../modules/Parameter.js';
import { attentionMask, hideUnseen, mayHide } from '../../ops/talkingHeadsAttention/attentionMask.js';
import { linearEach } from '../../ops/linear.js';
import type { AttentionOptions } from '../../ops/talkingHeadsAttention/AttentionOptions.js';
import { dotProductAttention, talkingHeadsAttention } from '../../ops/talkingHeadsAttention/talkingHeadsAttention.js';
import { collectActivityLoss } from '../activityLoss.js';
import { EinsumDense, type EinsumDenseOptions } from '../EinsumDense.js';
import { layerOptionKinds } from '../layerOptionKinds.js';
import { createWeight, type WeightRule } from '../weightOptions.js';
import { AttentionAxes } from './AttentionAxes.js';
import type { AttentionCallOptions } from './AttentionCallOptions.js';
import { resolveAttentionConfig, type AttentionConfig, type AttentionLayerOptions } from './AttentionConfig.js';
import { nameInputs, type AttentionInputs, type NamedInputs } from './attentionInputs.js';
import { attentionShapes, type AttentionShapes } from './attentionShapes.js';
import { ATTENTION_OPTIONS, describeAttention } from './attentionSerialization.js';
import { combineMasks, type GivenMasks } from './combineMasks.js';
import { checkRotaryOptions, rotateProjections, type RotaryOptions } from './rotateProjections.js';

/**
 * What the attention layers have in common: projections of query, key and value, attention over any axes, and a
 * projection of the result.
 */
export abstract class AttentionLayer extends Module<AttentionShapes> {
  // In the order of the original's weights: the mixing matrices of talking heads come first.
  /** Mixes the logits, `[inHead, outHead]`. Talking heads only. */
  preSoftmaxWeight?: Parameter;
  /** Mixes the attention weights, `[inHead, outHead]`. Talking heads only. */
  postSoftmaxWeight?: Parameter;
  /** Projects to `[…, numHeads, keyDim]`. */
  query!: EinsumDense;
  /** Projects to `[…, numHeads, keyDim]`. */
  key!: EinsumDense;
  /** Projects to `[…, numHeads, valueDim]`. */
  value!: EinsumDense;
  /** Projects `[…, numHeads, valueDim]` to the output's features. */
  attentionOutput!: EinsumDense;

  readonly #config: AttentionConfig;
  #builtShapes?: Required<AttentionShapes>;
  readonly #mixesHeads: boolean;
  readonly #rules: { kernel: WeightRule; bias: WeightRule };
  readonly #where: string;

  protected constructor(where: string, options: AttentionLayerOptions, mixesHeads: boolean) {
    super(checkOptions(where, options, ATTENTION_OPTIONS));
    this.#where = where;
    this.#mixesHeads = mixesHeads;
    const { config, rules } = resolveAttentionConfig(where, options);
    this.#config = config;
    this.#rules = rules;
  }

  /**
   * @param shapes Of the inputs; value defaults to the query, key to the value.
   * @throws Error when the inputs do not fit each other.
   */
  override build(shapes: AttentionShapes, key: RandomKey): void {
    const complete = attentionShapes(this.#where, shapes, this.#config.attentionAxes);
    const { numHeads, keyDim, valueDim, useBias } = this.#config;
    if (this.#mixesHeads) {
      const mix = (name: string): Parameter => createWeight(this.#rules.kernel, [numHeads, numHeads], key.fold(name));
      this.preSoftmaxWeight = mix('preSoftmaxWeight');
      this.postSoftmaxWeight = mix('postSoftmaxWeight');
    }
    const project = (name: 'query' | 'key' | 'value', size: number): EinsumDense => {
      const dense = new EinsumDense({
        ...this.#projectionOptions(name),
        equation: '...c,cde->...de',
        outputShape: [numHeads, size],
        biasAxes: useBias ? 'de' : undefined,
      });
      dense.build([complete[name].at(-1)!], key.fold(name));
      return dense;
    };
    this.query = project('query', keyDim);
    this.key = project('key', keyDim);
    this.value = project('value', valueDim);
    const outputShape = this.#outputSizes(complete.query);
    const letters = 'efghijklmnopqrstuvwxyz'.slice(0, outputShape.length);
    this.attentionOutput = new EinsumDense({
      ...this.#projectionOptions('attentionOutput'),
      equation: `...cd,cd${letters}->...${letters}`,
      outputShape,
      biasAxes: useBias ? letters : undefined,
    });
    this.attentionOutput.build([numHeads, valueDim], key.fold('attentionOutput'));
    this.#builtShapes = complete;
  }

  /**
   * Attends.
   *
   * @param inputs The query `[batch…, axes…, features]`; value and key like it but for features and attended sizes.
   * @param options Masks, bias, positions, scores, training.
   * @returns `[…query without features, …outputShape]`; with scores also those, `[batch…, heads, query axes…, key
   * axes…]`, before dropout. The output carries the query's padding mask as `kerasMask`.
   * @throws Error when inputs or masks do not fit.
   */
  call(inputs: AttentionInputs, options: AttentionCallOptions & { returnAttentionScores: true }): [Tensor, Tensor];
  call(inputs: AttentionInputs, options?: AttentionCallOptions & { returnAttentionScores?: false }): Tensor;
  call(inputs: AttentionInputs, options: AttentionCallOptions): Tensor | [Tensor, Tensor];
  call(inputs: AttentionInputs, options: AttentionCallOptions = {}): Tensor | [Tensor, Tensor] {
    checkCallOptions(this.#where, options);
    if ('mask' in options) {
      throw new Error(`${this.#where}: options must hold attentionMask where scores are masked, got mask`);
    }
    const returnScores = options.returnAttentionScores ?? this.#config.returnAttentionScores;
    checkBoolean(this.#where, 'returnAttentionScores', returnScores);
    checkBoolean(this.#where, 'useCausalMask', options.useCausalMask ?? false);
    const carried: { mask?: Tensor } = {};
    const [output, scores] = tidy(() => {
      const named = nameInputs(this.#where, inputs);
      carried.mask = named.masks.query;
      return this.#attend(named, options, returnScores);
    });
    // A copy: a tensor that is disposed disposes its mask.
    if (carried.mask !== undefined) output.kerasMask = carried.mask.clone();
    collectActivityLoss(this.#config.activityRegularizer, output, options);
    if (!returnScores) return output;
    collectActivityLoss(this.#config.activityRegularizer, scores, options);
    return [output, scores];
  }

  #attend({ query, key, value, masks }: NamedInputs, options: AttentionCallOptions, returnScores: boolean): Tensor[] {
    const { dropout, softmaxRobustMasking: robust, numHeads, attentionAxes } = this.#config;
    const shapes = attentionShapes(
      this.#where,
      { query: query.shape, key: key.shape, value: value.shape },
      attentionAxes,
    );
    this.ensureBuilt(shapes);
    this.#checkFeatures(shapes);
    const axes = new AttentionAxes(this.#where, attentionAxes, query.rank);
    const causal = options.useCausalMask ?? false;
    if (causal && axes.attended.length !== 1) {
      throw new Error(`${this.#where}: useCausalMask must come with one attention axis, got ${axes.attended.length}`);
    }
    checkRotaryOptions(this.#where, options, axes.attended.length);
    const { attentionBias: bias } = options;
    if (bias !== undefined) checkTensor(this.#where, 'attentionBias', bias, 'float32');
    const given: GivenMasks = {
      attentionMask: options.attentionMask,
      queryMask: options.queryMask ?? masks.query,
      valueMask: options.valueMask ?? masks.value,
      keyMask: options.keyMask ?? masks.key,
    };
    const call = { axes, numHeads, query: query.shape, key: key.shape, robust, causal };
    const settings: AttentionOptions = {
      mask: combineMasks(this.#where, given, call),
      bias: bias && axes.foldBias(this.#where, bias, numHeads, query.shape, key.shape),
      causal,
      masking: robust ? 'robust' : 'additive',
      implementation: options.implementation,
      ...this.#dropout(dropout, options),
    };
    const folded = this.#hide({ query: axes.fold(query), key: axes.fold(key), value: axes.fold(value) }, settings);
    const [attended, scores] = this.#apply(folded, settings, options, returnScores);
    const output = axes.unfold(this.attentionOutput.call(attended), query.shape);
    return scores === undefined ? [output] : [output, axes.unfoldScores(scores, query.shape, key.shape)];
  }

  /** Padding that nobody sees must not reach the projections either: their gradients would multiply it with zero. */
  #hide(inputs: Record<'query' | 'key' | 'value', Tensor>, options: AttentionOptions): typeof inputs {
    const [numQueries, numKeys] = [inputs.query.shape[1]!, inputs.key.shape[1]!];
    const { mask, causal = false } = options;
    if (options.masking !== 'robust' || !mayHide(mask, causal, numQueries, numKeys)) return inputs;
    const scores = [inputs.query.shape[0], this.#config.numHeads, numQueries, numKeys];
    return hideUnseen(inputs, attentionMask(this.#where, scores, options)!);
  }

  #apply(
    inputs: Record<'query' | 'key' | 'value', Tensor>,
    options: AttentionOptions,
    rotation: RotaryOptions,
    returnScores: boolean,
  ): [Tensor, Tensor?] {
    const [projectedQuery, projectedKey, value] = this.#project(inputs);
    const [query, key] = rotateProjections(projectedQuery, projectedKey, rotation);
    const pre = this.preSoftmaxWeight?.value;
    const post = this.postSoftmaxWeight?.value;
    if (pre === undefined || post === undefined) {
      if (returnScores) return dotProductAttention(query, key, value, { ...options, returnScores: true });
      return [dotProductAttention(query, key, value, options)];
    }
    if (returnScores) return talkingHeadsAttention(query, key, value, pre, post, { ...options, returnScores: true });
    return [talkingHeadsAttention(query, key, value, pre, post, options)];
  }

  /** Query, key and value; what attends to itself is projected by one operation. */
  #project({ query, key, value }: Record<'query' | 'key' | 'value', Tensor>): Tensor[] {
    const layers = [this.query, this.key, this.value];
    if (query !== key || key !== value) return [query, key, value].map((input, i) => layers[i].call(input));
    const weights = layers.map(({ kernel, bias }) => ({ kernel: kernel.value, bias: bias?.value }));
    return linearEach(query, weights);
  }

  #dropout(rate: number, options: AttentionCallOptions): Pick<AttentionOptions, 'dropoutRate' | 'randomKey'> {
    if (rate === 0 || !isTraining(options)) return {};
    if (options.randomKey === undefined) {
      throw new Error(`${this.#where}: options.randomKey must be given when training with dropout, got none`);
    }
    return { dropoutRate: rate, randomKey: options.randomKey.fold('dropout') };
  }

  #checkFeatures(shapes: Required<AttentionShapes>): void {
    for (const name of ['query', 'key', 'value'] as const) {
      const size = this[name].kernel.shape[0];
      if (shapes[name].at(-1) === size) continue;
      const expected: ExpectedSize[] = [...shapes[name].slice(0, -1).map(() => 'any' as const), size];
      throw new Error(
        `${this.#where}: ${name} must have shape ${formatShape(expected)}, got ${formatShape(shapes[name])}`,
      );
    }
  }

  #projectionOptions(name: string): Omit<EinsumDenseOptions, 'equation' | 'outputShape'> {
    const { kernel, bias } = this.#rules;
    return {
      name,
      kernelInitializer: kernel.initializer,
      kernelRegularizer: kernel.regularizer,
      kernelConstraint: kernel.constraint,
      biasInitializer: bias.initializer,
      biasRegularizer: bias.regularizer,
      biasConstraint: bias.constraint,
    };
  }

  #outputSizes(query: Shape): number[] {
    const { outputShape } = this.#config;
    if (outputShape === undefined) return [query.at(-1)!];
    return typeof outputShape === 'number' ? [outputShape] : [...outputShape];
  }

  /**
   * The output's shape for inputs of these shapes.
   *
   * @throws Error when the inputs do not fit each other.
   */
  computeOutputShape(shapes: AttentionShapes): number[] {
    const { query } = attentionShapes(this.#where, shapes, this.#config.attentionAxes);
    return [...query.slice(0, -1), ...this.#outputSizes(query)];
  }

  /** All options, and the shapes it was built for, as plain data: `fromConfig` of the class makes an equal layer. */
  getConfig(): Record<string, unknown> {
    const { name, trainable, seed } = this;
    const shapes = this.#builtShapes ?? null;
    return describeAttention({ name, trainable, seed, config: this.#config, rules: this.#rules, shapes });
  }

  /**
   * The same in the form of Keras, as `get_config()` of the original gives it. Keras has no place for
   * `returnAttentionScores`, `softmaxRobustMasking` and `seed`.
   */
  getKerasConfig(): Record<string, unknown> {
    return writeConfig(this.#where, this.getConfig(), layerOptionKinds, 'keras');
  }
}
