import { didYouMean } from './didYouMean.js';
import { formatValue } from './formatValue.js';

/**
 * Refuses an option that is not one of some names.
 *
 * @throws Error such as `VarianceScaling: mode must be one of fanIn, fanOut, fanAvg, got 'fanin'; did you mean 'fanIn'?`.
 */
export function checkChoice(where: string, name: string, value: unknown, choices: readonly string[]): void {
  if (choices.some((choice) => choice === value)) return;
  const known = choices.join(', ');
  throw new Error(`${where}: ${name} must be one of ${known}, got ${formatValue(value)}${didYouMean(value, choices)}`);
}
