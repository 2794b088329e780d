import { mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { checkTensor } from '../engine/checkTensor.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import { checkCallOptions, child, type CallOptions } from '../modules/CallOptions.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import { checkDropoutRate } from '../ops/dropout.js';
import { activationName, getActivation, type Activation } from './activations.js';
import { Dense } from './Dense.js';
import { describeWeightRule } from './describeWeightRule.js';
import { Dropout } from './Dropout.js';
import { moduleConfig } from './moduleConfig.js';
import { weightRules, type KernelAndBiasOptions } from './weightOptions.js';

/** Options of {@link GatedFeedForward}. Without `useBias: true` it has no biases, as in the paper. */
export interface GatedFeedForwardOptions extends ModuleOptions, KernelAndBiasOptions {
  /** Size between the products; two thirds of that of a network without gate have as many weights. */
  innerSize: number;
  /** Of the gate. Default `'gelu'`. */
  activation?: Activation;
  /** Probability of dropping an output. Default 0. */
  dropout?: number;
}

/**
 * The gated position-wise network (Shazeer 2020, arXiv:2002.05202): `dropout((activation(x · W_g) ⊙ (x · W_v)) · W_o)`.
 * Called GEGLU with the activation GELU, SwiGLU with `x · sigmoid(x)`.
 *
 * Weights: `gate.kernel` and `value.kernel` `[features, innerSize]`, `outer.kernel` `[innerSize, features]`; a bias
 * after each with `useBias: true`.
 */
export class GatedFeedForward extends Module {
  static readonly className = 'GatedFeedForward';
  /** `activation(x · W_g)`. */
  readonly gate: Dense;
  /** `x · W_v`. */
  readonly value: Dense;
  /** `· W_o`; made by `build`, which knows the features. */
  outer!: Dense;
  readonly dropout: Dropout;
  readonly #weightOptions: KernelAndBiasOptions;
  readonly #config: { innerSize: number; activation: Activation; dropout: number };

  /** @throws Error when a size or rate is out of its range. */
  constructor(options: GatedFeedForwardOptions) {
    const where = 'GatedFeedForward';
    const { innerSize, activation = 'gelu', dropout = 0, ...others } = checkObject(where, 'options', options);
    const { name, trainable, seed, useBias = false, ...weights } = others;
    super({ name, trainable, seed });
    checkNumber(where, 'innerSize', innerSize, { whole: true, above: 0 });
    checkDropoutRate(where, dropout, 'dropout');
    // The layers inside would refuse these as well, in their own name.
    getActivation(activation, where);
    weightRules(where, { useBias, ...weights });
    this.#weightOptions = { useBias, ...weights };
    this.#config = { innerSize, activation, dropout };
    this.gate = new Dense({ units: innerSize, activation, ...this.#weightOptions });
    this.value = new Dense({ units: innerSize, ...this.#weightOptions });
    this.dropout = new Dropout({ rate: dropout });
  }

  override build(shape: Shape, key: RandomKey): void {
    this.gate.build(shape, key.fold('gate'));
    this.value.build(shape, key.fold('value'));
    this.outer = new Dense({ units: shape.at(-1)!, ...this.#weightOptions });
    this.outer.build([this.#config.innerSize], key.fold('outer'));
  }

  /** @returns The shape of x. */
  call(x: Tensor, options: CallOptions = {}): Tensor {
    checkTensor('GatedFeedForward', 'x', x, 'float32');
    const scope = { ...checkCallOptions('GatedFeedForward', options) };
    this.ensureBuilt(x.shape);
    return tidy(() => {
      const gate = this.gate.call(x, child(scope, 'gate'));
      const gated = mul(gate, this.value.call(x, child(scope, 'value')));
      const outer = this.outer.call(gated, child(scope, 'outer'));
      return this.dropout.call(outer, child(scope, 'dropout'));
    });
  }

  /**
   * All options as plain data.
   *
   * @throws Error when the activation is a function without a name here, or a class is in no registry.
   */
  getConfig(): Record<string, unknown> {
    const { innerSize, activation, dropout } = this.#config;
    const { kernel, bias } = weightRules('GatedFeedForward', this.#weightOptions);
    return {
      ...moduleConfig(this),
      innerSize,
      activation: activationName('GatedFeedForward', activation),
      dropout,
      useBias: this.#weightOptions.useBias,
      ...describeWeightRule('kernel', kernel),
      ...describeWeightRule('bias', bias),
    };
  }
}
