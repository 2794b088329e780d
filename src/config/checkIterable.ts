import { formatValue } from './formatValue.js';

/**
 * Refuses what a loop cannot go through; a string's characters are never what is meant.
 *
 * @param orAsync Whether what only `for await` goes through is taken as well. Default false.
 * @throws Error such as `globalNorm: tensors must be iterable, got 5`.
 */
export function checkIterable(where: string, name: string, value: unknown, orAsync = false): void {
  const given = value as Partial<Iterable<unknown> & AsyncIterable<unknown>> | null | undefined;
  const goesThrough = typeof given?.[Symbol.iterator] === 'function';
  const goesThroughAsync = orAsync && typeof given?.[Symbol.asyncIterator] === 'function';
  if (typeof value !== 'string' && (goesThrough || goesThroughAsync)) return;
  throw new Error(`${where}: ${name} must be iterable, got ${formatValue(value)}`);
}
