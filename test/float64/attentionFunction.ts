import { attention, type AttentionResult } from './attention.js';
import type { AttentionInputs, AttentionOptions, AttentionTensor } from './AttentionInputs.js';
import type { NdArray } from './array.js';
import type { ArrayFunction } from './derivatives.js';
import type { Field } from './scalar.js';

/** One result of attention as a function of the list of tensors with these names, for `derivatives.ts`. */
export function attentionFunction(
  names: AttentionTensor[],
  options: AttentionOptions,
  result: keyof AttentionResult,
): ArrayFunction {
  return <S>(field: Field<S>, tensors: NdArray<S>[]): NdArray<S> => {
    const inputs = Object.fromEntries(names.map((name, i) => [name, tensors[i]]));
    return attention(field, inputs as unknown as AttentionInputs<S>, options)[result];
  };
}
