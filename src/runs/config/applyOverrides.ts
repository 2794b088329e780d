import { checkKey } from './checkKey.js';
import { ConfigError } from './ConfigError.js';
import { convertOverride } from './convertOverride.js';
import { copyPlainData } from './copyPlainData.js';
import { schemaAt } from './schemaAt.js';
import { shown, shownPath } from './shown.js';
import { unknownKeyError } from './unknownKeyError.js';

/** A place of the configuration, `model.numLayers`, and a word of the command line for it. */
export type Override = [path: string, value: string];

/**
 * The configuration with some values replaced, those of the command line; the given one stays as it was. Later ones win.
 *
 * @param config Plain data, before defaults are filled in.
 * @throws ConfigError when there is no such place, or the word cannot be what is wanted there; ranges are checked by
 * `readRunConfig`.
 */
export function applyOverrides(config: unknown, overrides: readonly Override[]): unknown {
  const copy = copyPlainData(config);
  for (const [path, word] of overrides) {
    const keys = path.split('.');
    for (let count = 1; count <= keys.length; count++) {
      checkKey(keys.slice(0, count));
      if (schemaAt(keys.slice(0, count)) === undefined) throw unknownKeyError(keys.slice(0, count));
    }
    const value = convertOverride(keys, word);
    holderOf(copy, keys)[keys[keys.length - 1]] = value;
  }
  return copy;
}

/** The object that holds a place; those that are missing on the way there are made. */
function holderOf(config: unknown, keys: readonly string[]): Record<string, unknown> {
  let holder = asObject(config, []);
  for (const [i, key] of keys.slice(0, -1).entries()) {
    if (!Object.hasOwn(holder, key)) holder[key] = {};
    holder = asObject(holder[key], keys.slice(0, i + 1));
  }
  return holder;
}

function asObject(value: unknown, keys: readonly string[]): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  const path = shownPath(keys);
  throw new ConfigError(path, `${path} must be an object, got ${shown(value)}`.trimStart());
}
