import { checkNumber } from '../config/checkNumber.js';
import type { OptimizerOptions } from './OptimizerOptions.js';

/**
 * The learning rate of the update after `step` others.
 *
 * @throws Error when a schedule or function gives none.
 */
export function rateAtStep(where: string, rate: NonNullable<OptimizerOptions['learningRate']>, step: number): number {
  if (typeof rate === 'number') return rate;
  const learningRate = typeof rate === 'function' ? rate(step) : rate.learningRate(step);
  checkNumber(where, 'learningRate', learningRate, { atLeast: 0 });
  return learningRate;
}
