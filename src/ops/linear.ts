import { add, matMul, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { tellKernelUse } from '../engine/kernelUse.js';
import { hasOwnKernel, runOwnKernel } from '../engine/runOwnKernel.js';
import { sizeOf } from '../engine/shapes.js';
import { recordOperation, unrecorded } from '../engine/tape.js';
import { withShape } from '../engine/withShape.js';

/**
 * `x · kernel + bias`, summed over the last axes of x and the first of the kernel, which have the same sizes.
 *
 * Where the backend has a kernel for it the bias is added while the product is written, to the same bits.
 *
 * @param kernel `[…summed, …units]`.
 * @param bias `[…units]`.
 * @param summed How many axes are summed over.
 * @returns `[…, …units]`. Differentiable any number of times.
 */
export function linear(x: Tensor, kernel: Tensor, bias: Tensor | undefined, summed = 1): Tensor {
  const lead = x.shape.slice(0, x.rank - summed);
  const units = kernel.shape.slice(summed);
  const length = sizeOf(kernel.shape.slice(0, summed));
  return tidy(() => {
    const rows = withShape(x, [sizeOf(lead), length]);
    const matrix = withShape(kernel, [length, sizeOf(units)]);
    const product =
      bias === undefined ? matMul(rows, matrix) : biasedProduct(rows, matrix, withShape(bias, [sizeOf(units)]));
    return withShape(product, [...lead, ...units]);
  });
}

function biasedProduct(x: Tensor, kernel: Tensor, bias: Tensor): Tensor {
  const isEmpty = x.size === 0 || kernel.size === 0;
  if (isEmpty) tellKernelUse('linear', 'there is nothing to sum');
  if (isEmpty || !hasOwnKernel('linear')) return add(matMul(x, kernel), bias);
  const [output] = unrecorded(() => runOwnKernel('linear', { x, kernel, bias })!);
  recordOperation({
    name: 'linear',
    inputs: { x, kernel, bias },
    outputs: [output],
    saved: [x, kernel],
    gradients: ([cotangent], saved) => ({
      x: () => matMul(cotangent!, saved[1], false, true),
      kernel: () => matMul(saved[0], cotangent!, true, false),
      bias: () => sum(cotangent!, 0),
    }),
  });
  return output;
}
