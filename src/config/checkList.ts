import { formatValue } from './formatValue.js';

/**
 * Refuses what is not an array.
 *
 * @throws Error such as `GradientReport: rows must be a list, got 5`.
 */
export function checkList(where: string, name: string, value: unknown): void {
  if (!Array.isArray(value)) throw new Error(`${where}: ${name} must be a list, got ${formatValue(value)}`);
}
