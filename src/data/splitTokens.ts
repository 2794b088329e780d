import { checkArray } from '../config/checkArray.js';
import { formatValue } from '../config/formatValue.js';

/** A text's tokens in two parts. */
export interface TokenSplit {
  training: Int32Array;
  validation: Int32Array;
}

/**
 * Cuts tokens in two: the end, which training never sees, is for validation.
 *
 * @param tokens Token numbers. The parts of an `Int32Array` share its memory.
 * @param validationFraction How much of the tokens validation gets, rounded to a whole number; a tenth by default.
 * @throws Error when the fraction is not between 0 and 1, a part would be empty, or a token is not a whole number.
 */
export function splitTokens(tokens: Int32Array | ArrayLike<number>, validationFraction = 0.1): TokenSplit {
  checkArray('splitTokens', 'tokens', tokens);
  if (!(Number.isFinite(validationFraction) && validationFraction > 0 && validationFraction < 1)) {
    throw new Error(`splitTokens: validationFraction must be between 0 and 1, got ${formatValue(validationFraction)}`);
  }
  const boundary = tokens.length - Math.round(tokens.length * validationFraction);
  if (boundary === 0 || boundary === tokens.length) {
    throw new Error(
      `splitTokens: tokens must be enough for both parts, got ${tokens.length} for a fraction of ${validationFraction}`,
    );
  }
  const all = tokens instanceof Int32Array ? tokens : Int32Array.from(tokens, checkToken);
  return { training: all.subarray(0, boundary), validation: all.subarray(boundary) };
}

function checkToken(token: number, i: number): number {
  // `| 0` is what an Int32Array would keep of it.
  if (token !== (token | 0))
    throw new Error(`splitTokens: tokens must be whole numbers below 2^31, got ${formatValue(token)} at ${i}`);
  return token;
}
