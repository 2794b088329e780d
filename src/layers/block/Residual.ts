import { add, type Tensor } from '@tensorflow/tfjs-core';
import { checkObject } from '../../config/checkObject.js';
import { checkShape } from '../../engine/shapes.js';
import type { BlockNorm } from './blockChoices.js';

/**
 * What passes from block to block: a sum, whose last term the next norm may add on its way.
 *
 * A type and no interface: `tidy` returns it.
 */
export type Residual = {
  /** `[batch, length, width]`, float32. */
  x: Tensor;
  /** Of the same shape. Default: nothing waits to be added. */
  added?: Tensor;
};

/** @throws Error such as `DecoderBlock: added must have shape [2, 5, 8], got [2, 4, 8]`. */
export function checkResidual(where: string, residual: Residual): void {
  const { x, added } = checkObject(where, 'residual', residual);
  checkShape(where, 'x', x, ['any', 'any', 'any'], 'float32');
  if (added !== undefined) checkShape(where, 'added', added, x.shape, 'float32');
}

/** The whole sum. */
export function settle({ x, added }: Residual): Tensor {
  return added === undefined ? x : add(x, added);
}

/** The whole sum, and what a norm makes of it. */
export function normalize(norm: BlockNorm, { x, added }: Residual): [sum: Tensor, normalized: Tensor] {
  return added === undefined ? [x, norm.call(x)] : norm.callOnSum(x, added);
}
