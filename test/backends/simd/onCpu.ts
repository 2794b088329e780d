import { findBackend, getKernel, type NamedAttrMap, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';

/** What TensorFlow.js's cpu kernel of that name makes of these tensors, whatever backend they are on. */
export function onCpu(kernelName: string, inputs: Record<string, Tensor>, attrs: NamedAttrMap = {}): number[] {
  const cpu = findBackend('cpu') as MathBackendCPU;
  const copies = Object.entries(inputs).map(
    ([name, x]) => [name, cpu.makeTensorInfo(x.shape, x.dtype, x.dataSync())] as const,
  );
  const { kernelFunc } = getKernel(kernelName, 'cpu');
  const result = kernelFunc({ inputs: Object.fromEntries(copies), backend: cpu, attrs }) as TensorInfo;
  const values = [...(cpu.readSync(result.dataId) as Float32Array)];
  for (const { dataId } of [result, ...copies.map(([, copy]) => copy)]) cpu.disposeData(dataId);
  return values;
}
