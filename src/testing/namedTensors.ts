import type { Tensor } from '@tensorflow/tfjs-core';
import { formatValue } from '../config/formatValue.js';
import { checkTensor } from '../engine/checkTensor.js';
import { Parameter } from '../modules/Parameter.js';

type Input = Tensor | Parameter;

/** Tensors or parameters in a row, or by name: what `module.parameters()` gives, or a plain object. */
export type NamedInputs = readonly Input[] | ReadonlyMap<string, Input> | Readonly<Record<string, Input>>;

/**
 * The tensors of some inputs by name; those of an array are called `inputs[0]`, `inputs[1]`…
 *
 * @param where Begins the error messages.
 * @throws Error when there are none, one is not float32 or has no elements, or two are the same tensor: a difference
 * would then move it once, while its gradient holds both.
 */
export function namedTensors(where: string, inputs: NamedInputs): Map<string, Tensor> {
  const found = new Map<string, Tensor>();
  const names = new Map<Tensor, string>();
  for (const [name, input] of entriesOf(where, inputs)) {
    const tensor = input instanceof Parameter ? input.value : input;
    checkTensor(where, name, tensor, 'float32');
    if (tensor.size === 0) throw new Error(`${where}: ${name} must have at least one element, got none`);
    if (names.has(tensor)) throw new Error(`${where}: ${name} must not be the same tensor as ${names.get(tensor)}`);
    names.set(tensor, name);
    found.set(name, tensor);
  }
  if (found.size === 0) throw new Error(`${where}: inputs must hold at least one tensor, got none`);
  return found;
}

function entriesOf(where: string, inputs: NamedInputs): Iterable<[string, Input]> {
  if (typeof inputs !== 'object' || inputs === null) {
    throw new Error(`${where}: inputs must be tensors or parameters, got ${formatValue(inputs)}`);
  }
  if (inputs instanceof Map) return inputs as ReadonlyMap<string, Input>;
  if (Array.isArray(inputs)) return inputs.map((input: Input, i): [string, Input] => [`inputs[${i}]`, input]);
  return Object.entries(inputs as Readonly<Record<string, Input>>);
}
