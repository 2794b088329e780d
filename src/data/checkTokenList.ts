import { formatValue } from '../config/formatValue.js';

/**
 * Refuses what is not an array or a typed array: a text has a length as well, and no numbers.
 *
 * @throws Error such as `splitTokens: tokens must be an array or a typed array, got 'text'`.
 */
export function checkTokenList(where: string, name: string, tokens: unknown): void {
  if (Array.isArray(tokens) || (ArrayBuffer.isView(tokens) && !(tokens instanceof DataView))) return;
  throw new Error(`${where}: ${name} must be an array or a typed array, got ${formatValue(tokens)}`);
}
