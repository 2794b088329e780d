import { checkInstance } from '../config/checkInstance.js';
import { formatValue } from '../config/formatValue.js';

/**
 * Refuses sizes that are not positive whole numbers, and fewer tokens than a window and its last target.
 *
 * @throws Error such as `randomWindows: tokens must be at least length + 1 = 4, got 3`.
 */
export function checkWindows(
  where: string,
  tokens: Int32Array,
  sizes: Readonly<Record<string, number>> & { length: number },
): void {
  for (const [name, size] of Object.entries(sizes)) {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new Error(`${where}: ${name} must be a positive whole number, got ${formatValue(size)}`);
    }
  }
  checkInstance(where, 'tokens', tokens, Int32Array, 'an Int32Array');
  if (tokens.length <= sizes.length) {
    throw new Error(`${where}: tokens must be at least length + 1 = ${sizes.length + 1}, got ${tokens.length}`);
  }
}
