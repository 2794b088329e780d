import { logicalAnd, notEqual, reshape, tensor, zerosLike, type Tensor, type TensorLike } from '@tensorflow/tfjs-core';
import { asTensor } from './asTensor.js';
import { formatShape, sizeOf, type Shape } from '../../engine/shapes.js';
import { asBooleanMask } from '../../ops/maskedSoftmax.js';
import type { AttentionAxes } from './AttentionAxes.js';

/** The masks of one call, true where something is shown; tensors or arrays. */
export interface GivenMasks {
  /** Of scores; fewer axes broadcast. */
  attentionMask?: Tensor | TensorLike;
  /** Of the query's positions: its shape without features, or `[batch, length]` for one axis. */
  queryMask?: Tensor | TensorLike;
  /** Of the value's positions, in the same way. */
  valueMask?: Tensor | TensorLike;
  /** Of the key's positions, in the same way. */
  keyMask?: Tensor | TensorLike;
}

interface Call {
  axes: AttentionAxes;
  numHeads: number;
  query: Shape;
  key: Shape;
  robust: boolean;
  causal: boolean;
}

/**
 * One mask of scores, `[b, h, q, k]` with sizes of 1 where it broadcasts, of all that were given.
 *
 * @returns Bool where masks were combined or masking is robust, the numbers given otherwise; undefined without masks.
 * @throws Error when a mask does not fit.
 */
export function combineMasks(where: string, masks: GivenMasks, call: Call): Tensor | undefined {
  const { axes, numHeads, query, key, robust, causal } = call;
  const parts: Tensor[] = [];
  const padding = (name: 'queryMask' | 'valueMask' | 'keyMask', shape: Shape, ofQuery: boolean): void => {
    const mask = masks[name];
    if (mask === undefined) return;
    const folded = foldPadding(where, name, truth(asTensor(where, name, mask), robust), axes, shape);
    const [batch, length] = folded.shape as [number, number];
    parts.push(reshape(folded, ofQuery ? [batch, 1, length, 1] : [batch, 1, 1, length]));
  };
  padding('queryMask', query, true);
  padding('valueMask', key, false);
  padding('keyMask', key, false);
  if (masks.attentionMask !== undefined) {
    const mask = axes.foldMask(where, asTensor(where, 'attentionMask', masks.attentionMask), numHeads, query, key);
    // Alone and additive, a mask of numbers keeps its fractions, as in the original.
    const alone = parts.length === 0 && !causal && !robust;
    parts.push(alone ? mask : truth(mask, robust));
  }
  return parts.length === 0 ? undefined : parts.reduce((all, mask) => logicalAnd(all, mask));
}

/** Numbers attend above 0.5; in the original's additive masking, unless they are zero. */
function truth(mask: Tensor, robust: boolean): Tensor {
  return robust || mask.dtype === 'bool' ? asBooleanMask(mask) : notEqual(mask, zerosLike(mask));
}

/** A mask of an input's positions as `[b, t]`. */
function foldPadding(where: string, name: string, mask: Tensor, axes: AttentionAxes, input: Shape): Tensor {
  const positions = input.slice(0, -1);
  if (mask.shape.join() === positions.join()) return axes.fold(mask);
  const { batch, attended } = axes.sizes(input);
  if (attended.length === 1 && mask.shape.join() === [input[0], attended[0]].join()) {
    const inner = sizeOf(batch.slice(1));
    const repeated = logicalAnd(reshape(mask, [input[0], 1, attended[0]]), allTrue([1, inner, 1]));
    return reshape(repeated, [input[0] * inner, attended[0]]);
  }
  const also = attended.length === 1 && positions.length > 2 ? ` or ${formatShape([input[0], attended[0]])}` : '';
  throw new Error(`${where}: ${name} must have shape ${formatShape(positions)}${also}, got ${formatShape(mask.shape)}`);
}

function allTrue(shape: [number, number, number]): Tensor {
  return tensor(new Uint8Array(sizeOf(shape)).fill(1), shape, 'bool');
}
