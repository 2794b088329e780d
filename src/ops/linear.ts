import { add, matMul, tidy, zeros, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';
import { tellKernelUse } from '../engine/kernelUse.js';
import { hasOwnKernel, runOwnKernel } from '../engine/runOwnKernel.js';
import { sizeOf } from '../engine/shapes.js';
import { isRecordingTwice, recordOperation, unrecorded } from '../engine/tape.js';
import { withShape } from '../engine/withShape.js';

/** What one of the products of {@link linearEach} is by. */
export interface LinearWeights {
  /** `[…summed, …units]`. */
  kernel: Tensor;
  /** `[…units]`. Default: nothing is added. */
  bias?: Tensor;
}

/**
 * `x · kernel + bias`, summed over the last axes of x and the first of the kernel, which have the same sizes.
 *
 * Where the backend has a kernel for it the bias is added while the product is written, to the same bits, and all gradients are
 * one kernel.
 *
 * @param kernel `[…summed, …units]`.
 * @param bias `[…units]`.
 * @param summed How many axes are summed over.
 * @returns `[…, …units]`. Differentiable any number of times.
 */
export function linear(x: Tensor, kernel: Tensor, bias: Tensor | undefined, summed = 1): Tensor {
  return linearEach(x, [{ kernel, bias }], summed)[0];
}

/**
 * {@link linear} by several weights, whose gradients by x are added up as they are found.
 *
 * @returns A result for each, in their order.
 */
export function linearEach(x: Tensor, weights: readonly LinearWeights[], summed = 1): Tensor[] {
  const isEmpty = x.size === 0 || weights.some(({ kernel }) => kernel.size === 0);
  if (isEmpty) tellKernelUse('linear', 'there is nothing to sum');
  else if (isRecordingTwice()) tellKernelUse('linear', 'its gradient is differentiated');
  else if (hasOwnKernel('linear')) return ownLinear(x, weights, summed);
  return weights.map(({ kernel, bias }) => plainLinear(x, kernel, bias, summed));
}

function plainLinear(x: Tensor, kernel: Tensor, bias: Tensor | undefined, summed: number): Tensor {
  const lead = x.shape.slice(0, x.rank - summed);
  const units = kernel.shape.slice(summed);
  const length = sizeOf(kernel.shape.slice(0, summed));
  return tidy(() => {
    const rows = withShape(x, [sizeOf(lead), length]);
    const product = matMul(rows, withShape(kernel, [length, sizeOf(units)]));
    const sum = bias === undefined ? product : add(product, withShape(bias, [sizeOf(units)]));
    return withShape(sum, [...lead, ...units]);
  });
}

function ownLinear(x: Tensor, weights: readonly LinearWeights[], summed: number): Tensor[] {
  const kernels = weights.map(({ kernel }) => kernel);
  const biases = weights.map(({ bias }) => bias);
  const inputs = { x, ...numbered('kernel', kernels), ...numbered('bias', biases) };
  const outputs = unrecorded(() => runOwnKernel('linear', inputs, { summed })!);
  recordOperation({
    name: 'linear',
    inputs,
    outputs,
    saved: [x, ...kernels],
    gradients: (cotangents, [savedX, ...savedKernels], wanted = Object.keys(inputs)) => {
      const dy = cotangents.map((cotangent, i) => cotangent ?? zeros(outputs[i].shape));
      const given = { x: savedX, ...numbered('kernel', savedKernels), ...numbered('dy', dy) };
      const found = runOwnKernel('linearGradient', given, { summed, by: wanted })!;
      return Object.fromEntries(wanted.map((name, i) => [name, () => found[i]]));
    },
  });
  return outputs;
}

/** Tensors by a name and their number in the list; those that are missing left out. */
function numbered(name: string, tensors: readonly (Tensor | undefined)[]): NamedTensorMap {
  const named = tensors.map((tensor, i) => [`${name}${i}`, tensor] as const);
  return Object.fromEntries(named.filter(([, tensor]) => tensor !== undefined)) as NamedTensorMap;
}
