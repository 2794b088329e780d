/** Names of the element types we read. */
export type SafetensorsDtype = 'F64' | 'I64' | 'F32' | 'I32' | 'F16' | 'BF16' | 'I16' | 'I8' | 'U8' | 'BOOL';

/** Bytes of one element. */
export const bytesPerSafetensorsDtype: ReadonlyMap<SafetensorsDtype, number> = new Map([
  ['F32', 4],
  ['F16', 2],
  ['BF16', 2],
  ['F64', 8],
  ['I64', 8],
  ['I32', 4],
  ['I16', 2],
  ['I8', 1],
  ['U8', 1],
  ['BOOL', 1],
]);

/** All of them. */
export const safetensorsDtypes: readonly SafetensorsDtype[] = [...bytesPerSafetensorsDtype.keys()];
