import { LogicalAnd, LogicalNot, LogicalOr, type TensorInfo } from '@tensorflow/tfjs-core';
import { replaceKernel } from '../replaceKernel.js';
import { runEach } from '../runEach.js';
import { runPairs } from '../runPairs.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Logic of booleans, with any broadcasting. Other types stay with the cpu kernels. */
export function replaceLogical(): void {
  for (const [kernelName, name] of [
    [LogicalAnd, 'logicalAnd'],
    [LogicalOr, 'logicalOr'],
  ]) {
    replaceKernel(kernelName, (call, inherited) => {
      const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
      if (a.dtype !== 'bool' || b.dtype !== 'bool') return inherited(call);
      return runPairs(call.backend as SimdBackend, name, a, b, 'bool');
    });
  }
  replaceKernel(LogicalNot, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    if (x.dtype !== 'bool') return inherited(call);
    return runEach(call.backend as SimdBackend, 'logicalNot', [x], 'bool');
  });
}
