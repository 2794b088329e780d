import { ConfigError } from './ConfigError.js';
import { shownPath } from './shown.js';

/** Names through which an assignment reaches what all objects share. */
const REFUSED = ['__proto__', 'constructor', 'prototype'];
/** No option has a name near this long, and messages name keys. */
const MOST_CHARACTERS = 256;

/**
 * Refuses a key that no configuration needs and that could do harm.
 *
 * @param keys Those down to it, itself the last.
 * @throws ConfigError such as `config: model.__proto__ must not be given: the name is reserved`.
 */
export function checkKey(keys: readonly string[]): void {
  const key = keys[keys.length - 1];
  const path = shownPath(keys);
  if (REFUSED.includes(key)) throw new ConfigError(path, `${path} must not be given: the name is reserved`);
  if (key.length <= MOST_CHARACTERS) return;
  throw new ConfigError(
    path,
    `${path} must be a key of at most ${MOST_CHARACTERS} characters, got one of ${key.length}`,
  );
}
