import { expandDims, where, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { checkShape } from '../engine/shapes.js';
import { asBooleanMask } from '../ops/maskedSoftmax.js';

/**
 * Sets the vectors of padding to zero, so that NaN in them reaches nothing, nor its gradient.
 *
 * @param caller Begins the error message.
 * @param x `[b, t, e]`.
 * @param mask `[b, t]`: bool, or numbers that are above 0.5, where a position holds something. Without it all do.
 * @param name What the mask is called.
 * @throws Error such as `MeanPooling: mask must have shape [2, 5], got [2, 4]`.
 */
export function hidePadding(caller: string, x: Tensor, mask: Tensor | undefined, name = 'mask'): Tensor {
  if (mask === undefined) return x;
  checkShape(caller, name, mask, x.shape.slice(0, -1));
  return where(expandDims(asBooleanMask(mask), -1), x, zerosLike(x));
}
