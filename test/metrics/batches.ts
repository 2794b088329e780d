import { tensor, type DataType, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import type { Metric } from '../../src/metrics/Metric.js';
import { Random } from '../float64/random.js';

/** Numbers of examples, row-major: so many per example. */
export interface Examples {
  values: number[];
  perExample?: number;
  dtype?: DataType;
}

/** What a metric is given: the target, the prediction, and weights where they are. */
export type Given = [target: Examples, prediction: Examples, sampleWeight?: Examples];

function slice({ values, perExample, dtype = 'float32' }: Examples, start: number, end: number): Tensor {
  const width = perExample ?? 1;
  const shape = perExample === undefined ? [end - start] : [end - start, perExample];
  return tensor(values.slice(start * width, end * width), shape, dtype);
}

/** Adds the examples from `start` to `end` as one batch. */
export function addBatch(metric: Metric, given: Given, start = 0, end = countOf(given)): void {
  const tensors = given.map((one) => slice(one!, start, end));
  metric.update(...(tensors as [Tensor, Tensor, Tensor?]));
  for (const one of tensors) one.dispose();
}

function countOf([target]: Given): number {
  return target.values.length / (target.perExample ?? 1);
}

/** The result of all examples in one batch. */
export function resultOf(metric: Metric, given: Given): number {
  metric.reset();
  addBatch(metric, given);
  return metric.result();
}

/** Asserts that the result is the same, to the bit, for ten random splits into batches of different sizes. */
export function assertSplitsAgree(metric: Metric, given: Given): void {
  const count = countOf(given);
  const want = resultOf(metric, given);
  for (let seed = 0; seed < 10; seed++) {
    const random = new Random(seed);
    metric.reset();
    for (let start = 0; start < count;) {
      const end = Math.min(count, start + random.integer(0, 5));
      addBatch(metric, given, start, end);
      start = end;
    }
    assert.strictEqual(metric.result(), want, `split ${seed}`);
  }
}

/** Examples of random numbers. */
export function drawn(
  seed: number,
  count: number,
  draw: (random: Random) => number,
  more: Partial<Examples> = {},
): Examples {
  const random = new Random(seed);
  return { values: Array.from({ length: count * (more.perExample ?? 1) }, () => draw(random)), ...more };
}
