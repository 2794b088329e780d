import type { StepEvent, TrainingEvent } from '../events.js';
import { formatDuration } from './formatDuration.js';
import { MovingAverage } from './MovingAverage.js';
import { formatLoss, progressLine, progressText, type Progress } from './progressLine.js';

/** What a progress bar writes to: `process.stderr` and the like. */
export interface ProgressStream {
  write(text: string): unknown;
  /** Whether a person watches: the line is then redrawn in place. */
  isTTY?: boolean;
  /** Width of the terminal. Default 80. */
  columns?: number;
}

/** Options of {@link ProgressBar}. */
export interface ProgressBarOptions {
  /** Default `process.stderr`, so that a program's output can be piped. */
  stream?: ProgressStream;
}

/** Averages over about ten steps: calm enough to read, quick enough to trust. */
const lossDecay = 0.9;
const secondsBetweenDraws = 0.1;
const secondsBetweenLines = 30;
const linesPerRun = 20;
const eraseToEnd = '\x1b[K';

/**
 * Shows training to the person at the terminal, as one line redrawn in place; in a file or a pipe, as plain lines: every
 * 5 % of the steps, at least every 30 seconds of training, and at each evaluation.
 *
 * The clock is that of the events. Kinds of events that it does not know are passed over.
 */
export class ProgressBar {
  private readonly stream: ProgressStream;
  private readonly averageLoss = new MovingAverage(lossDecay);
  private validationLoss?: number;
  private first?: StepEvent;
  private progress?: Progress;
  private shown?: { step: number; seconds: number };
  private lineIsOpen = false;

  constructor(options: ProgressBarOptions = {}) {
    this.stream = options.stream ?? process.stderr;
  }

  /** Takes an event in and shows what changed. */
  observe(event: TrainingEvent): void {
    if (event.kind === 'step') {
      this.first ??= event;
      const time = this.timeLeft(event, this.first);
      this.progress = { ...event, loss: this.averageLoss.add(event.loss), validationLoss: this.validationLoss, time };
      if (this.isDue(event)) this.show(event);
    } else if (event.kind === 'evaluation') {
      this.validationLoss = event.loss;
      if (this.progress) this.progress.validationLoss = event.loss;
      if (!this.stream.isTTY) this.stream.write(`step ${event.step}: validation loss ${formatLoss(event.loss)}\n`);
      else if (this.progress) this.draw(this.progress);
    } else if (event.kind === 'done') {
      const time = `in ${formatDuration(event.seconds)}`;
      if (!this.progress) this.stream.write(`done: no step taken ${time}\n`);
      else if (this.stream.isTTY) this.draw({ ...this.progress, time });
      else this.stream.write(`done: ${progressText({ ...this.progress, time })}\n`);
      this.close();
    }
  }

  /**
   * Ends the line that is being redrawn, so that what is printed next starts on its own line; the next event draws a new
   * one. `done` and the end of the process do it too.
   */
  readonly close = (): void => {
    if (!this.lineIsOpen) return;
    this.lineIsOpen = false;
    process.off('exit', this.close);
    this.stream.write('\n');
  };

  private isDue({ step, steps, seconds }: StepEvent): boolean {
    if (!this.shown) return true;
    const elapsed = seconds - this.shown.seconds;
    if (this.stream.isTTY) return step >= steps || elapsed >= secondsBetweenDraws;
    const stride = Math.max(1, steps / linesPerRun);
    return Math.floor(step / stride) > Math.floor(this.shown.step / stride) || elapsed >= secondsBetweenLines;
  }

  /** From the pace since the first event: a resumed run starts late, and a first step is slower than others. */
  private timeLeft({ step, steps, seconds }: StepEvent, first: StepEvent): string | undefined {
    if (step === first.step) return undefined;
    const secondsPerStep = (seconds - first.seconds) / (step - first.step);
    return `${formatDuration(secondsPerStep * (steps - step))} left`;
  }

  private show({ step, seconds }: StepEvent): void {
    this.shown = { step, seconds };
    if (!this.progress) return;
    if (this.stream.isTTY) this.draw(this.progress);
    else this.stream.write(`${progressText(this.progress)}\n`);
  }

  private draw(progress: Progress): void {
    if (!this.lineIsOpen) {
      this.lineIsOpen = true;
      process.once('exit', this.close);
    }
    // A terminal may break a line that fills its last column.
    const width = Math.max(1, (this.stream.columns || 80) - 1);
    this.stream.write(`\r${progressLine(progress, width)}${eraseToEnd}`);
  }
}
