import type { TrainingEvent } from '../training/events.js';
import type { TrainingPosition } from '../training/TrainingPosition.js';

/** The run begins, or goes on. */
export interface StartedEvent {
  kind: 'started';
  /** Where: at zero, or at the newest checkpoint. */
  position: TrainingPosition;
  /** Checkpoints that are damaged and were passed over, and why. */
  damaged: { path: string; reason: string }[];
  /** Files that an interrupted write had left, now removed. */
  swept: string[];
}

/** A checkpoint was written. */
export interface CheckpointEvent {
  kind: 'checkpoint';
  step: number;
  path: string;
  /** How long training waited for it. */
  milliseconds: number;
}

/** Something could not be written, and the run goes on: its newest checkpoint is an older one. */
export interface WriteFailedEvent {
  kind: 'writeFailed';
  step: number;
  reason: string;
}

/** A loss or gradient was not finite: weights and optimizer are again those of the newest checkpoint. */
export interface RolledBackEvent {
  kind: 'rolledBack';
  /** The step of the checkpoint. */
  step: number;
  reason: string;
}

/** Text that the model wrote. */
export interface SampleEvent {
  kind: 'sample';
  step: number;
  text: string;
}

/** Training ended before its last step. */
export interface StoppedEvent {
  kind: 'stopped';
  step: number;
  /** It was asked to, as by Ctrl-C, or held-out loss no longer falls. */
  why: 'asked' | 'noBetter';
}

/** What a run tells those who watch it. */
export type RunEvent =
  TrainingEvent | StartedEvent | CheckpointEvent | WriteFailedEvent | RolledBackEvent | SampleEvent | StoppedEvent;
