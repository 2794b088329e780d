import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { checkTensor } from '../engine/checkTensor.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import { checkCallOptions, child, type CallOptions } from '../modules/CallOptions.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import { activationName, getActivation, type Activation } from './activations.js';
import { checkDropoutRate } from '../ops/dropout.js';
import { Dense } from './Dense.js';
import { Dropout } from './Dropout.js';
import { describeWeightRule } from './describeWeightRule.js';
import { moduleConfig } from './moduleConfig.js';
import { KERNEL_AND_BIAS_OPTIONS, weightRules, type KernelAndBiasOptions, type WeightRule } from './weightOptions.js';

/** Options of {@link FeedForward}. */
export interface FeedForwardOptions extends ModuleOptions, KernelAndBiasOptions {
  /** Size between the two products. */
  innerSize: number;
  /** Default `'gelu'`. */
  activation?: Activation;
  /** Probability of dropping an output. Default 0. */
  dropout?: number;
}

const OPTIONS = [
  ...(['name', 'trainable', 'seed', 'innerSize', 'activation', 'dropout'] as const),
  ...KERNEL_AND_BIAS_OPTIONS,
] as const;

/**
 * The position-wise network of a transformer (arXiv:1706.03762, §3.3): `dropout(activation(x · W₁ + b₁) · W₂ + b₂)`.
 *
 * Weights: `inner.kernel` `[features, innerSize]`, `inner.bias`, `outer.kernel` `[innerSize, features]`, `outer.bias`.
 */
export class FeedForward extends Module {
  static readonly className = 'FeedForward';
  /** `activation(x · W₁ + b₁)`. */
  readonly inner: Dense;
  /** `· W₂ + b₂`; made by `build`, which knows the features. */
  outer!: Dense;
  readonly dropout: Dropout;
  readonly #weightOptions: KernelAndBiasOptions;
  readonly #config: {
    innerSize: number;
    activation: Activation;
    dropout: number;
    rules: Record<'kernel' | 'bias', WeightRule>;
  };

  /** @throws Error when a size or rate is out of its range. */
  constructor(options: FeedForwardOptions) {
    const { innerSize, activation = 'gelu', dropout = 0, ...others } = checkOptions('FeedForward', options, OPTIONS);
    const { name, trainable, seed, ...weights } = others;
    super({ name, trainable, seed });
    checkNumber('FeedForward', 'innerSize', innerSize, { whole: true, above: 0 });
    checkDropoutRate('FeedForward', dropout, 'dropout');
    // The layers inside would refuse these as well, in their own name.
    getActivation(activation, 'FeedForward');
    this.#config = { innerSize, activation, dropout, rules: weightRules('FeedForward', weights) };
    this.inner = new Dense({ units: innerSize, activation, ...weights });
    this.dropout = new Dropout({ rate: dropout });
    this.#weightOptions = weights;
  }

  override build(shape: Shape, key: RandomKey): void {
    this.inner.build(shape, key.fold('inner'));
    this.outer = new Dense({ units: shape.at(-1)!, ...this.#weightOptions });
    this.outer.build([this.inner.kernel.shape[1]], key.fold('outer'));
  }

  /** @returns The shape of x. */
  call(x: Tensor, options: CallOptions = {}): Tensor {
    checkTensor('FeedForward', 'x', x, 'float32');
    const scope = { ...checkCallOptions('FeedForward', options) };
    this.ensureBuilt(x.shape);
    return tidy(() => {
      const inner = this.inner.call(x, child(scope, 'inner'));
      const outer = this.outer.call(inner, child(scope, 'outer'));
      return this.dropout.call(outer, child(scope, 'dropout'));
    });
  }

  /**
   * All options as plain data.
   *
   * @throws Error when the activation is a function without a name here, or a class is in no registry.
   */
  getConfig(): Record<string, unknown> {
    const { innerSize, activation, dropout, rules } = this.#config;
    return {
      ...moduleConfig(this),
      innerSize,
      activation: activationName('FeedForward', activation),
      dropout,
      useBias: this.#weightOptions.useBias ?? true,
      ...describeWeightRule('kernel', rules.kernel),
      ...describeWeightRule('bias', rules.bias),
    };
  }
}
