import { cast, Tensor, type TensorLike } from '@tensorflow/tfjs-core';
import { formatValue } from '../../config/formatValue.js';
import { asTensor } from './asTensor.js';

/** A tensor, or what becomes one: nested arrays, a typed array, a number. */
export type TensorInput = Tensor | TensorLike;

/**
 * What attention is called with: a tensor that attends to itself, a list `[query, value, key?]` with at least one
 * tensor or typed array in it, or names.
 */
export type AttentionInputs =
  | TensorInput
  | readonly [TensorInput, TensorInput]
  | readonly [TensorInput, TensorInput, TensorInput]
  | {
      /** `[batch…, axes…, features]`. */
      query: TensorInput;
      /** Default: the query. */
      value?: TensorInput;
      /** Default: the value. */
      key?: TensorInput;
    };

/** The inputs as float32 tensors, and the masks they carried. */
export interface NamedInputs {
  query: Tensor;
  value: Tensor;
  key: Tensor;
  masks: { query?: Tensor; value?: Tensor; key?: Tensor };
}

/**
 * Names the inputs and converts them to float32. Value defaults to the query, key to the value.
 *
 * @throws Error when there is no query, or more than three inputs.
 */
export function nameInputs(where: string, inputs: AttentionInputs): NamedInputs {
  const { query, value = query, key = value } = named(where, inputs);
  const converted = new Map<TensorInput, Tensor>();
  const convert = (name: string, x: TensorInput): Tensor => {
    const known = converted.get(x) ?? asFloat(where, name, x);
    converted.set(x, known);
    return known;
  };
  const masks = { query: carried(query), value: carried(value), key: carried(key) };
  return { query: convert('query', query), value: convert('value', value), key: convert('key', key), masks };
}

function named(where: string, inputs: AttentionInputs): { query: TensorInput; value?: TensorInput; key?: TensorInput } {
  if (Array.isArray(inputs) && inputs.some((x) => x instanceof Tensor || ArrayBuffer.isView(x))) {
    const [query, value, key, ...more] = inputs as TensorInput[];
    if (value === undefined || more.length > 0) {
      throw new Error(`${where}: inputs must be [query, value] or [query, value, key], got ${inputs.length} of them`);
    }
    return { query, value, key };
  }
  if (typeof inputs === 'object' && inputs !== null && 'query' in inputs && inputs.query !== undefined) return inputs;
  if (inputs instanceof Tensor || Array.isArray(inputs) || ArrayBuffer.isView(inputs) || typeof inputs === 'number') {
    return { query: inputs };
  }
  const got =
    typeof inputs === 'object' && inputs !== null ? `{ ${Object.keys(inputs).join(', ')} }` : formatValue(inputs);
  throw new Error(`${where}: inputs must be a tensor, a list or { query, value, key }, got ${got}`);
}

function asFloat(where: string, name: string, x: TensorInput): Tensor {
  const made = asTensor(where, name, x);
  return made.dtype === 'float32' ? made : cast(made, 'float32');
}

/** The padding mask that the layer before left on its output; a scope that ended may have freed it. */
function carried(x: TensorInput): Tensor | undefined {
  return x instanceof Tensor && x.kerasMask?.isDisposed === false ? x.kerasMask : undefined;
}
