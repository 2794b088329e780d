import { add, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkChoice } from '../config/checkChoice.js';
import { checkFunction } from '../config/checkFunction.js';
import { checkInstance } from '../config/checkInstance.js';
import { checkIterable } from '../config/checkIterable.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import type { TokenBatch } from '../data/TokenBatch.js';
import { RandomKey } from '../engine/random/RandomKey.js';
import type { LanguageModel } from '../models/languageModelLoss.js';
import type { CallOptions } from '../modules/CallOptions.js';
import { checkModule } from '../modules/checkModule.js';
import type { AnyModule } from '../modules/Module.js';
import { regularizationLoss } from '../modules/regularizationLoss.js';
import { Optimizer } from '../optimizers/Optimizer.js';
import { breathe } from './breathe.js';
import { evaluate } from './evaluate.js';
import type { TrainingEvent } from './events.js';
import { explainNonFinite } from './explainNonFinite.js';
import { NonFiniteError } from './NonFiniteError.js';
import { tokenBatches } from './tokenBatches.js';
import type { TrainBatchesOptions, TrainTokensOptions } from './TrainOptions.js';
import type { TrainingPosition } from './TrainingPosition.js';
import { stepOptions, updateOnce, type StepResult } from './trainStep.js';

export type { TrainBatchesOptions, TrainTokensOptions } from './TrainOptions.js';

/** What is left out more often in a row is not the batch's fault. */
const MOST_SKIPPED = 10;

/**
 * Trains a model, step by step, and tells what happens.
 *
 * The loss of each step is that of the batch, plus the penalties of regularized parameters and of layers' outputs.
 * Stop by leaving the loop. The same seed, model and data give the same weights, to the bit, on the same backend.
 *
 * @returns Events: a step after each update, an evaluation every `evaluateEvery` steps, and one at the end. No tensor
 * but the model's and the optimizer's outlives a step.
 * @throws Error when an option is out of its range.
 * @throws NonFiniteError when a loss or gradient is not finite; it names the number of the batch or the parameter that
 * it comes from, or else the loss or the gradient itself.
 */
export function train(
  model: AnyModule & LanguageModel & { contextLength: number },
  options: TrainTokensOptions,
): AsyncGenerator<TrainingEvent, void, undefined>;
export function train<Model extends AnyModule, Batch>(
  model: Model,
  options: TrainBatchesOptions<Model, Batch>,
): AsyncGenerator<TrainingEvent, void, undefined>;
export function train<Model extends AnyModule, Batch>(
  model: Model & Partial<LanguageModel & { contextLength: number }>,
  options: TrainTokensOptions | TrainBatchesOptions<Model, Batch>,
): AsyncGenerator<TrainingEvent, void, undefined> {
  const given = checkObject('train', 'options', options);
  const { steps, evaluateEvery = 100, seed = 0, optimizer, onNonFinite = 'stop', debug = false } = given;
  checkModule('train', 'model', model);
  checkInstance('train', 'optimizer', optimizer, Optimizer, 'an Optimizer');
  RandomKey.fromSeed(seed);
  if (steps !== undefined) checkNumber('train', 'steps', steps, { whole: true, above: 0 });
  checkNumber('train', 'evaluateEvery', evaluateEvery, { whole: true, above: 0 });
  checkChoice('train', 'onNonFinite', onNonFinite, ['stop', 'skip']);
  checkBoolean('train', 'debug', debug);
  if (given.from !== undefined) checkPosition(given.from);
  if (!(options.data instanceof Int32Array)) {
    checkIterable('train', 'data', options.data, true);
    const { loss, validation } = options as TrainBatchesOptions<Model, Batch>;
    checkFunction('train', 'loss', loss);
    if (validation !== undefined) checkIterable('train', 'validation', validation);
    return run(model, options as TrainBatchesOptions<Model, Batch>);
  }
  if (steps === undefined) throw new Error('train: steps must be given for tokens, got none');
  return run(
    model,
    tokenBatches(
      model as unknown as LanguageModel & { contextLength: number },
      options as TrainTokensOptions,
    ) as unknown as TrainBatchesOptions<Model, Batch>,
  );
}

function checkPosition(from: TrainingPosition): void {
  const { step, batches } = checkObject('train', 'from', from);
  checkNumber('train', 'from.step', step, { whole: true, atLeast: 0 });
  checkNumber('train', 'from.batches', batches, { whole: true, atLeast: step });
}

async function* run<Model extends AnyModule, Batch>(
  model: Model,
  options: TrainBatchesOptions<Model, Batch>,
): AsyncGenerator<TrainingEvent, void, undefined> {
  const { data, loss, optimizer, steps = Infinity, evaluateEvery = 100, validation, seed = 0 } = options;
  const { onNonFinite = 'stop', debug = false, from = { step: 0, batches: 0 } } = options;
  const begin = performance.now();
  const seconds = (): number => (performance.now() - begin) / 1000;
  const measure = async (): Promise<TrainingEvent[]> =>
    validation === undefined ? [] : [{ kind: 'evaluation', step, loss: await evaluate(model, validation, loss) }];
  let { step, batches } = from;
  let measured = -1;
  let skipped = 0;
  let results: BatchResult[] = [];
  for await (const batch of step < steps ? data : []) {
    await breathe();
    const [learningRate, before] = [optimizer.learningRate, optimizer.step];
    const started = performance.now();
    const total = (given: CallOptions): Tensor => totalLoss(model, batch, loss, given);
    const ofStep = stepOptions(seed, step, optimizer.calls);
    batches++;
    try {
      const result = await updateOnce(model, optimizer, total, ofStep);
      const tokens = (batch as Partial<TokenBatch>).targets?.length;
      results.push({ ...result, tokens, milliseconds: performance.now() - started });
    } catch (error) {
      if (!(error instanceof NonFiniteError)) throw error;
      const failed = { model, batch, loss: () => total(ofStep), position: { step, batches }, inARow: ++skipped, debug };
      const named = await explainNonFinite(error, failed);
      if (onNonFinite === 'stop' || skipped === MOST_SKIPPED) throw named;
      yield { kind: 'skipped', step: step + 1, batches, reason: named.message };
      continue;
    }
    skipped = 0;
    // Batches that are accumulated make one step.
    if (optimizer.step === before) continue;
    step++;
    yield { kind: 'step', step, steps, batches, ...meanResult(results), learningRate, seconds: seconds() };
    results = [];
    if (step % evaluateEvery === 0) {
      measured = step;
      yield* await measure();
    }
    if (step >= steps) break;
  }
  if (measured !== step && step > from.step) yield* await measure();
  yield { kind: 'done', step, seconds: seconds() };
}

/** What one batch gave. */
interface BatchResult extends StepResult {
  tokens?: number;
  milliseconds: number;
}

/** What the batches of one step gave. */
function meanResult(batches: readonly BatchResult[]): StepResult & { tokensPerSecond?: number } {
  const mean = (f: (batch: BatchResult) => number): number =>
    batches.reduce((total, batch) => total + f(batch), 0) / batches.length;
  const tokens = mean((batch) => batch.tokens ?? NaN);
  return {
    loss: mean((batch) => batch.loss),
    gradientNorm: mean((batch) => batch.gradientNorm),
    tokensPerSecond: Number.isNaN(tokens) ? undefined : (1000 * tokens) / mean((batch) => batch.milliseconds),
  };
}

function totalLoss<Model extends AnyModule, Batch>(
  model: Model,
  batch: Batch,
  loss: TrainBatchesOptions<Model, Batch>['loss'],
  options: CallOptions,
): Tensor {
  return tidy(() => {
    const activityLosses: Tensor[] = [];
    const ofBatch = loss(model, batch, { ...options, activityLosses });
    return activityLosses.reduce((sum, one) => add(sum, one), add(ofBatch, regularizationLoss(model)));
  });
}
