import { keep, mul, sub, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkInstance } from '../config/checkInstance.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkShape } from '../engine/shapes.js';
import { checkModule } from '../modules/checkModule.js';
import type { AnyModule } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import { matchesPath } from '../modules/pathPattern.js';
import type { Schedule } from '../schedules/Schedule.js';
import { checkOptimizerOptions } from './checkOptimizerOptions.js';
import { clipFactor } from './clipFactor.js';

/** What one parameter's update remembers, by name: momentum, averages. */
export type Slots = Record<string, Tensor>;

/** Options of every optimizer. */
export interface OptimizerOptions {
  /** A number, a schedule, or a function of the number of updates made before. */
  learningRate?: number | Schedule | ((step: number) => number);
  /** Decoupled decay: before an update each value shrinks by this share of it, times the learning rate. Default 0. */
  weightDecay?: number;
  /** Paths that do not decay; `*` is any text without a dot, `**` any text. Default none. */
  excludeFromWeightDecay?: string[];
  /** Gradients are scaled down together so that the norm over all of them is at most this. Default no limit. */
  globalClipNorm?: number;
}

/** Where an update stands. */
export interface UpdateContext {
  /** Which update this is: 1 for the first. */
  step: number;
  /** Of this update. */
  learningRate: number;
}

/**
 * Changes parameters against their gradients.
 *
 * A rule is two methods for one parameter, {@link init} and {@link update}. What surrounds every rule is here: state by
 * path, learning rates, clipping, weight decay, constraints.
 */
export abstract class Optimizer {
  readonly weightDecay: number;
  readonly #options: OptimizerOptions & { learningRate: NonNullable<OptimizerOptions['learningRate']> };
  readonly #slots = new Map<string, Slots>();
  readonly #owners = new Map<string, Parameter>();
  #step = 0;

  protected constructor(options: OptimizerOptions & { learningRate: NonNullable<OptimizerOptions['learningRate']> }) {
    checkOptimizerOptions(this.constructor.name, options);
    this.weightDecay = options.weightDecay ?? 0;
    this.#options = options;
  }

  /** The state of a parameter before its first update. */
  abstract init(value: Tensor): Slots;

  /** The value and state after an update. Intermediate tensors are freed by the caller. */
  abstract update(
    value: Tensor,
    gradient: Tensor,
    slots: Slots,
    context: UpdateContext,
  ): { value: Tensor; slots: Slots };

  /** Options that make an equal optimizer; what it remembers is not among them. */
  getConfig(): Record<string, unknown> {
    const { learningRate, weightDecay = 0, excludeFromWeightDecay, globalClipNorm } = this.#options;
    return { learningRate, weightDecay, excludeFromWeightDecay, globalClipNorm };
  }

  /** How many updates were made. */
  get step(): number {
    return this.#step;
  }

  /**
   * The learning rate of the next update.
   *
   * @throws Error when a schedule or function gives none.
   */
  get learningRate(): number {
    const { learningRate } = this.#options;
    if (typeof learningRate === 'number') return learningRate;
    const rate = typeof learningRate === 'function' ? learningRate(this.#step) : learningRate.learningRate(this.#step);
    checkNumber(this.constructor.name, 'learningRate', rate, { atLeast: 0 });
    return rate;
  }

  /** The remembered state by path. */
  get slots(): ReadonlyMap<string, Slots> {
    return this.#slots;
  }

  /**
   * Makes one update: clips, decays, moves each parameter by its gradient, and applies its constraint.
   *
   * @param gradients By path, as `valueAndGradients` gives them.
   * @throws Error when a path names no parameter of the module, or that of another module than before, a gradient has
   * another shape, or a constraint does not fit; then nothing has changed.
   */
  apply(module: AnyModule, gradients: ReadonlyMap<string, Tensor>): void {
    const where = this.constructor.name;
    checkModule(where, 'module', module);
    checkInstance(where, 'gradients', gradients, Map, 'a Map');
    const parameters = module.parameters();
    for (const [path, gradient] of gradients) {
      const parameter = parameters.get(path);
      if (parameter === undefined) {
        throw new Error(`${where}: gradients must be of parameters of ${module.name}, got '${path}'`);
      }
      checkShape(where, `gradient of ${path}`, gradient, parameter.shape, 'float32');
      // Two models have the same paths: what is remembered of one would change the other.
      if ((this.#owners.get(path) ?? parameter) !== parameter) {
        throw new Error(`${where}: module must be the one it updated before, got another '${path}'`);
      }
    }
    const context = { step: this.#step + 1, learningRate: this.learningRate };
    tidy(() => {
      const updates = [...this.#clip(gradients)].map(([path, gradient]) => {
        const parameter = parameters.get(path)!;
        return { path, parameter, ...this.#updated(path, parameter, gradient, context) };
      });
      for (const { path, parameter, value, slots } of updates) {
        parameter.assign(value);
        this.#remember(path, slots);
        this.#owners.set(path, parameter);
      }
    });
    this.#step = context.step;
  }

  #clip(gradients: ReadonlyMap<string, Tensor>): ReadonlyMap<string, Tensor> {
    const { globalClipNorm } = this.#options;
    if (globalClipNorm === undefined || gradients.size === 0) return gradients;
    const scale = clipFactor([...gradients.values()], globalClipNorm);
    return new Map([...gradients].map(([path, gradient]) => [path, mul(gradient, scale)]));
  }

  #updated(
    path: string,
    parameter: Parameter,
    gradient: Tensor,
    context: UpdateContext,
  ): ReturnType<Optimizer['update']> {
    return tidy(() => {
      const before = this.#slots.get(path) ?? this.init(parameter.value);
      const decayed = this.#decay(path, parameter.value, context.learningRate);
      const { value, slots } = this.update(decayed, gradient, before, context);
      return { value: parameter.constraint?.apply(value) ?? value, slots };
    });
  }

  #remember(path: string, slots: Slots): void {
    for (const tensor of Object.values(slots)) keep(tensor);
    for (const tensor of Object.values(this.#slots.get(path) ?? {})) tensor.dispose();
    this.#slots.set(path, slots);
  }

  #decay(path: string, value: Tensor, learningRate: number): Tensor {
    const { excludeFromWeightDecay = [] } = this.#options;
    if (this.weightDecay === 0 || excludeFromWeightDecay.some((pattern) => matchesPath(pattern, path))) return value;
    return sub(value, mul(value, this.weightDecay * learningRate));
  }

  /** Frees the remembered state: the next update is the first again. */
  dispose(): void {
    this.#step = 0;
    for (const slots of this.#slots.values()) for (const tensor of Object.values(slots)) tensor.dispose();
    this.#slots.clear();
    this.#owners.clear();
  }
}
