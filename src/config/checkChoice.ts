import { formatValue } from './formatValue.js';

/**
 * Refuses an option that is not one of some names.
 *
 * @throws Error such as `VarianceScaling: mode must be one of fanIn, fanOut, fanAvg, got 'fan'`.
 */
export function checkChoice(where: string, name: string, value: unknown, choices: readonly string[]): void {
  if (choices.some((choice) => choice === value)) return;
  throw new Error(`${where}: ${name} must be one of ${choices.join(', ')}, got ${formatValue(value)}`);
}
