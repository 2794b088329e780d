import { formatValue } from './formatValue.js';

/**
 * Refuses what is not a boolean: `'false'` would count as true.
 *
 * @throws Error such as `Dense: useBias must be true or false, got 'no'`.
 */
export function checkBoolean(where: string, name: string, value: unknown): void {
  if (typeof value === 'boolean') return;
  throw new Error(`${where}: ${name} must be true or false, got ${formatValue(value)}`);
}
