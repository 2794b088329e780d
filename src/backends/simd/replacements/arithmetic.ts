import {
  Add,
  EluGrad,
  Maximum,
  Minimum,
  Multiply,
  Prelu,
  RealDiv,
  SquaredDifference,
  Sub,
} from '@tensorflow/tfjs-core';
import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { replaceKernel } from '../replaceKernel.js';
import { runPairs } from '../runPairs.js';
import type { SimdBackend } from '../SimdBackend.js';

/** TensorFlow.js's names and ours. */
const FLOATS: Record<string, string> = {
  [Add]: 'add',
  [Sub]: 'sub',
  [Multiply]: 'multiply',
  [RealDiv]: 'divide',
  [Maximum]: 'maximum',
  [Minimum]: 'minimum',
  [SquaredDifference]: 'squaredDifference',
};
const WHOLE_NUMBERS: Record<string, string> = {
  [Add]: 'addInt32',
  [Sub]: 'subInt32',
  [Multiply]: 'multiplyInt32',
  [Maximum]: 'maximumInt32',
  [Minimum]: 'minimumInt32',
};

/**
 * Arithmetic on two float32 or two int32 tensors with any broadcasting. Other types, and quotients and squared differences of
 * whole numbers, stay with the cpu kernels.
 */
export function replaceArithmetic(): void {
  for (const kernelName of Object.keys(FLOATS)) {
    replaceKernel(kernelName, (call, inherited) => {
      const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
      const names = a.dtype === 'int32' ? WHOLE_NUMBERS : FLOATS;
      const covered = a.dtype === b.dtype && (a.dtype === 'float32' || a.dtype === 'int32') && kernelName in names;
      if (!covered) return inherited(call);
      return runPairs(call.backend as SimdBackend, names[kernelName], a, b, a.dtype);
    });
  }
  replaceKernel(Prelu, (call, inherited) => {
    const { x, alpha } = call.inputs as { x: TensorInfo; alpha: TensorInfo };
    if (x.dtype !== 'float32' || alpha.dtype !== 'float32') return inherited(call);
    return runPairs(call.backend as SimdBackend, 'prelu', x, alpha, 'float32');
  });
  replaceKernel(EluGrad, (call, inherited) => {
    const { dy, y } = call.inputs as { dy: TensorInfo; y: TensorInfo };
    const covered = dy.dtype === 'float32' && y.dtype === 'float32' && util.arraysEqual(dy.shape, y.shape);
    if (!covered) return inherited(call);
    return runPairs(call.backend as SimdBackend, 'eluGradient', dy, y, 'float32');
  });
}
