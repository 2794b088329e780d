import { mul, scalar, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import type { Transformer } from '../../src/models/Transformer.js';
import { Module } from '../../src/modules/Module.js';
import { Parameter } from '../../src/modules/Parameter.js';
import type { L2 } from '../../src/regularizers/L2.js';
import type { EvaluationEvent, StepEvent, TrainingEvent } from '../../src/training/events.js';

/** One number; the loss is `(weight − target)²`. */
export class Point extends Module {
  readonly weight: Parameter;
  constructor(start = 0, regularizer?: L2) {
    super({ name: 'point' });
    this.weight = new Parameter(() => scalar(start), { regularizer });
  }
}

export const squared = (model: Point, target: number): Tensor => square(sub(model.weight.value, target));

export async function collect(events: AsyncIterable<TrainingEvent>): Promise<TrainingEvent[]> {
  const all: TrainingEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

export const label = (event: TrainingEvent): string => `${event.kind} ${event.step}`;
export const steps = (events: TrainingEvent[]): StepEvent[] => events.filter((event) => event.kind === 'step');
export const evaluations = (events: TrainingEvent[]): EvaluationEvent[] =>
  events.filter((event) => event.kind === 'evaluation');

export async function assertRejects(promise: Promise<unknown>, message: string): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason as Error,
  );
  assert.equal(error?.message, message);
}

/** Its loss is not finite in these calls, counted from 1. */
export function failingAt(model: Transformer, calls: number[]): Transformer {
  const call = model.call.bind(model);
  let count = 0;
  model.call = (...given) => (calls.includes(++count) ? mul(call(...given), NaN) : call(...given));
  return model;
}

export const tiny = { vocabularySize: 5, contextLength: 6, numLayers: 1, width: 8, numHeads: 2, seed: 3 };
export const tokens = Int32Array.from({ length: 120 }, (_, i) => [0, 1, 2, 3, 2, 4][i % 6]);
