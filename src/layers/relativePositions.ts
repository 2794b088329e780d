import { checkNumber } from '../config/checkNumber.js';
import { checkPositions } from './checkPositions.js';
import type { PositionOptions } from './PositionOptions.js';

/**
 * Position of each key minus that of each query; keys count from 0, queries from the offset.
 *
 * @returns `[queryLength, keyLength]`, row-major.
 * @throws Error when a length or the offset is not a whole number, at least 0.
 */
export function relativePositions(
  where: string,
  queryLength: number,
  keyLength: number,
  options: PositionOptions,
): Float64Array {
  checkNumber(where, 'queryLength', queryLength, { whole: true, atLeast: 0 });
  checkNumber(where, 'keyLength', keyLength, { whole: true, atLeast: 0 });
  const offset = checkPositions(where, options, queryLength);
  return Float64Array.from(
    { length: queryLength * keyLength },
    (_, at) => (at % keyLength) - Math.floor(at / keyLength) - offset,
  );
}
