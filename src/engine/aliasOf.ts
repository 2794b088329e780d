import { engine, Reshape, type KernelBackend, type Tensor } from '@tensorflow/tfjs-core';

/** What we need of TensorFlow.js's engine that its own type hides. */
interface TensorTable {
  backend: KernelBackend;
  state: { tensorInfo: WeakMap<object, { backend: KernelBackend }> };
}

/**
 * Another tensor of the same numbers, in the same shape or another of that size, by no operation: nothing is recorded.
 *
 * TensorFlow.js runs a kernel for it, at the price of one that computes something small. Training makes hundreds in a step.
 */
export function aliasOf(x: Tensor, shape: readonly number[] = x.shape): Tensor {
  const { backend, state } = engine() as unknown as TensorTable;
  const isHere = state.tensorInfo.get(x.dataId)?.backend === backend;
  // The kernel brings numbers over from another backend, and knows that a complex number has two parts.
  if (!isHere || x.dtype === 'complex64' || x.dtype === 'string')
    return engine().runKernel(Reshape, { x }, { shape: [...shape] });
  backend.incRef(x.dataId);
  return engine().makeTensorFromTensorInfo({ dataId: x.dataId, shape: [...shape], dtype: x.dtype });
}
