import type { Override } from './applyOverrides.js';
import { ConfigError } from './ConfigError.js';
import { placesOf } from './placesOf.js';
import { keysAt } from './schemaAt.js';
import { shown, shownPath } from './shown.js';
import { unknownKeyError } from './unknownKeyError.js';

/** A command line in its two parts. */
export interface TakenOverrides {
  /** What it says of the configuration, for `applyOverrides`. */
  overrides: Override[];
  /** Everything else, in order. */
  rest: string[];
}

/**
 * Takes what is meant for the configuration out of a command line: `--model.numLayers 6` and `--model.numLayers=6`. What
 * follows `--` is left alone.
 *
 * @param own Names of options without a dot that somebody else reads, though the configuration has a key like them: `seed`.
 * @throws ConfigError when a value is missing, a section does not exist, or a key such as `--steps` lacks its section.
 */
export function takeOverrides(argv: readonly string[], own: readonly string[] = []): TakenOverrides {
  const overrides: Override[] = [];
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  const rest: string[] = [];
  for (let i = 0; i < end; i++) {
    const [, path, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argv[i]) ?? [];
    if (path === undefined || !isPlace(path, own)) rest.push(argv[i]);
    else if (value !== undefined) overrides.push([path, value]);
    else overrides.push([path, checkValue(path, i + 1 < end ? argv[++i] : undefined)]);
  }
  return { overrides, rest: [...rest, ...argv.slice(end)] };
}

/** Whether an option names a place of the configuration; refuses those that nearly do. */
function isPlace(path: string, own: readonly string[]): boolean {
  const [section] = path.split('.', 1);
  if (path.includes('.')) {
    if (keysAt([]).includes(section)) return true;
    throw unknownKeyError([section]);
  }
  const places = own.includes(path) ? [] : placesOf(path);
  if (places.length === 0) return false;
  const meant = places.map((place) => `--${place}`).join(' or ');
  throw new ConfigError(shownPath([path]), `--${shownPath([path])} must be written with its section, as ${meant}`);
}

function checkValue(path: string, value: string | undefined): string {
  if (value !== undefined && !value.startsWith('--')) return value;
  const place = shownPath([path]);
  const got =
    value === undefined ? 'none' : `${shown(value)}; a text that begins so is given by --${place}=${shown(value)}`;
  throw new ConfigError(place, `--${place} must be followed by a value, got ${got}`);
}
