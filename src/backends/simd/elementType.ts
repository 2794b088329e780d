import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';

/** How a kernel is told what the numbers of a tensor are, and their bytes. */
export interface ElementType {
  code: number;
  bytes: number;
}

const TYPES: Partial<Record<DataType, ElementType>> = {
  float32: { code: 0, bytes: 4 },
  int32: { code: 1, bytes: 4 },
  bool: { code: 2, bytes: 1 },
};

/** What kernels call the type of a tensor; `undefined` for strings and complex numbers, which do not lie in the memory. */
export function elementType({ dtype }: Pick<TensorInfo, 'dtype'>): ElementType | undefined {
  return TYPES[dtype];
}
