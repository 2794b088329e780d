import { assert } from 'chai';
import { schedules } from '../../src/schedules/index.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertGolden, goldenTraining } from '../helpers/goldenTraining.js';

/** The cases of tf.keras of one schedule. */
export function goldenRates(name: string): { config: Record<string, unknown>; values: number[] }[] {
  const found = goldenTraining.schedules.filter(({ schedule }) => schedule === name);
  assert.isNotEmpty(found, name);
  return found;
}

/** Asserts the rates of tf.keras from the first step on. */
export function assertGoldenRates(name: string, config: Record<string, unknown>, values: number[]): void {
  const schedule = schedules.get({ class_name: name, config });
  const got = values.map((_, step) => schedule.learningRate(step));
  assertGolden(got, values);
  // Rates are far below 1, where that tolerance says little: float32 has 24 bits.
  assertClose(got, values, 1e-7);
}
