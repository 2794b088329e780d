import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { assertClose } from './assertClose.js';
import { toleranceFor } from './toleranceFor.js';
import { readFixture } from '../fixtures/readFixture.js';

/** A tensor of the fixtures. */
export interface GoldenTensor {
  shape: number[];
  values: number[];
}

type Config = Record<string, unknown>;

/** What we read of `fixtures/training.json`; its README describes the entries. */
export interface GoldenTraining {
  optimizers: {
    optimizer: string;
    config: Config;
    start: GoldenTensor[];
    gradients: GoldenTensor[][];
    after: GoldenTensor[][];
  }[];
  schedules: { schedule: string; config: Config; values: number[] }[];
  regularizers: { regularizer: string; config: Config; x: GoldenTensor; loss: number; gradient: GoldenTensor }[];
  constraints: { constraint: string; config: Config; x: GoldenTensor; y: GoldenTensor }[];
  losses: {
    loss: string;
    config: Config;
    target: GoldenTensor;
    prediction: GoldenTensor;
    value: number;
    gradient: GoldenTensor;
  }[];
  activations: { activation: string; x: GoldenTensor; y: GoldenTensor; gradient: GoldenTensor }[];
}

/** Values of tf.keras 2.15. */
export const goldenTraining = readFixture('training.json') as GoldenTraining;

/** A tensor of the fixtures in float32. */
export function fromGolden({ shape, values }: GoldenTensor): Tensor {
  return tensor(values, shape, 'float32');
}

/**
 * Asserts |got − want| ≤ 4e-6 · max(1, |want|): learning rates are float32 where the values come from. On a GPU 5e-5,
 * since each of the eight steps of an optimizer rounds again.
 */
export function assertGolden(got: Tensor | number[], want: number[], name = 'values'): void {
  const values = Array.isArray(got) ? got : Array.from(got.dataSync());
  const scale = want.map((value) => Math.max(1, Math.abs(value)));
  assertClose(
    values.map((value, i) => value / scale[i]),
    want.map((value, i) => value / scale[i]),
    toleranceFor(4e-6, 5e-5),
    name,
  );
}
