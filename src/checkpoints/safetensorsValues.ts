import { decodeBfloat16 } from './decodeBfloat16.js';
import { decodeFloat16 } from './decodeFloat16.js';
import { SafetensorsError } from './SafetensorsError.js';
import type { SafetensorsDtype } from './safetensorsDtype.js';
import { quoteSafetensorsText } from './safetensorsText.js';

/** Elements in row-major order. */
export type SafetensorsValues =
  Float64Array | BigInt64Array | Float32Array | Int32Array | Int16Array | Int8Array | Uint8Array;

/**
 * The elements that bytes of a file stand for.
 *
 * @param name Of the tensor.
 * @param bytes The values share their memory, besides those of F16 and BF16. They begin at a multiple of 8.
 * @throws SafetensorsError on a boolean other than 0 or 1.
 */
export function safetensorsValues(
  where: string,
  name: string,
  dtype: SafetensorsDtype,
  bytes: Uint8Array,
): SafetensorsValues {
  const { buffer, byteOffset, length } = bytes;
  switch (dtype) {
    case 'F64':
      return new Float64Array(buffer, byteOffset, length / 8);
    case 'I64':
      return new BigInt64Array(buffer, byteOffset, length / 8);
    case 'F32':
      return new Float32Array(buffer, byteOffset, length / 4);
    case 'I32':
      return new Int32Array(buffer, byteOffset, length / 4);
    case 'F16':
      return decodeFloat16(new Uint16Array(buffer, byteOffset, length / 2));
    case 'BF16':
      return decodeBfloat16(new Uint16Array(buffer, byteOffset, length / 2));
    case 'I16':
      return new Int16Array(buffer, byteOffset, length / 2);
    case 'I8':
      return new Int8Array(buffer, byteOffset, length);
    case 'U8':
      return bytes;
    case 'BOOL': {
      const fault = booleanFault(bytes);
      if (fault === undefined) return bytes;
      throw new SafetensorsError('boolean', `${where}: ${quoteSafetensorsText(name)} ${fault}`);
    }
  }
}

/** What is wrong with bytes that should be booleans; undefined when nothing is. */
export function booleanFault(values: Uint8Array): string | undefined {
  const i = values.findIndex((value) => value > 1);
  return i < 0 ? undefined : `must hold booleans, 0 or 1, got ${values[i]} at ${i}`;
}
