import { formatValue } from './formatValue.js';

/**
 * Refuses what was not made by a class or one derived from it.
 *
 * @param kind What it must be, with its article: `a RandomKey`.
 * @throws Error such as `dropout: key must be a RandomKey, got 5`.
 */
export function checkInstance(
  where: string,
  name: string,
  value: unknown,
  type: { readonly prototype: object },
  kind: string,
): void {
  if (Object.prototype.isPrototypeOf.call(type.prototype, value as object)) return;
  throw new Error(`${where}: ${name} must be ${kind}, got ${formatValue(value)}`);
}
