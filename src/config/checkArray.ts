import { formatValue } from './formatValue.js';

/**
 * Refuses what is not an array or a typed array: a text has a length as well, and no numbers.
 *
 * @throws Error such as `splitTokens: tokens must be an array or a typed array, got 'text'`.
 */
export function checkArray(where: string, name: string, values: unknown): void {
  if (Array.isArray(values) || (ArrayBuffer.isView(values) && !(values instanceof DataView))) return;
  throw new Error(`${where}: ${name} must be an array or a typed array, got ${formatValue(values)}`);
}
