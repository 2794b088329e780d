import { mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { AnyModule } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import { accumulateGradients } from './accumulateGradients.js';
import { assignAverages } from './assignAverages.js';
import { checkGradients } from './checkGradients.js';
import { checkOptimizerOptions } from './checkOptimizerOptions.js';
import { clipGradients } from './clipGradients.js';
import { decayWeight } from './decayWeight.js';
import type { FusedRule } from './FusedRule.js';
import { fuseUpdates } from './fuseUpdates.js';
import { nextAverage } from './nextAverage.js';
import { OptimizerMemory, type Remembered, type Slots } from './OptimizerMemory.js';
import type { OptimizerOptions } from './OptimizerOptions.js';
import { stateOf, type OptimizerState } from './OptimizerState.js';
import { rateAtStep } from './rateAtStep.js';
import { rateFactor } from './rateFactor.js';
import { restoreState } from './restoreState.js';
import type { UpdateContext } from './UpdateContext.js';
import { withAverages } from './withAverages.js';

export type { Slots } from './OptimizerMemory.js';
export type { OptimizerOptions } from './OptimizerOptions.js';
export type { UpdateContext } from './UpdateContext.js';

/**
 * Changes parameters against their gradients.
 *
 * A rule is two methods for one parameter, {@link init} and {@link update}. What surrounds every rule is called from here,
 * each in a file of its own; {@link OptimizerOptions} tells the order.
 */
export abstract class Optimizer {
  readonly weightDecay: number;
  readonly #options: OptimizerOptions & { learningRate: NonNullable<OptimizerOptions['learningRate']> };
  readonly #memory = new OptimizerMemory();

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

  /** How a kernel makes the same updates in place, if one can. A subclass with another {@link update} needs its own. */
  fused?(): FusedRule;

  /** Options that make an equal optimizer; what it remembers is not among them. */
  getConfig(): Record<string, unknown> {
    const { weightDecay = 0, useEma = false, emaMomentum = 0.99 } = this.#options;
    return { ...this.#options, weightDecay, useEma, emaMomentum };
  }

  /** How many updates were made. */
  get step(): number {
    return this.#memory.step;
  }

  /** How many gradients wait for the next update, below `gradientAccumulationSteps`. */
  get calls(): number {
    return this.#memory.calls;
  }

  /**
   * The learning rate of the next update.
   *
   * @throws Error when a schedule or function gives none.
   */
  get learningRate(): number {
    return rateAtStep(this.constructor.name, this.#options.learningRate, this.step);
  }

  /** What the rule remembers, by path. */
  get slots(): ReadonlyMap<string, Slots> {
    return this.#memory.slots;
  }

  /**
   * Makes one update, or adds the gradients to those that wait for it, as {@link OptimizerOptions} tells.
   *
   * @param gradients By path, as `valueAndGradients` gives them.
   * @throws Error when a path names no parameter of the module, or that of another module than before, a gradient has
   * another shape, or a constraint does not fit; then nothing has changed.
   */
  apply(module: AnyModule, gradients: ReadonlyMap<string, Tensor>): void {
    const memory = this.#memory;
    const owners = checkGradients(this.constructor.name, module, gradients, memory);
    tidy(() => {
      const complete = accumulateGradients(memory, owners, gradients, this.#options);
      if (complete === undefined) return;
      const context = { step: this.step + 1, learningRate: this.learningRate };
      const clipped = clipGradients(complete, this.#options);
      const fused = fuseUpdates(this, memory, owners, clipped, this.#options, context);
      const others = [...clipped.gradients].filter(([path]) => !fused.paths.has(path));
      const updates = others.map(([path, one]) => {
        const gradient = clipped.factor === undefined ? one : mul(one, clipped.factor);
        return { path, owner: owners.get(path)!, ...this.#updated(path, owners.get(path)!, gradient, context) };
      });
      fused.run();
      for (const { path, owner, value, ...remembered } of updates) {
        owner.assign(value);
        memory.replace(path, owner, remembered);
      }
      memory.step = context.step;
      memory.calls = 0;
    });
  }

  #updated(
    path: string,
    { value: before, constraint }: Parameter,
    gradient: Tensor,
    context: UpdateContext,
  ): { value: Tensor } & Remembered {
    return tidy(() => {
      const { slots = this.init(before), average = before } = this.#memory.of(path);
      const learningRate = context.learningRate * rateFactor(path, this.#options.learningRates);
      const decayed = decayWeight(path, before, learningRate, this.#options);
      const updated = this.update(decayed, gradient, slots, { ...context, learningRate });
      const averaged = nextAverage(average, updated.value, context.step, this.#options);
      return { ...averaged, value: constraint?.apply(averaged.value) ?? averaged.value, slots: updated.slots };
    });
  }

  /**
   * What `f` gives while each parameter's value is its moving average; the values come back afterwards, also when it throws.
   *
   * @throws Error without `useEma`, and within another such call; `apply` throws meanwhile.
   */
  withAverages<T>(f: () => T | Promise<T>): Promise<T> {
    return withAverages(this.constructor.name, this.#memory, this.#options, f);
  }

  /**
   * Sets each parameter to its moving average, at the end of training: Keras' `finalize_variable_values`.
   *
   * @throws Error without `useEma`.
   */
  finalize(): void {
    tidy(() => void assignAverages(this.constructor.name, this.#memory, this.#options));
  }

  /** A copy of what it remembers. With the weights it is all that training goes on from, to the bit. */
  getState(): OptimizerState {
    return stateOf(this.#memory);
  }

  /**
   * Remembers what an optimizer of equal options did of a module with the same paths.
   *
   * @throws Error when a name is unknown or missing, or a shape differs; then nothing has changed.
   */
  setState(module: AnyModule, state: OptimizerState): void {
    const init = (value: Tensor): Slots => this.init(value);
    restoreState({ where: this.constructor.name, memory: this.#memory, options: this.#options, init }, module, state);
  }

  /** Frees what it remembers: the next update is the first again. */
  dispose(): void {
    this.#memory.clear();
  }
}
