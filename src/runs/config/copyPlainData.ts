import { checkKey } from './checkKey.js';
import { ConfigError } from './ConfigError.js';
import { shown, shownPath } from './shown.js';

/** A configuration nests four deep; whoever walks a million levels overflows the stack. */
const MAX_DEPTH = 32;
/** Keys of objects and entries of lists, all together. */
const MAX_ENTRIES = 10_000;
/** A prompt may be long; a book belongs in a file. */
const MAX_TEXT = 2 ** 20;

/**
 * A copy of plain data, of which nothing is shared with what was given: objects, lists, texts, finite numbers, booleans
 * and null. Keys whose value is undefined are left out, and -0 becomes 0, as JSON does.
 *
 * Runs before anything else looks at a configuration: what is too deep, too large or named for the prototype of objects
 * goes no further.
 *
 * @throws ConfigError that names where.
 */
export function copyPlainData(value: unknown): unknown {
  let entries = 0;

  function copy(given: unknown, keys: string[]): unknown {
    if (given === null || typeof given === 'boolean') return given;
    if (typeof given === 'object') return copyObject(given, keys);
    if (typeof given === 'string') return copyText(given, keys);
    if (typeof given !== 'number') throw refusal(keys, `must be plain data, got ${shown(given)}`);
    if (!Number.isFinite(given)) throw refusal(keys, `must be a finite number, got ${given}`);
    return given + 0;
  }

  function copyObject(given: object, keys: string[]): unknown {
    if (keys.length >= MAX_DEPTH) throw refusal(keys, `must nest at most ${MAX_DEPTH} deep, got more`);
    const isList = Array.isArray(given);
    if (!isList && !isPlain(given)) throw refusal(keys, 'must be plain data, got an object of a class');
    entries += isList ? given.length : Object.keys(given).length;
    if (entries > MAX_ENTRIES) throw refusal(keys, `must hold at most ${MAX_ENTRIES} keys in all, got more`);
    if (isList) return Array.from(given, (one, i) => copy(one, [...keys, String(i)]));
    const named = Object.entries(given).filter(([, one]) => one !== undefined);
    return Object.fromEntries(named.map(([name, one]) => [name, copyNamed(one, [...keys, name])]));
  }

  function copyNamed(given: unknown, keys: string[]): unknown {
    checkKey(keys);
    return copy(given, keys);
  }

  return copy(value, []);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function copyText(text: string, keys: string[]): string {
  if (text.length <= MAX_TEXT) return text;
  throw refusal(keys, `must be a text of at most ${MAX_TEXT} characters, got one of ${text.length}`);
}

function refusal(keys: string[], problem: string): ConfigError {
  const path = shownPath(keys);
  return new ConfigError(path, `${path} ${problem}`.trimStart());
}
