import { didYouMean } from '../../config/didYouMean.js';
import { ConfigError } from './ConfigError.js';
import { placesOf } from './placesOf.js';
import { keysAt } from './schemaAt.js';
import { shown, shownPath } from './shown.js';

/**
 * The refusal of a key that the configuration does not have, with what may have been meant: one beside it, or one of the
 * same name in a section.
 *
 * @param keys Those down to it, itself the last.
 */
export function unknownKeyError(keys: readonly string[]): ConfigError {
  const key = keys[keys.length - 1];
  const path = shownPath(keys);
  const known = keysAt(keys.slice(0, -1));
  const [elsewhere] = placesOf(key);
  const meant = didYouMean(key, known) || (elsewhere === undefined ? '' : `; did you mean '${elsewhere}'?`);
  const must = known.length === 0 ? 'must hold no further keys' : `must be one of ${known.join(', ')}`;
  return new ConfigError(path, `${path} ${must}, got ${shown(key)}${meant}`);
}
