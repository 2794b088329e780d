import { formatValue } from './formatValue.js';

/**
 * Refuses what has no named values: options that are a number would be taken for no options at all.
 *
 * @returns The object.
 * @throws Error such as `Dense: options must be an object, got 8`.
 */
export function checkObject<T extends object>(where: string, name: string, value: T): T {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new Error(`${where}: ${name} must be an object, got ${formatValue(value)}`);
}
