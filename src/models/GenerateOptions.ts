import { checkNumber } from '../config/checkNumber.js';
import type { DrawOptions } from './drawToken.js';

/** Options of `generate` and `generateTokens`. */
export interface GenerateOptions extends DrawOptions {
  /** How many tokens to add. Default 200. */
  length?: number;
  /** The same seed draws the same text. Default 0. */
  seed?: number;
}

/**
 * Refuses options out of their ranges; a seed is refused where a key is made of it.
 *
 * @throws Error such as `generate: topP must be a finite number, above 0, at most 1, got 0`.
 */
export function checkGenerateOptions(where: string, options: GenerateOptions): void {
  const { length = 200, temperature = 1, topK, topP } = options;
  checkNumber(where, 'length', length, { whole: true, atLeast: 0 });
  checkNumber(where, 'temperature', temperature, { atLeast: 0 });
  if (topK !== undefined) checkNumber(where, 'topK', topK, { whole: true, atLeast: 1 });
  if (topP !== undefined) checkNumber(where, 'topP', topP, { above: 0, atMost: 1 });
}
