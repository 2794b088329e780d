import { getKernel, Sum, util, type SumAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { pinKernel } from '../../registrations.js';
import { forEachRow, stretchedStrides } from './strides.js';

/**
 * Sums over any axes in one pass over the tensor, on the cpu backend, in double precision.
 *
 * TensorFlow.js first transposes the summed axes to the end: the gradient of every bias does so. Other types than
 * float32 stay with the original.
 */
export function fixCpuSum(): void {
  const original = getKernel(Sum, 'cpu').kernelFunc;
  pinKernel({
    kernelName: Sum,
    backendName: 'cpu',
    kernelFunc: (parameters) => {
      const { x } = parameters.inputs as { x: TensorInfo };
      const { axis, keepDims } = parameters.attrs as unknown as SumAttrs;
      if (x.dtype !== 'float32' || x.shape.length === 0) return original(parameters);
      const axes = util.parseAxisParam(axis, x.shape);
      const kept = x.shape.map((size, i) => (axes.includes(i) ? 1 : size));
      const cpu = parameters.backend as MathBackendCPU;
      const values = cpu.data.get(x.dataId).values as Float32Array;
      const sums = new Float64Array(util.sizeFromShape(kept));
      const strides = stretchedStrides(kept, x.shape.length);
      const width = x.shape.at(-1)!;
      const step = strides.at(-1)!;
      forEachRow(x.shape, strides, strides, (row, start) => {
        const from = row * width;
        if (step === 0) {
          let sum = 0;
          for (let i = 0; i < width; i++) sum += values[from + i];
          sums[start] += sum;
        } else {
          for (let i = 0; i < width; i++) sums[start + i * step] += values[from + i];
        }
      });
      const shape = keepDims ? kept : x.shape.filter((_, i) => !axes.includes(i));
      return cpu.makeTensorInfo(shape, 'float32', Float32Array.from(sums));
    },
  });
}
