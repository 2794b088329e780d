import type { Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { formatShape } from '../engine/shapes.js';

/**
 * Refuses what is not `[batch, length]`, int32, of 1 to contextLength tokens.
 *
 * @throws Error such as `Transformer: tokens must have shape [any, 1 to 6], got [1, 7]`.
 */
export function checkTokens(where: string, name: string, tokens: Tensor, contextLength: number): void {
  checkTensor(where, name, tokens, 'int32');
  const length = tokens.shape[1] ?? 0;
  if (tokens.rank === 2 && length <= contextLength && length > 0) return;
  throw new Error(`${where}: ${name} must have shape [any, 1 to ${contextLength}], got ${formatShape(tokens.shape)}`);
}
