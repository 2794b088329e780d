import { checkObject } from './checkObject.js';
import { camelCase } from './letterCase.js';
import { nestedRegistry, type Made, type NestedRegistry, type OptionKinds } from './OptionKinds.js';
import { optionName } from './optionName.js';

/**
 * The options of a configuration whose keys are in camelCase or in Keras's snake_case.
 *
 * A `null` is an option left out, since Keras writes every option. What is nested becomes an object.
 *
 * @throws Error when it is not an object, or what is nested cannot be read.
 */
export function readConfig(
  where: string,
  config: Record<string, unknown>,
  kinds: OptionKinds,
  made?: Made,
): Record<string, unknown> {
  const { enumerations = [], ignored = [], saysNothing = (): boolean => false } = kinds;
  const given = Object.entries(checkObject(where, 'config', config))
    .filter(([key, value]) => value !== null && value !== undefined && !ignored.includes(key))
    .map(([key, value]): [string, unknown] => [optionName(key), value])
    .filter(([option, value]) => !saysNothing(where, option, value));
  const read = (option: string, value: unknown): unknown => {
    if (typeof value === 'string') return enumerations.includes(option) ? camelCase(value) : value;
    const registry = nestedRegistry(kinds, option);
    if (typeof value !== 'object' || registry === undefined) return value;
    return readNested(`${where}: ${option}`, value, registry, made);
  };
  return Object.fromEntries(given.map(([option, value]) => [option, read(option, value)]));
}

function readNested(name: string, value: unknown, registry: NestedRegistry, made?: Made): unknown {
  if (Array.isArray(value)) return value.map((one, i) => registry.get(one as never, `${name}.${i}`, made));
  return registry.get(value as never, name, made);
}
