import { formatValue } from './formatValue.js';

/**
 * Refuses what is not a string.
 *
 * @throws Error such as `einsum: equation must be a string, got 5`.
 */
export function checkText(where: string, name: string, value: unknown): void {
  if (typeof value === 'string') return;
  throw new Error(`${where}: ${name} must be a string, got ${formatValue(value)}`);
}
