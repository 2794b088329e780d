import { formatValue } from './formatValue.js';

/** Which numbers an option may hold. Without any bound: all finite ones. */
export interface NumberRange {
  atLeast?: number;
  /** Excluded itself. */
  above?: number;
  atMost?: number;
  /** Excluded itself. */
  below?: number;
  /** Whether it must be an integer. Default false. */
  whole?: boolean;
}

/**
 * Refuses an option that is not a number in a range.
 *
 * @throws Error such as `SGD: momentum must be a finite number, at least 0, at most 1, got 2`.
 */
export function checkNumber(where: string, name: string, value: unknown, range: NumberRange = {}): void {
  const { atLeast = -Infinity, above = -Infinity, atMost = Infinity, below = Infinity, whole = false } = range;
  const number = value as number;
  const inRange = number >= atLeast && number > above && number <= atMost && number < below;
  if (inRange && (whole ? Number.isInteger(value) : Number.isFinite(value))) return;
  const bounds = { 'at least': range.atLeast, above: range.above, 'at most': range.atMost, below: range.below };
  const allowed = Object.entries(bounds).map(([word, bound]) => (bound === undefined ? '' : `, ${word} ${bound}`));
  const kind = whole ? 'a whole number' : 'a finite number';
  throw new Error(`${where}: ${name} must be ${kind}${allowed.join('')}, got ${formatValue(value)}`);
}
