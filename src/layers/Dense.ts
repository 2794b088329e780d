import { add, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkObject } from '../config/checkObject.js';
import { checkNumber } from '../config/checkNumber.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { checkTensor } from '../engine/checkTensor.js';
import { checkShape, type Shape } from '../engine/shapes.js';
import { checkCallOptions, type CallOptions } from '../modules/CallOptions.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import { einsum } from '../ops/einsum.js';
import { regularizers, type RegularizerIdentifier } from '../regularizers/index.js';
import type { Regularizer } from '../regularizers/Regularizer.js';
import { getActivation, type Activation } from './activations.js';
import { collectActivityLoss } from './activityLoss.js';
import { createWeight, weightRules, type KernelAndBiasOptions, type WeightRule } from './weightOptions.js';

/** Options of {@link Dense}. */
export interface DenseOptions extends ModuleOptions, KernelAndBiasOptions {
  /** Size of the output's last axis. */
  units: number;
  /** Default: none. */
  activation?: Activation;
  /** Penalty on the output. Default: none. */
  activityRegularizer?: RegularizerIdentifier | null;
}

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
  readonly #units: number;
  readonly #useBias: boolean;
  readonly #activation: (x: Tensor) => Tensor;
  readonly #rules: { kernel: WeightRule; bias: WeightRule };
  readonly #activityRegularizer?: Regularizer;

  /** @throws Error when units is not a whole number above 0, or a name is not known. */
  constructor(options: DenseOptions) {
    const { units, activation, activityRegularizer, ...others } = checkObject('Dense', 'options', options);
    super(others);
    checkNumber('Dense', 'units', units, { whole: true, above: 0 });
    this.#units = units;
    this.#useBias = options.useBias ?? true;
    this.#activation = getActivation(activation, 'Dense');
    this.#rules = weightRules('Dense', options);
    this.#activityRegularizer = regularizers.getOptional(activityRegularizer, 'Dense: activityRegularizer');
  }

  override build(shape: Shape, key: RandomKey): void {
    this.kernel = createWeight(this.#rules.kernel, [shape.at(-1)!, this.#units], key.fold('kernel'));
    if (this.#useBias) this.bias = createWeight(this.#rules.bias, [this.#units], key.fold('bias'));
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
      const product = einsum('...c,cd->...d', x, this.kernel.value);
      return this.#activation(this.bias === undefined ? product : add(product, this.bias.value));
    });
    collectActivityLoss(this.#activityRegularizer, output, options);
    return output;
  }
}
