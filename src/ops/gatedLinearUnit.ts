import { mul, reshape, split, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { formatShape, sizeOf } from '../engine/shapes.js';
import { gelu } from './gelu.js';
import { silu } from './silu.js';

/**
 * SwiGLU (Shazeer 2020, arXiv:2002.05202, equation 6) of a projection to twice the width: `silu(gate) · value`.
 *
 * @param x `[…, 2 · features]`, float32: the gate, then the value.
 * @returns `[…, features]`. Differentiable any number of times.
 * @throws Error when the size of the last axis is odd, or there is none.
 */
export function swiglu(x: Tensor): Tensor {
  return gatedLinearUnit('swiglu', x, silu);
}

/**
 * GEGLU (Shazeer 2020, arXiv:2002.05202, equation 6) of a projection to twice the width: `gelu(gate) · value`.
 *
 * @param x `[…, 2 · features]`, float32: the gate, then the value.
 * @returns `[…, features]`. Differentiable any number of times.
 * @throws Error when the size of the last axis is odd, or there is none.
 */
export function geglu(x: Tensor): Tensor {
  return gatedLinearUnit('geglu', x, gelu);
}

function gatedLinearUnit(where: string, x: Tensor, activation: (gate: Tensor) => Tensor): Tensor {
  checkTensor(where, 'x', x, 'float32');
  const width = x.shape.at(-1);
  if (width === undefined || width % 2 !== 0) {
    throw new Error(`${where}: x must have an even number of features, got shape ${formatShape(x.shape)}`);
  }
  const lead = x.shape.slice(0, -1);
  return tidy(() => {
    // Two axes: TensorFlow.js slices up to rank 4 or 5 only, depending on the backend.
    const [gate, value] = split(reshape(x, [sizeOf(lead), width]), 2, 1);
    return reshape(mul(activation(gate), value), [...lead, width / 2]);
  });
}
