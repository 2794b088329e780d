import { snakeCase } from './letterCase.js';
import { nestedRegistry, type OptionKinds } from './OptionKinds.js';

/** Whose form plain data has: this package's, with keys in camelCase, or that of Keras, with keys in snake_case. */
export type ConfigStyle = 'own' | 'keras';

/**
 * Options as plain data. Those that are `undefined` are left out.
 *
 * @throws Error when an option is a function, or what it holds is in no registry.
 */
export function writeConfig(
  where: string,
  options: Record<string, unknown>,
  kinds: OptionKinds,
  style: ConfigStyle,
): Record<string, unknown> {
  const keras = style === 'keras';
  const { enumerations = [], ownOptions = [] } = kinds;
  const write = (option: string, value: unknown): unknown => {
    if (typeof value === 'function') {
      throw new Error(`${where}: ${option} must be plain data to be serialized, got a function`);
    }
    if (typeof value === 'string') return keras && enumerations.includes(option) ? snakeCase(value) : value;
    const registry = nestedRegistry(kinds, option);
    if (registry === undefined || typeof value !== 'object' || value === null) return value;
    const writeOne = (one: never): unknown => (keras ? registry.serializeKeras(one) : registry.serialize(one));
    return Array.isArray(value) ? value.map((one) => writeOne(one as never)) : writeOne(value as never);
  };
  return Object.fromEntries(
    Object.entries(options)
      .filter(([option, value]) => value !== undefined && !(keras && ownOptions.includes(option)))
      .map(([option, value]) => [keras ? snakeCase(option) : option, write(option, value)]),
  );
}
