import { addN, div, mul, sqrt, square, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkIterable } from '../config/checkIterable.js';
import { checkTensors } from '../engine/checkTensor.js';
import { customGradient } from '../engine/customGradient.js';
import { hasOwnKernel } from '../engine/runOwnKernel.js';
import { normInDouble } from './normInDouble.js';

/**
 * The Euclidean norm over all tensors together, a scalar; infinite beyond 1.8e19, where a square has no float32, and on
 * simd, which sums in double precision, beyond 3.4e38.
 *
 * @throws Error when there are none, or one is not float32.
 */
export function globalNorm(tensors: Iterable<Tensor>): Tensor {
  checkIterable('globalNorm', 'tensors', tensors);
  const list = [...tensors];
  checkTensors('globalNorm', 'tensors', list, 'float32');
  if (list.length === 0) throw new Error('globalNorm: tensors must hold at least one tensor, got none');
  if (!hasOwnKernel('globalNorm')) return tidy(() => reference(list));
  return customGradient({
    inputs: list,
    forward: (inputs) => {
      const norm = normInDouble(inputs)!;
      return { value: norm, residuals: [norm] };
    },
    backward: (cotangent, { inputs, residuals: [norm] }) => {
      const scale = div(cotangent, norm);
      return inputs.map((x) => mul(x, scale));
    },
    reference,
  });
}

function reference(tensors: readonly Tensor[]): Tensor {
  return sqrt(addN(tensors.map((x) => sum(square(x)))));
}
