import { checkMagnitude } from '../config/checkMagnitude.js';
import { formatValue } from '../config/formatValue.js';
import { Schedule } from '../schedules/Schedule.js';

/** Of an optimizer, as they came. */
interface GivenOptions {
  learningRate: unknown;
  weightDecay?: number;
  excludeFromWeightDecay?: unknown;
  globalClipNorm?: number;
}

/** Names of the options of every optimizer. */
export const OPTIMIZER_OPTIONS = ['learningRate', 'weightDecay', 'excludeFromWeightDecay', 'globalClipNorm'] as const;

/**
 * Refuses options that no optimizer can follow.
 *
 * @throws Error such as `Adam: weightDecay must be at least 0, got -1`.
 */
export function checkOptimizerOptions(
  where: string,
  { learningRate, weightDecay, excludeFromWeightDecay, globalClipNorm }: GivenOptions,
): void {
  if (typeof learningRate !== 'function' && !(learningRate instanceof Schedule)) {
    if (typeof learningRate === 'number') checkAtLeast(where, 'learningRate', learningRate);
    else refuse(where, 'learningRate', 'a number, a schedule or a function', learningRate);
  }
  if (weightDecay !== undefined) checkAtLeast(where, 'weightDecay', weightDecay);
  if (globalClipNorm !== undefined && !(Number.isFinite(globalClipNorm) && globalClipNorm > 0)) {
    refuse(where, 'globalClipNorm', 'above 0', globalClipNorm);
  }
  checkMagnitude(where, 'globalClipNorm', globalClipNorm ?? 0);
  const isText = (pattern: unknown): boolean => typeof pattern === 'string';
  const patterns: unknown = excludeFromWeightDecay ?? [];
  if (!Array.isArray(patterns) || !patterns.every(isText)) {
    refuse(where, 'excludeFromWeightDecay', 'a list of strings', patterns);
  }
}

function checkAtLeast(where: string, name: string, value: number): void {
  if (!(Number.isFinite(value) && value >= 0)) refuse(where, name, 'at least 0', value);
  checkMagnitude(where, name, value);
}

function refuse(where: string, name: string, must: string, got: unknown): never {
  throw new Error(`${where}: ${name} must be ${must}, got ${formatValue(got)}`);
}
