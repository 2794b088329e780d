import { checkBoolean } from '../config/checkBoolean.js';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { formatValue } from '../config/formatValue.js';
import { Schedule } from '../schedules/Schedule.js';
import type { OptimizerOptions } from './OptimizerOptions.js';

/** Names of the options of every optimizer. */
export const OPTIMIZER_OPTIONS = [
  'learningRate',
  'weightDecay',
  'excludeFromWeightDecay',
  'clipValue',
  'clipNorm',
  'globalClipNorm',
  'learningRates',
  'useEma',
  'emaMomentum',
  'emaOverwriteFrequency',
  'gradientAccumulationSteps',
] as const;

/**
 * Refuses options that no optimizer can follow.
 *
 * @throws Error such as `Adam: weightDecay must be at least 0, got -1`.
 */
export function checkOptimizerOptions(where: string, options: OptimizerOptions): void {
  const { learningRate, weightDecay = 0, excludeFromWeightDecay = [], learningRates = {} } = options;
  const { useEma = false, emaMomentum = 0, emaOverwriteFrequency = 1, gradientAccumulationSteps = 1 } = options;
  if (typeof learningRate !== 'function' && !((learningRate as unknown) instanceof Schedule)) {
    if (typeof learningRate === 'number') checkAtLeast(where, 'learningRate', learningRate);
    else refuse(where, 'learningRate', 'a number, a schedule or a function', learningRate);
  }
  checkAtLeast(where, 'weightDecay', weightDecay);
  checkClipping(where, options);
  const isText = (pattern: unknown): boolean => typeof pattern === 'string';
  if (!Array.isArray(excludeFromWeightDecay) || !excludeFromWeightDecay.every(isText)) {
    refuse(where, 'excludeFromWeightDecay', 'a list of strings', excludeFromWeightDecay);
  }
  for (const [pattern, factor] of Object.entries(checkObject(where, 'learningRates', learningRates))) {
    checkAtLeast(where, `learningRates of '${pattern}'`, factor);
  }
  checkBoolean(where, 'useEma', useEma);
  checkNumber(where, 'emaMomentum', emaMomentum, { atLeast: 0, atMost: 1 });
  checkNumber(where, 'emaOverwriteFrequency', emaOverwriteFrequency, { whole: true, above: 0 });
  checkNumber(where, 'gradientAccumulationSteps', gradientAccumulationSteps, { whole: true, above: 0 });
}

function checkClipping(where: string, { clipValue, clipNorm, globalClipNorm }: OptimizerOptions): void {
  const given = Object.entries({ clipValue, clipNorm, globalClipNorm }).filter(([, limit]) => limit !== undefined);
  for (const [name, limit] of given) {
    if (!(Number.isFinite(limit) && limit! > 0)) refuse(where, name, 'above 0', limit);
    checkMagnitude(where, name, limit!);
  }
  const names = given.map(([name]) => name).join(' and ');
  if (given.length > 1) throw new Error(`${where}: only one way of clipping must be given, got ${names}`);
}

function checkAtLeast(where: string, name: string, value: number): void {
  if (!(Number.isFinite(value) && value >= 0)) refuse(where, name, 'at least 0', value);
  checkMagnitude(where, name, value);
}

function refuse(where: string, name: string, must: string, got: unknown): never {
  throw new Error(`${where}: ${name} must be ${must}, got ${formatValue(got)}`);
}
