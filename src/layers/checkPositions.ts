import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import type { PositionOptions } from './PositionOptions.js';

/**
 * Refuses an offset that is not a whole number, and positions beyond the last one there is.
 *
 * @param length How many positions follow the offset.
 * @param maxLength Default: any number of positions.
 * @returns The offset.
 * @throws Error such as `RotaryEmbedding: x and offset must stay within 8 positions, got 6 from offset 3`.
 */
export function checkPositions(
  where: string,
  options: PositionOptions,
  length: number,
  maxLength: number = Infinity,
): number {
  const { offset = 0 } = checkObject(where, 'options', options);
  checkNumber(where, 'offset', offset, { whole: true, atLeast: 0 });
  if (offset + length > maxLength) {
    throw new Error(
      `${where}: x and offset must stay within ${maxLength} positions, got ${length} from offset ${offset}`,
    );
  }
  return offset;
}
