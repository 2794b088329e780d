import { formatValue } from './formatValue.js';

/**
 * Refuses what cannot be called.
 *
 * @throws Error such as `recompute: f must be a function, got undefined`.
 */
export function checkFunction(where: string, name: string, value: unknown): void {
  if (typeof value === 'function') return;
  throw new Error(`${where}: ${name} must be a function, got ${formatValue(value)}`);
}
