import { CheckpointFolder } from '../checkpoints/CheckpointFolder.js';
import { restoreCheckpoint } from '../checkpoints/restoreCheckpoint.js';
import { consecutiveWindows } from '../data/tokenWindows.js';
import { languageModelLoss } from '../models/languageModelLoss.js';
import { evaluate } from '../training/evaluate.js';
import { NonFiniteError } from '../training/NonFiniteError.js';
import { train } from '../training/train.js';
import type { TrainingPosition } from '../training/TrainingPosition.js';
import { checkSameConfig, type CheckpointDetails } from './checkpointDetails.js';
import type { RunConfig } from './config/runConfigSchema.js';
import { EarlyStopping } from './EarlyStopping.js';
import { isLogged, MetricsLog, type LoggedEvent } from './MetricsLog.js';
import type { PreparedRun } from './prepareRun.js';
import type { RunEvent, SampleEvent, StartedEvent, StoppedEvent } from './RunEvent.js';
import type { RunFolder } from './RunFolder.js';
import { SamplesFile } from './SamplesFile.js';
import { writeSample } from './writeSample.js';

/** What {@link RunTraining} trains, where, and how it is stopped. */
export interface RunTrainingOptions {
  folder: RunFolder;
  config: RunConfig;
  /** Its model and optimizer are as they are before the first step. */
  prepared: PreparedRun;
  /** Texts that every checkpoint carries. */
  details: CheckpointDetails;
  /** Asked after every step: whether to save and stop. */
  isStopped: () => boolean;
  /** Whether the operation is named that gave something not finite. */
  debug: boolean;
}

/** What keeps failing between two checkpoints is not the batch's fault. */
const MOST_ROLLBACKS = 10;

/**
 * Trains a run from its newest checkpoint, or from the beginning, to its end, and tells what happens.
 *
 * A run may end anywhere, also by a kill: when it goes on, what follows is to the bit what would have followed.
 */
export class RunTraining {
  private readonly checkpoints: CheckpointFolder;
  private readonly samples: SamplesFile;
  private early!: EarlyStopping;
  private log!: MetricsLog;
  private position: TrainingPosition = { step: 0, batches: 0 };
  /** The step of the newest checkpoint. */
  private saved = -1;
  private rollbacks = { count: 0, failedStep: 0 };

  constructor(private readonly options: RunTrainingOptions) {
    const { folder, config } = options;
    const { keep, keepBest } = config.checkpoints;
    this.samples = new SamplesFile(folder.samples);
    this.checkpoints = new CheckpointFolder(folder.checkpoints, { keep, keepBest });
  }

  /** Steps taken. */
  get step(): number {
    return this.position.step;
  }

  /** Whether the newest checkpoint holds all of them. */
  get isSaved(): boolean {
    return this.saved === this.position.step;
  }

  /** What happened since the beginning, also before this process. */
  get events(): readonly LoggedEvent[] {
    return this.log.events;
  }

  /**
   * @throws NonFiniteError where the configuration says so, or going back did not help.
   * @throws CheckpointError when a file cannot be written, unless the configuration says to go on.
   */
  async *run(): AsyncGenerator<RunEvent, void, undefined> {
    yield* this.begin();
    let stopped: StoppedEvent['why'] | undefined;
    for (let isOver = this.early.isOver; !isOver;) {
      try {
        stopped = yield* this.train();
        isOver = true;
      } catch (error) {
        if (!(error instanceof NonFiniteError)) throw error;
        yield* this.rollBack(error);
      }
    }
    if (!this.isSaved) yield* this.save();
    if (stopped !== undefined) yield { kind: 'stopped', step: this.position.step, why: stopped };
    if (stopped !== 'asked') yield* this.sample();
  }

  /** Goes to the newest checkpoint, and forgets what came after it. */
  private async *begin(): AsyncGenerator<RunEvent, void, undefined> {
    const { folder, config } = this.options;
    const swept = await this.checkpoints.sweep();
    const damaged = await this.restoreNewest();
    this.log = await MetricsLog.open(folder.metrics, this.position.step);
    await this.samples.rewrite(this.log.events);
    this.followLosses();
    yield { kind: 'started', position: this.position, damaged, swept };
    if (this.saved < 0 && config.training.onNonFinite === 'rollback') yield* this.save();
    const { step } = this.position;
    // It was stopped between a step and what follows it.
    if (step > 0 && this.isMeasurementDue(step) && !this.hasLogged('evaluation')) yield* this.measure();
    if (step > 0 && this.isSampleDue(step)) yield* this.sample();
  }

  private async restoreNewest(): Promise<StartedEvent['damaged']> {
    const { prepared, details } = this.options;
    const { model, optimizer } = prepared;
    const newest = await this.checkpoints.newest();
    if (newest === undefined) return [];
    const { checkpoint, path, skipped } = newest;
    checkSameConfig(checkpoint, path, details);
    restoreCheckpoint(checkpoint, model, optimizer);
    this.position = { step: checkpoint.step, batches: checkpoint.batches };
    this.saved = checkpoint.step;
    return skipped.map(({ path, error }) => ({ path, reason: error.message }));
  }

  private followLosses(): void {
    this.early = new EarlyStopping(this.options.config.training.patience);
    for (const event of this.log.events) if (event.kind === 'evaluation') this.early.observe(event.loss);
  }

  private async *train(): AsyncGenerator<RunEvent, StoppedEvent['why'] | undefined, undefined> {
    const { config, prepared, isStopped, debug } = this.options;
    const { model, optimizer, training: data, validation } = prepared;
    const { steps, batchSize, evaluateEvery, validationBatches, seed, onNonFinite } = config.training;
    const events = train(model, {
      ...{ data, validation, optimizer, steps, batchSize, evaluateEvery, seed, debug },
      validationBatches: validationBatches ?? undefined,
      sampling: config.data.sampling,
      onNonFinite: onNonFinite === 'skip' ? 'skip' : 'stop',
      from: this.position,
    });
    for await (const event of events) {
      yield* this.tell(event);
      if (event.kind === 'step') {
        this.position = { step: event.step, batches: event.batches };
        if (isStopped()) return 'asked';
        if (!this.isMeasurementDue(event.step)) yield* this.afterStep();
      } else if (event.kind === 'evaluation') {
        yield* this.afterStep(event.loss);
        if (this.early.isOver) return 'noBetter';
      }
    }
    return undefined;
  }

  private isMeasurementDue(step: number): boolean {
    const { steps, evaluateEvery } = this.options.config.training;
    return step % evaluateEvery === 0 || step === steps;
  }

  private isSampleDue(step: number): boolean {
    const { sample, training } = this.options.config;
    return sample.every > 0 && step % sample.every === 0 && step < training.steps;
  }

  /** What `train` would have done next. */
  private async *measure(): AsyncGenerator<RunEvent, void, undefined> {
    const { config, prepared } = this.options;
    const { batchSize, validationBatches } = config.training;
    const length = config.model.contextLength;
    const limit = validationBatches ?? undefined;
    const batches = consecutiveWindows({ tokens: prepared.validation, batchSize, length, limit });
    const loss = await evaluate(prepared.model, batches, languageModelLoss);
    yield* this.tell({ kind: 'evaluation', step: this.position.step, loss });
    yield* this.afterStep(loss);
  }

  /** @param loss On held-out data, where it was measured. */
  private async *afterStep(loss?: number): AsyncGenerator<RunEvent, void, undefined> {
    const { checkpoints } = this.options.config;
    const { step } = this.position;
    const isBest = loss !== undefined && this.early.observe(loss);
    if (step % checkpoints.every === 0 || (isBest && checkpoints.keepBest)) yield* this.save(loss);
    if (this.isSampleDue(step)) yield* this.sample();
  }

  private async *save(loss?: number): AsyncGenerator<RunEvent, void, undefined> {
    const { prepared, details } = this.options;
    const { model, optimizer } = prepared;
    const { position } = this;
    const begin = performance.now();
    try {
      const path = await this.checkpoints.save(model, optimizer, { ...position, details, loss });
      this.saved = position.step;
      const milliseconds = performance.now() - begin;
      yield* this.tell({ kind: 'checkpoint', step: position.step, path, milliseconds });
    } catch (error) {
      yield* this.failToWrite(error);
    }
  }

  private async *rollBack(error: NonFiniteError): AsyncGenerator<RunEvent, void, undefined> {
    const { rollbacks } = this;
    const failed = error.position;
    if (failed === undefined || this.options.config.training.onNonFinite !== 'rollback') throw error;
    rollbacks.count = failed.step > rollbacks.failedStep ? 1 : rollbacks.count + 1;
    rollbacks.failedStep = Math.max(failed.step, rollbacks.failedStep);
    if (rollbacks.count === MOST_ROLLBACKS) throw error;
    await this.restoreNewest();
    // The batches after the one that failed: the same ones would fail again.
    this.position = { step: this.position.step, batches: failed.batches };
    await this.log.forgetAfter(this.position.step);
    this.followLosses();
    yield { kind: 'rolledBack', step: this.position.step, reason: error.message };
  }

  private async *sample(): AsyncGenerator<RunEvent, void, undefined> {
    const { config, prepared } = this.options;
    if (this.hasLogged('sample')) return;
    const text = await writeSample(prepared, config);
    const event: SampleEvent = { kind: 'sample', step: this.position.step, text };
    yield* this.tell(event);
    try {
      await this.samples.add(event);
    } catch (error) {
      yield* this.failToWrite(error);
    }
  }

  private async *tell(event: RunEvent): AsyncGenerator<RunEvent, void, undefined> {
    yield event;
    try {
      if (isLogged(event)) await this.log.add(event);
    } catch (error) {
      yield* this.failToWrite(error);
    }
  }

  /** Whether the log has such an event of the step at which training stands. */
  private hasLogged(kind: LoggedEvent['kind']): boolean {
    return this.log.events.some((event) => event.kind === kind && event.step === this.position.step);
  }

  private *failToWrite(error: unknown): Generator<RunEvent, void, undefined> {
    if (this.options.config.checkpoints.onFailure === 'stop') throw error;
    yield { kind: 'writeFailed', step: this.position.step, reason: (error as Error).message };
  }
}
