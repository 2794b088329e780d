import type { Tensor } from '@tensorflow/tfjs-core';
import { aliasOf } from './aliasOf.js';
import { shapeMatches } from './shapes.js';
import { recordOperation } from './tape.js';

/**
 * A tensor in another shape of the same size: itself where it has that shape, since another would be one more step of every
 * backward pass. Who gives the result to a caller must not give an input away.
 */
export function withShape(x: Tensor, shape: readonly number[]): Tensor {
  if (shapeMatches(x.shape, shape)) return x;
  const reshaped = aliasOf(x, shape);
  recordOperation({
    name: 'withShape',
    inputs: { x },
    outputs: [reshaped],
    saved: [],
    gradients: ([cotangent]) => ({ x: () => withShape(cotangent!, x.shape) }),
  });
  return reshaped;
}
