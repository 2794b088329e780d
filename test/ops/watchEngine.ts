import { engine, tidy, type Tensor, type TensorContainer } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../src/engine/shapes.js';

/** What the engine did while a function ran. */
export interface Watched {
  /** Kernels in the order they ended, with the number of elements they gave; not those that share a buffer. */
  kernels: { name: string; size: number }[];
  /**
   * Bytes of data buffers at their highest, beyond those at the start. A reshaped tensor shares its buffer; that webgl
   * copies some textures to reshape them is not an operation's doing, and not counted.
   */
  peakBytes: number;
}

interface WatchedEngine {
  runKernel: (name: string, ...rest: unknown[]) => Tensor | Tensor[];
  trackTensor: (tensor: Tensor, backend: unknown) => void;
  removeDataId: (dataId: object, backend: unknown) => void;
  state: { tensorInfo: WeakMap<object, { bytes: number }> };
}

/** Runs `f`, frees what it made, and tells what the engine did. */
export function watchEngine(f: () => TensorContainer): Watched {
  const watched = engine() as unknown as WatchedEngine;
  const { runKernel, trackTensor, removeDataId } = watched;
  const { tensorInfo } = watched.state;
  const result: Watched = { kernels: [], peakBytes: 0 };
  let bytes = 0;
  let reshaping = false;
  const counted = new WeakSet<object>();
  watched.runKernel = (name, ...rest) => {
    reshaping = name === 'Reshape';
    const outputs = runKernel.call(watched, name, ...rest);
    reshaping = false;
    const size = [outputs].flat().reduce((total, { shape }) => total + sizeOf(shape), 0);
    if (name !== 'Identity' && name !== 'Reshape') result.kernels.push({ name, size });
    return outputs;
  };
  watched.trackTensor = (tensor, backend) => {
    const isNew = !tensorInfo.has(tensor.dataId) && !reshaping;
    trackTensor.call(watched, tensor, backend);
    if (!isNew) return;
    counted.add(tensor.dataId);
    bytes += tensorInfo.get(tensor.dataId)!.bytes;
    result.peakBytes = Math.max(result.peakBytes, bytes);
  };
  watched.removeDataId = (dataId, backend) => {
    if (counted.has(dataId)) bytes -= tensorInfo.get(dataId)!.bytes;
    removeDataId.call(watched, dataId, backend);
  };
  try {
    tidy(f);
  } finally {
    Object.assign(watched, { runKernel, trackTensor, removeDataId });
  }
  return result;
}
