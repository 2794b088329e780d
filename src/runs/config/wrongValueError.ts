import { didYouMean } from '../../config/didYouMean.js';
import { ConfigError } from './ConfigError.js';
import { expected } from './expected.js';
import { schemaAt } from './schemaAt.js';
import { shown, shownPath } from './shown.js';

/**
 * The refusal of a value that the schema does not accept at its place.
 *
 * @param keys Those down to it.
 */
export function wrongValueError(keys: readonly PropertyKey[], value: unknown): ConfigError {
  const path = shownPath(keys);
  const node = schemaAt(keys) ?? {};
  const meant = didYouMean(value, node.enum ?? []);
  return new ConfigError(path, `${path} must be ${expected(node, value)}, got ${shown(value)}${meant}`.trimStart());
}
