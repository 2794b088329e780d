import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { checkTensor } from '../engine/checkTensor.js';
import { checkShape, type Shape } from '../engine/shapes.js';
import { checkCallOptions, type CallOptions } from '../modules/CallOptions.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import { linear } from '../ops/linear.js';
import { regularizers, type RegularizerIdentifier } from '../regularizers/index.js';
import type { Regularizer } from '../regularizers/Regularizer.js';
import { activationName, getActivation, type Activation } from './activations.js';
import { collectActivityLoss } from './activityLoss.js';
import { describeWeightRule } from './describeWeightRule.js';
import { moduleConfig } from './moduleConfig.js';
import {
  createWeight,
  KERNEL_AND_BIAS_OPTIONS,
  weightRules,
  type KernelAndBiasOptions,
  type WeightRule,
} from './weightOptions.js';

/** Options of {@link Dense}. */
export interface DenseOptions extends ModuleOptions, KernelAndBiasOptions {
  /** Size of the output's last axis. */
  units: number;
  /** Default: none. */
  activation?: Activation;
  /** Penalty on the output. Default: none. */
  activityRegularizer?: RegularizerIdentifier | null;
}

const OPTIONS = [
  ...(['name', 'trainable', 'seed', 'units', 'activation', 'activityRegularizer'] as const),
  ...KERNEL_AND_BIAS_OPTIONS,
] as const;

/**
 * `y = activation(x · kernel + bias)` over the last axis.
 *
 * Weights: `kernel` `[features, units]`, `bias` `[units]`.
 */
export class Dense extends Module {
  static readonly className = 'Dense';
  /** `[features, units]`; made by `build`. */
  kernel!: Parameter;
  /** `[units]`; none with `useBias: false`. */
  bias?: Parameter;
  readonly #config: { units: number; useBias: boolean; activation?: Activation; activityRegularizer?: Regularizer };
  readonly #activation: (x: Tensor) => Tensor;
  readonly #rules: { kernel: WeightRule; bias: WeightRule };

  /** @throws Error when units is not a whole number above 0, or a name is not known. */
  constructor(options: DenseOptions) {
    const { units, activation, activityRegularizer, ...others } = checkOptions('Dense', options, OPTIONS);
    super(others);
    checkNumber('Dense', 'units', units, { whole: true, above: 0 });
    this.#activation = getActivation(activation, 'Dense');
    this.#rules = weightRules('Dense', options);
    this.#config = {
      units,
      useBias: options.useBias ?? true,
      activation,
      activityRegularizer: regularizers.getOptional(activityRegularizer, 'Dense: activityRegularizer'),
    };
  }

  override build(shape: Shape, key: RandomKey): void {
    const { units, useBias } = this.#config;
    this.kernel = createWeight(this.#rules.kernel, [shape.at(-1)!, units], key.fold('kernel'));
    if (useBias) this.bias = createWeight(this.#rules.bias, [units], key.fold('bias'));
  }

  /**
   * @param x `[…, features]`.
   * @returns `[…, units]`.
   * @throws Error when the features are not those it was built for.
   */
  call(x: Tensor, options: CallOptions = {}): Tensor {
    checkTensor('Dense', 'x', x, 'float32');
    checkCallOptions('Dense', options);
    this.ensureBuilt(x.shape);
    checkShape('Dense', 'x', x, [...x.shape.slice(0, -1), this.kernel.shape[0]]);
    const output = tidy(() => {
      return this.#activation(linear(x, this.kernel.value, this.bias?.value));
    });
    collectActivityLoss(this.#config.activityRegularizer, output, options);
    return output;
  }

  /**
   * All options as plain data.
   *
   * @throws Error when the activation is a function without a name here, or a class is in no registry.
   */
  getConfig(): Record<string, unknown> {
    const { units, useBias, activation, activityRegularizer } = this.#config;
    const { kernel, bias } = this.#rules;
    return {
      ...moduleConfig(this),
      units,
      activation: activationName('Dense', activation),
      useBias,
      ...describeWeightRule('kernel', kernel),
      ...describeWeightRule('bias', bias),
      activityRegularizer: activityRegularizer && regularizers.serialize(activityRegularizer),
    };
  }
}
