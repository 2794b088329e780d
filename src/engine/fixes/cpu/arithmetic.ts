import { Add, backend_util, Maximum, Minimum, Multiply, RealDiv, Sub, util } from '@tensorflow/tfjs-core';
import { getKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { pinKernel } from '../../registrations.js';
import { forEachRow, stretchedStrides } from './strides.js';

/** One row of an operation: `out[i] = a[startA + i · stepA] ∘ b[startB + i · stepB]`. */
type Row = (out: Float32Array, a: Operand, b: Operand) => void;

interface Operand {
  values: Float32Array;
  start: number;
  step: number;
}

/**
 * Arithmetic on two tensors, on the cpu backend.
 *
 * TensorFlow.js builds three coordinate arrays per element when an axis of size 1 is stretched, some 100 times slower
 * than the arithmetic itself, and every softmax and normalization does so; without stretching it takes two remainders
 * and a call per element. Other types than float32 stay with the original.
 */
export function fixCpuArithmetic(): void {
  // Each has a loop of its own: one loop that is given the operation would call it for every element.
  replace(Add, (out, { values: a, start: i, step: di }, { values: b, start: j, step: dj }) => {
    for (let k = 0; k < out.length; k++) out[k] = a[i + k * di] + b[j + k * dj];
  });
  replace(Sub, (out, { values: a, start: i, step: di }, { values: b, start: j, step: dj }) => {
    for (let k = 0; k < out.length; k++) out[k] = a[i + k * di] - b[j + k * dj];
  });
  replace(Multiply, (out, { values: a, start: i, step: di }, { values: b, start: j, step: dj }) => {
    for (let k = 0; k < out.length; k++) out[k] = a[i + k * di] * b[j + k * dj];
  });
  replace(RealDiv, (out, { values: a, start: i, step: di }, { values: b, start: j, step: dj }) => {
    for (let k = 0; k < out.length; k++) out[k] = a[i + k * di] / b[j + k * dj];
  });
  replace(Maximum, (out, { values: a, start: i, step: di }, { values: b, start: j, step: dj }) => {
    for (let k = 0; k < out.length; k++) out[k] = Math.max(a[i + k * di], b[j + k * dj]);
  });
  replace(Minimum, (out, { values: a, start: i, step: di }, { values: b, start: j, step: dj }) => {
    for (let k = 0; k < out.length; k++) out[k] = Math.min(a[i + k * di], b[j + k * dj]);
  });
}

function replace(kernelName: string, row: Row): void {
  const original = getKernel(kernelName, 'cpu').kernelFunc;
  pinKernel({
    kernelName,
    backendName: 'cpu',
    kernelFunc: (parameters) => {
      const { a, b } = parameters.inputs as { a: TensorInfo; b: TensorInfo };
      if (a.dtype !== 'float32' || b.dtype !== 'float32') return original(parameters);
      const cpu = parameters.backend as MathBackendCPU;
      const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
      const size = util.sizeFromShape(shape);
      // Where nothing is stretched, or all of an operand is, there is one long row.
      const flat = [a, b].every((x) => [1, size].includes(util.sizeFromShape(x.shape)));
      const walked = flat ? [size] : shape;
      const stridesOf = (x: TensorInfo): number[] =>
        flat ? [util.sizeFromShape(x.shape) === size ? 1 : 0] : stretchedStrides(x.shape, shape.length);
      const [stridesA, stridesB] = [stridesOf(a), stridesOf(b)];
      const left = { values: valuesOf(cpu, a), start: 0, step: stridesA.at(-1)! };
      const right = { values: valuesOf(cpu, b), start: 0, step: stridesB.at(-1)! };
      const result = new Float32Array(size);
      const width = walked.at(-1)!;
      forEachRow(walked, stridesA, stridesB, (index, startA, startB) => {
        left.start = startA;
        right.start = startB;
        row(result.subarray(index * width, (index + 1) * width), left, right);
      });
      return cpu.makeTensorInfo(shape, 'float32', result);
    },
  });
}

function valuesOf(cpu: MathBackendCPU, x: TensorInfo): Float32Array {
  return cpu.data.get(x.dataId).values as Float32Array;
}
