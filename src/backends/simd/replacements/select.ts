import { Select, util, type TensorInfo } from '@tensorflow/tfjs-core';
import { replaceKernel } from '../replaceKernel.js';
import { runEach } from '../runEach.js';
import type { SimdBackend } from '../SimdBackend.js';

/**
 * `where` of tensors of one shape and one type, `float32`, `int32` or `bool`: the operation has stretched them before. Conditions
 * for whole rows, and other types, stay with the cpu kernel.
 */
export function replaceSelect(): void {
  replaceKernel(Select, (call, inherited) => {
    const { condition, t, e } = call.inputs as { condition: TensorInfo; t: TensorInfo; e: TensorInfo };
    const known = t.dtype === 'float32' || t.dtype === 'int32' || t.dtype === 'bool';
    const alike = t.dtype === e.dtype && [condition, e].every(({ shape }) => util.arraysEqual(shape, t.shape));
    if (!known || !alike || condition.dtype !== 'bool') return inherited(call);
    const name = t.dtype === 'bool' ? 'selectBool' : 'select';
    return runEach(call.backend as SimdBackend, name, [condition, t, e], t.dtype);
  });
}
