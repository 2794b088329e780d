import { parseRunConfig } from './parseRunConfig.js';
import { schemaAt, variantsOf } from './schemaAt.js';
import { wrongValueError } from './wrongValueError.js';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const WORDS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * The value that a word of the command line stands for, by what the schema wants at its place: `6` is a number for
 * `model.numLayers` and a text for `sample.prompt`. Objects and lists are JSON.
 *
 * Where anything is accepted, among the options of an optimizer, it is what it looks like.
 *
 * @param keys Those down to its place, which the schema has.
 * @throws ConfigError when it cannot be what is wanted.
 */
export function convertOverride(keys: readonly string[], word: string): unknown {
  const types = variantsOf(schemaAt(keys)!).map(({ type }) => type);
  if (types.includes('string')) return word;
  const anything = types.includes(undefined);
  const wants = (type: (typeof types)[number]): boolean => anything || types.includes(type);
  if (WORDS.has(word) && wants(word === 'null' ? 'null' : 'boolean')) return WORDS.get(word);
  if (NUMBER.test(word) && (wants('number') || wants('integer'))) return Number(word);
  if (/^\s*[[{"]/.test(word) && wants('object')) return parseRunConfig(word, `--${keys.join('.')}`);
  if (anything) return word;
  throw wrongValueError(keys, word);
}
