import { SafetensorsError } from './SafetensorsError.js';

/** A header is an object of objects that hold lists. */
const MAX_DEPTH = 3;

/**
 * Refuses a JSON header that names a key twice in one object; `JSON.parse` keeps the last in silence.
 *
 * A file with two entries of one name means different weights to different readers.
 *
 * @param where What the error names first.
 * @param json A text that `JSON.parse` accepts; without that the result means nothing.
 * @param depth In how many objects of the header it stands.
 * @throws SafetensorsError on a repeated key, also when the two are escaped differently, and on objects or lists more than three
 * deep: a million of them would overflow the stack of whoever walks the result, `JSON.stringify` for one.
 */
export function checkHeaderKeys(where: string, json: string, depth = 0): void {
  const open: Set<string>[] = [];
  for (let i = 0; i < json.length; i++) {
    if (json[i] === '{' || json[i] === '[') {
      if (depth + open.length === MAX_DEPTH)
        throw new SafetensorsError('tooDeep', `${where}: the header must nest at most ${MAX_DEPTH} deep, got more`);
      open.push(new Set());
    } else if (json[i] === '}' || json[i] === ']') {
      open.pop();
    } else if (json[i] === '"') {
      const start = i;
      i = closingQuote(json, i);
      if (!isFollowedByColon(json, i)) continue;
      const key = JSON.parse(json.slice(start, i + 1)) as string;
      const keys = open[open.length - 1];
      if (keys.has(key)) {
        throw new SafetensorsError(
          'duplicateKey',
          `${where}: the header must name each key once, got ${JSON.stringify(key)} twice`,
        );
      }
      keys.add(key);
    }
  }
}

function closingQuote(json: string, opening: number): number {
  let i = opening + 1;
  while (json[i] !== '"') i += json[i] === '\\' ? 2 : 1;
  return i;
}

function isFollowedByColon(json: string, i: number): boolean {
  const blanks = ' \t\n\r';
  do i++;
  while (i < json.length && blanks.includes(json[i]));
  return json[i] === ':';
}
