/** One optimizer step was taken. */
export interface StepEvent {
  kind: 'step';
  /** Counts from 1. */
  step: number;
  /** The step at which training ends. */
  steps: number;
  /** Batches drawn so far, those of this step among them. */
  batches: number;
  /** Loss of this step's batch, in nats; the mean of several that were accumulated. */
  loss: number;
  /** Learning rate that this step used. */
  learningRate: number;
  /** Euclidean norm of all gradients together, before clipping; the mean over batches that were accumulated. */
  gradientNorm: number;
  /** Tokens trained on per second. */
  tokensPerSecond?: number;
  /** Time since training began. */
  seconds: number;
}

/** A batch whose loss or gradients are not finite was left out: weights and optimizer are as they were. */
export interface SkippedEvent {
  kind: 'skipped';
  /** The step that goes on with the next batch. */
  step: number;
  /** Batches drawn so far, this one among them. */
  batches: number;
  /** What was not finite. */
  reason: string;
}

/** The loss on held-out data was measured. */
export interface EvaluationEvent {
  kind: 'evaluation';
  /** Steps taken before the measurement. */
  step: number;
  /** Mean loss on the held-out data, in nats. */
  loss: number;
}

/** Training ended: all steps were taken, or it was stopped. */
export interface DoneEvent {
  kind: 'done';
  /** The last step taken. */
  step: number;
  /** Time since training began. */
  seconds: number;
}

/** What training tells those who watch it. */
export type TrainingEvent = StepEvent | SkippedEvent | EvaluationEvent | DoneEvent;
