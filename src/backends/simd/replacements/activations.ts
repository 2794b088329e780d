import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { addKernel } from '../addKernel.js';
import { ELEMENTS } from '../chunks.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Activations of ours with their gradients, each one pass: `x` in, and `dy` too for `…Gradient`, which gives dx. */
export function addActivations(): void {
  for (const name of ['gelu', 'geluTanh', 'silu']) {
    addKernel(name, ({ inputs, backend }) => ofElements(name, [inputs.x!], backend as SimdBackend));
    const gradient = `${name}Gradient`;
    addKernel(gradient, ({ inputs, backend }) => ofElements(gradient, [inputs.x!, inputs.dy!], backend as SimdBackend));
  }
}

function ofElements(name: string, inputs: TensorInfo[], simd: SimdBackend): TensorInfo {
  const { shape } = inputs[0];
  const result = simd.output(shape);
  // An exponential and a division are worth some additions.
  const job = { items: sizeOf(shape), chunk: ELEMENTS / 2 };
  simd.run(name, job, ...[...inputs, result].map((tensor) => simd.address(tensor)));
  return result;
}
