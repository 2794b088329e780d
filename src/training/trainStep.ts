import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { checkFunction } from '../config/checkFunction.js';
import { checkInstance } from '../config/checkInstance.js';
import { checkObject } from '../config/checkObject.js';
import { RandomKey } from '../engine/random/RandomKey.js';
import type { CallOptions } from '../modules/CallOptions.js';
import { checkModule } from '../modules/checkModule.js';
import type { AnyModule } from '../modules/Module.js';
import { valueAndGradients } from '../modules/valueAndGradients.js';
import { globalNorm } from '../optimizers/globalNorm.js';
import { Optimizer } from '../optimizers/Optimizer.js';
import { NonFiniteError } from './NonFiniteError.js';

/** What one step of training found. */
export interface StepResult {
  /** The loss before the update. */
  loss: number;
  /** The Euclidean norm of all gradients together, before clipping. */
  gradientNorm: number;
}

/** Options of {@link trainStep}. */
export interface TrainStepOptions {
  /** Where random draws such as dropout come from, with the optimizer's step and calls. Default 0. */
  seed?: number;
}

/**
 * One step by hand: the loss, its gradients, an update. Leaves no tensor behind but the optimizer's state.
 *
 * With `gradientAccumulationSteps` k each call is one of k batches of a step, and the last updates.
 *
 * @param module Its trainable parameters are updated.
 * @param lossFunction The loss of a batch, a scalar. It passes the options it is given on to the layers it calls.
 * @returns The loss before the update.
 * @throws NonFiniteError when the loss or a gradient is not finite; then nothing has changed.
 */
export async function trainStep(
  module: AnyModule,
  optimizer: Optimizer,
  lossFunction: (options: CallOptions) => Tensor,
  options: TrainStepOptions = {},
): Promise<number> {
  const { seed = 0 } = checkObject('trainStep', 'options', options);
  checkModule('trainStep', 'module', module);
  checkInstance('trainStep', 'optimizer', optimizer, Optimizer, 'an Optimizer');
  checkFunction('trainStep', 'lossFunction', lossFunction);
  const { loss } = await updateOnce(
    module,
    optimizer,
    lossFunction,
    stepOptions(seed, optimizer.step, optimizer.calls),
  );
  return loss;
}

/**
 * The options of the calls of one step: training, with random numbers of its own.
 *
 * @param calls Which of the batches that are accumulated for the step, counted from 0.
 */
export function stepOptions(seed: number, step: number, calls: number): CallOptions {
  const ofStep = RandomKey.fromSeed(seed).fold('step').fold(step);
  return { training: true, randomKey: calls === 0 ? ofStep : ofStep.fold('accumulated').fold(calls) };
}

/** Beyond this a norm counts as infinite, on every backend: optimizers keep squares of gradients, in float32. */
const LARGEST_NORM = Math.sqrt(3.4028234663852886e38);

/** The step behind {@link trainStep} and `train`. */
export async function updateOnce(
  module: AnyModule,
  optimizer: Optimizer,
  lossFunction: (options: CallOptions) => Tensor,
  options: CallOptions,
): Promise<StepResult> {
  const { value, gradients } = valueAndGradients(() => lossFunction(options), module);
  const norm = globalNorm(gradients.values());
  try {
    if (value.size !== 1) throw new Error(`trainStep: loss must be a scalar, got ${value.size} values`);
    const [[loss], [measured]] = await Promise.all([value.data(), norm.data()]);
    const gradientNorm = measured > LARGEST_NORM ? Infinity : measured;
    if (!Number.isFinite(loss)) throw new NonFiniteError('trainStep', 'loss', loss);
    if (!Number.isFinite(gradientNorm)) throw await nonFiniteGradient(gradients, gradientNorm);
    optimizer.apply(module, gradients);
    return { loss, gradientNorm };
  } finally {
    dispose([value, norm, ...gradients.values()]);
  }
}

async function nonFiniteGradient(gradients: Map<string, Tensor>, norm: number): Promise<NonFiniteError> {
  for (const [path, gradient] of gradients) {
    const bad = (await gradient.data()).find((value) => !Number.isFinite(value));
    if (bad !== undefined) return new NonFiniteError('trainStep', `gradient of ${path}`, bad);
  }
  return new NonFiniteError('trainStep', 'norm of the gradients', norm);
}
