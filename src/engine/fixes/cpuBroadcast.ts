import { Add, backend_util, Maximum, Minimum, Multiply, RealDiv, Sub, util } from '@tensorflow/tfjs-core';
import { getKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { pinKernel } from '../registrations.js';

type Operation = (a: number, b: number) => number;

/**
 * Arithmetic on two tensors, on the cpu backend.
 *
 * TensorFlow.js builds three coordinate arrays per element when an axis of size 1 is stretched, some 100 times slower
 * than the arithmetic itself, and every softmax and normalization does so; without stretching it takes two remainders
 * per element. This walks the operands with one counter per axis. Other types than float32 stay with the original.
 */
export function fixCpuBroadcast(): void {
  broadcastFast(Add, (a, b) => a + b);
  broadcastFast(Sub, (a, b) => a - b);
  broadcastFast(Multiply, (a, b) => a * b);
  broadcastFast(RealDiv, (a, b) => a / b);
  broadcastFast(Maximum, (a, b) => Math.max(a, b));
  broadcastFast(Minimum, (a, b) => Math.min(a, b));
}

function broadcastFast(kernelName: string, operation: Operation): void {
  const original = getKernel(kernelName, 'cpu').kernelFunc;
  pinKernel({
    kernelName,
    backendName: 'cpu',
    kernelFunc: (parameters) => {
      const { a, b } = parameters.inputs as { a: TensorInfo; b: TensorInfo };
      if (a.dtype !== 'float32' || b.dtype !== 'float32') return original(parameters);
      const cpu = parameters.backend as MathBackendCPU;
      const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
      // Axes that nobody stretches are one long axis; a scalar result is one axis of size 1.
      const walked = util.arraysEqual(a.shape, b.shape) || shape.length === 0 ? [util.sizeFromShape(shape)] : shape;
      const values = broadcast(operation, walked, {
        a: cpu.data.get(a.dataId).values as Float32Array,
        b: cpu.data.get(b.dataId).values as Float32Array,
        stridesA: walked === shape ? stretchedStrides(a.shape, shape.length) : [1],
        stridesB: walked === shape ? stretchedStrides(b.shape, shape.length) : [1],
      });
      return cpu.makeTensorInfo(shape, 'float32', values);
    },
  });
}

/** Distance between neighbours along each axis of the result; 0 where the operand is stretched. */
function stretchedStrides(shape: number[], rank: number): number[] {
  const strides = new Array<number>(rank).fill(0);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1) strides[axis + rank - shape.length] = stride;
    stride *= shape[axis];
  }
  return strides;
}

interface Operands {
  a: Float32Array;
  b: Float32Array;
  stridesA: number[];
  stridesB: number[];
}

function broadcast(operation: Operation, shape: number[], { a, b, stridesA, stridesB }: Operands): Float32Array {
  const last = shape.length - 1;
  const width = shape[last];
  const [stepA, stepB] = [stridesA[last], stridesB[last]];
  const result = new Float32Array(util.sizeFromShape(shape));
  const position = new Array<number>(last).fill(0);
  let startA = 0;
  let startB = 0;
  for (let start = 0; start < result.length; start += width) {
    for (let i = 0; i < width; i++) result[start + i] = operation(a[startA + i * stepA], b[startB + i * stepB]);
    for (let axis = last - 1; axis >= 0; axis--) {
      startA += stridesA[axis];
      startB += stridesB[axis];
      if (++position[axis] < shape[axis]) break;
      startA -= stridesA[axis] * shape[axis];
      startB -= stridesB[axis] * shape[axis];
      position[axis] = 0;
    }
  }
  return result;
}
