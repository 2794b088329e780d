import { checkObject } from '../config/checkObject.js';
import { formatValue } from '../config/formatValue.js';
import { formatShape } from '../engine/shapes.js';
import { safetensorsByteLength } from './safetensorsByteLength.js';
import type { SafetensorsDtype } from './safetensorsDtype.js';
import { METADATA_KEY } from './safetensorsHeader.js';
import { safetensorsLimits } from './safetensorsLimits.js';
import { isBrokenSafetensorsText } from './safetensorsText.js';
import { booleanFault, type SafetensorsValues } from './safetensorsValues.js';

/** A tensor to write. */
export interface SafetensorsInput {
  /** At most 32 sizes; empty for a single number. */
  shape: readonly number[];
  /** As many as the shape says, in row-major order. */
  values: SafetensorsValues;
  /** Default: that of the array; of a `Uint8Array`, which may hold booleans or bytes, `BOOL`. */
  dtype?: SafetensorsDtype;
}

/** What each array can be written as, the default first. */
const dtypesOfArrays: ReadonlyMap<string, readonly SafetensorsDtype[]> = new Map<string, readonly SafetensorsDtype[]>([
  ['Float64Array', ['F64']],
  ['BigInt64Array', ['I64']],
  ['Float32Array', ['F32']],
  ['Int32Array', ['I32']],
  ['Int16Array', ['I16']],
  ['Int8Array', ['I8']],
  ['Uint8Array', ['BOOL', 'U8']],
]);

/**
 * Refuses what is not a name and a tensor to write.
 *
 * @param known Names of the tensors before.
 * @returns The name, and the tensor with its type.
 * @throws Error such as `encodeSafetensors: "a" must name one tensor, got two`.
 */
export function checkSafetensorsInput(
  entry: readonly [name: string, tensor: SafetensorsInput],
  known: ReadonlyMap<string, unknown>,
): [name: string, tensor: Required<SafetensorsInput>] {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string') {
    throw new Error(`encodeSafetensors: tensors must hold pairs of a name and a tensor, got ${formatValue(entry)}`);
  }
  const name = JSON.stringify(entry[0]);
  const where = `encodeSafetensors: ${name}`;
  const { shape, values, dtype } = checkObject('encodeSafetensors', `tensor ${name}`, entry[1]);
  if (!Array.isArray(shape)) {
    throw new Error(`encodeSafetensors: shape of ${name} must be a list, got ${formatValue(shape)}`);
  }
  if (entry[0] === METADATA_KEY) throw new Error(`${where} must not name a tensor, got one: the format reserves it`);
  if (isBrokenSafetensorsText(entry[0])) throw new Error(`${where} must be Unicode, got half of a surrogate pair`);
  if (known.has(entry[0])) throw new Error(`${where} must name one tensor, got two`);
  const dtypes = (ArrayBuffer.isView(values) && dtypesOfArrays.get(typeName(values))) || [];
  const countable = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!countable || safetensorsByteLength(shape, 'BOOL') !== values.length) {
    throw new Error(
      `${where} must have as many values as its shape says, got ${formatShape(shape)} and ${values.length}`,
    );
  }
  if (dtypes.length === 0) {
    throw new Error(`${where} must be one of ${[...dtypesOfArrays.keys()].join(', ')}, got ${typeName(values)}`);
  }
  const { rank } = safetensorsLimits;
  if (shape.length > rank) throw new Error(`${where} must have at most ${rank} sizes, got ${shape.length}`);
  const found = dtype === undefined ? dtypes[0] : dtypes.find((one) => one === dtype);
  if (found === undefined) {
    throw new Error(
      `encodeSafetensors: dtype of ${name} must be ${dtypes.join(' or ')}, as it is a ${typeName(values)}, got ${formatValue(dtype)}`,
    );
  }
  const fault = found === 'BOOL' ? booleanFault(values as Uint8Array) : undefined;
  if (fault !== undefined) throw new Error(`${where} ${fault}`);
  return [entry[0], { shape, values, dtype: found }];
}

function typeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}
