import { add, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkFunction } from '../config/checkFunction.js';
import { checkInstance } from '../config/checkInstance.js';
import { checkIterable } from '../config/checkIterable.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { RandomKey } from '../engine/random/RandomKey.js';
import { consecutiveWindows, randomWindows, type TokenBatch } from '../data/tokenWindows.js';
import { checkLanguageModel, languageModelLoss, type LanguageModel } from '../models/languageModelLoss.js';
import type { CallOptions } from '../modules/CallOptions.js';
import type { AnyModule } from '../modules/Module.js';
import { regularizationLoss } from '../modules/regularizationLoss.js';
import { checkModule } from '../modules/checkModule.js';
import { Optimizer } from '../optimizers/Optimizer.js';
import { evaluate } from './evaluate.js';
import type { TrainingEvent } from './events.js';
import { stepOptions, updateOnce, type StepResult } from './trainStep.js';

/** What every training needs. */
interface CommonOptions {
  /** Updates the model's trainable parameters. */
  optimizer: Optimizer;
  /**
   * How many updates to make; with `gradientAccumulationSteps` k each takes k batches, and those that wait when batches
   * end stay with the optimizer. Default: until the batches end; needed for tokens, which never do.
   */
  steps?: number;
  /** How often held-out data is measured, in steps; also after the last. Default 100. */
  evaluateEvery?: number;
  /** Where batches of tokens and random draws such as dropout come from. Default 0. */
  seed?: number;
}

/** Options of {@link train} for a language model and a text. */
export interface TrainTokensOptions extends CommonOptions {
  /** Tokens of a text; each batch holds windows that begin anywhere in it. */
  data: Int32Array;
  steps: number;
  /** Windows in a batch. Default 16. */
  batchSize?: number;
  /** Tokens in a window. Default: the model's contextLength. */
  length?: number;
  /** Tokens of held-out text. Default: none. */
  validation?: Int32Array;
  /** At most this many batches of held-out text are measured. Default: all. */
  validationBatches?: number;
}

/** Options of {@link train} for batches of one's own. */
export interface TrainBatchesOptions<Model, Batch> extends CommonOptions {
  /** Batches of any kind, each used once. */
  data: Iterable<Batch> | AsyncIterable<Batch>;
  /** The mean loss of a batch, a scalar. It passes the options on to the layers it calls. */
  loss: (model: Model, batch: Batch, options: CallOptions) => Tensor;
  /** Held-out batches, read again at every measurement. Default: none. */
  validation?: Iterable<Batch>;
}

/**
 * Trains a model, step by step, and tells what happens.
 *
 * The loss of each step is that of the batch, plus the penalties of regularized parameters and of layers' outputs.
 * Stop by leaving the loop. The same seed, model and data give the same weights, to the bit, on the same backend.
 *
 * @returns Events: a step after each update, an evaluation every `evaluateEvery` steps, and one at the end. No tensor
 * but the model's and the optimizer's outlives a step.
 * @throws Error when an option is out of its range, or a loss or gradient is not finite (it names which).
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
  const { steps, evaluateEvery = 100, seed = 0, optimizer } = checkObject('train', 'options', options);
  checkModule('train', 'model', model);
  checkInstance('train', 'optimizer', optimizer, Optimizer, 'an Optimizer');
  RandomKey.fromSeed(seed);
  if (steps !== undefined) checkNumber('train', 'steps', steps, { whole: true, above: 0 });
  checkNumber('train', 'evaluateEvery', evaluateEvery, { whole: true, above: 0 });
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

function tokenBatches(
  model: LanguageModel & { contextLength: number },
  options: TrainTokensOptions,
): TrainBatchesOptions<LanguageModel, TokenBatch> {
  const {
    data: tokens,
    batchSize = 16,
    length = model.contextLength,
    validation,
    validationBatches,
    seed = 0,
  } = options;
  checkLanguageModel('train', model);
  checkNumber('train', 'model.contextLength', model.contextLength, { whole: true, above: 0 });
  checkNumber('train', 'batchSize', batchSize, { whole: true, above: 0 });
  checkNumber('train', 'length', length, { whole: true, above: 0 });
  if (length > model.contextLength) {
    const most = `the contextLength of the model, ${model.contextLength}`;
    throw new Error(`train: length must be at most ${most}, got ${length}`);
  }
  if (validation !== undefined) checkInstance('train', 'validation', validation, Int32Array, 'an Int32Array');
  for (const [name, given] of Object.entries({ data: tokens, validation: validation ?? tokens })) {
    if (given.length > length) continue;
    throw new Error(`train: ${name} must be at least length + 1 = ${length + 1} tokens, got ${given.length}`);
  }
  if (validationBatches !== undefined) {
    checkNumber('train', 'validationBatches', validationBatches, { whole: true, above: 0 });
  }
  const key = RandomKey.fromSeed(seed).fold('batches');
  function* batches(): Generator<TokenBatch> {
    for (let step = 0; ; step++) yield randomWindows({ tokens, batchSize, length, key, step });
  }
  const heldOut = validation && {
    [Symbol.iterator]: () => consecutiveWindows({ tokens: validation, batchSize, length, limit: validationBatches }),
  };
  return { ...options, data: batches(), validation: heldOut, loss: languageModelLoss };
}

async function* run<Model extends AnyModule, Batch>(
  model: Model,
  {
    data,
    loss,
    optimizer,
    steps = Infinity,
    evaluateEvery = 100,
    validation,
    seed = 0,
  }: TrainBatchesOptions<Model, Batch>,
): AsyncGenerator<TrainingEvent, void, undefined> {
  const begin = performance.now();
  const seconds = (): number => (performance.now() - begin) / 1000;
  const measure = async (): Promise<TrainingEvent[]> =>
    validation === undefined ? [] : [{ kind: 'evaluation', step, loss: await evaluate(model, validation, loss) }];
  let step = 0;
  let measured = -1;
  let batches: BatchResult[] = [];
  for await (const batch of data) {
    await breathe();
    const [learningRate, before] = [optimizer.learningRate, optimizer.step];
    const started = performance.now();
    const total = (options: CallOptions): Tensor => totalLoss(model, batch, loss, options);
    const result = await updateOnce(model, optimizer, total, stepOptions(seed, step, optimizer.calls));
    const tokens = (batch as Partial<TokenBatch>).targets?.length;
    batches.push({ ...result, tokens, milliseconds: performance.now() - started });
    // Batches that are accumulated make one step.
    if (optimizer.step === before) continue;
    step++;
    yield { kind: 'step', step, steps, ...meanResult(batches), learningRate, seconds: seconds() };
    batches = [];
    if (step % evaluateEvery === 0) {
      measured = step;
      yield* await measure();
    }
    if (step >= steps) break;
  }
  if (measured !== step && step > 0) yield* await measure();
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

/** Lets signals, timers and clicks through: on the cpu backend nothing else in a step waits for anything. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
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
