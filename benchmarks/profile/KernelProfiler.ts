import { getKernelsForBackend, registerKernel, unregisterKernel, util } from '@tensorflow/tfjs-core';
import type { DataType, KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { operationsOf } from './operationsOf.js';

/** What a kernel did. */
export interface KernelRecord {
  calls: number;
  /** Time in it, without that in other kernels that it called. */
  ms: number;
  /** Bytes of its inputs and outputs: none where an output is an input under another shape, once what is changed in place. */
  bytes: number;
  /** Floating-point operations of products of matrices, 0 for other kernels. */
  operations: number;
}

/** Times the kernels of a backend, by standing before each of them in TensorFlow.js's registry. */
export class KernelProfiler {
  /** By the names of the kernels. */
  readonly records = new Map<string, KernelRecord>();
  private readonly replaced: KernelConfig[];
  private inner = 0;

  constructor(backendName: string) {
    this.replaced = getKernelsForBackend(backendName);
    for (const config of this.replaced) {
      const kernelFunc: KernelConfig['kernelFunc'] = (call) =>
        this.time(config.kernelName, call.inputs as Record<string, TensorInfo>, call.attrs, () =>
          config.kernelFunc(call),
        );
      replace({ ...config, kernelFunc });
    }
  }

  /** Puts the kernels themselves back. */
  end(): void {
    this.replaced.forEach(replace);
  }

  private time(
    name: string,
    inputs: Record<string, TensorInfo | TensorInfo[]>,
    attributes: object | undefined,
    run: () => TensorInfo | TensorInfo[],
  ): TensorInfo | TensorInfo[] {
    const outside = this.inner;
    this.inner = 0;
    const begin = performance.now();
    const made = run();
    const ms = performance.now() - begin;
    this.note(name, ms - this.inner, Object.values(inputs).flat(), [made].flat(), attributes);
    this.inner = outside + ms;
    return made;
  }

  private note(name: string, ms: number, inputs: TensorInfo[], outputs: TensorInfo[], attributes?: object): void {
    const record = this.records.get(name) ?? { calls: 0, ms: 0, bytes: 0, operations: 0 };
    this.records.set(name, record);
    record.calls += 1;
    record.ms += ms;
    record.operations += operationsOf(name, inputs, outputs, attributes);
    const isView = outputs.length > 0 && outputs.every(({ dataId }) => inputs.some((input) => input.dataId === dataId));
    if (!isView) for (const tensor of [...inputs, ...outputs]) record.bytes += bytesOf(tensor);
  }
}

function replace(config: KernelConfig): void {
  unregisterKernel(config.kernelName, config.backendName);
  registerKernel(config);
}

function bytesOf({ shape, dtype }: { shape: number[]; dtype: DataType }): number {
  return dtype === 'string' ? 0 : util.sizeFromShape(shape) * util.bytesPerElement(dtype);
}
