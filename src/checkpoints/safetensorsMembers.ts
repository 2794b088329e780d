import { SafetensorsError } from './SafetensorsError.js';
import { safetensorsLimits } from './safetensorsLimits.js';
import { quoteSafetensorsText, safetensorsText } from './safetensorsText.js';

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * The members of a JSON object one after the other, each with the bytes of its value.
 *
 * `JSON.parse` of a whole header takes ten times its size, and keeps one of two equal keys in silence.
 *
 * @param json Bytes of an object: the first is `{`. Its members may turn out not to be JSON.
 * @throws SafetensorsError when what is between members is not JSON, or a key is not JSON or not UTF-8.
 */
export function* safetensorsMembers(
  where: string,
  json: Uint8Array,
): Generator<readonly [name: string, value: Uint8Array]> {
  const { entryBytes } = safetensorsLimits;
  let at = afterBlanks(json, 1);
  if (json[at] !== CLOSE_OBJECT) {
    for (;;) {
      const nameEnd = afterText(json, at);
      const colon = afterBlanks(json, nameEnd);
      if (json[colon] !== COLON) throw notJson(where, json);
      if (nameEnd - at > entryBytes) {
        const message = `${where}: names must have at most ${entryBytes} bytes, got one of ${nameEnd - at}`;
        throw new SafetensorsError('entry', message);
      }
      const begin = afterBlanks(json, colon + 1);
      const end = valueEnd(json, begin);
      const name = parseSafetensorsJson(where, safetensorsText(where, json.subarray(at, nameEnd)), json) as string;
      yield [name, json.subarray(begin, end)];
      at = end;
      if (json[at] === CLOSE_OBJECT) break;
      if (json[at] !== COMMA) throw notJson(where, json);
      at = afterBlanks(json, at + 1);
    }
  }
  if (afterBlanks(json, at + 1) < json.length) throw notJson(where, json);
}

/**
 * A small value of a header.
 *
 * @param json What the message shows when the value is not JSON.
 * @throws SafetensorsError when it is not JSON.
 */
export function parseSafetensorsJson(where: string, value: string, json: Uint8Array): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch (cause) {
    throw notJson(where, json, cause);
  }
}

/** Bytes that are not UTF-8 are not JSON either: then that is what the message says. */
function notJson(where: string, json: Uint8Array, cause?: unknown): SafetensorsError {
  const got = quoteSafetensorsText(safetensorsText(where, json));
  return new SafetensorsError('headerJson', `${where}: the header must be JSON, got ${got}`, { cause });
}

function afterBlanks(json: Uint8Array, at: number): number {
  while (json[at] === 0x20 || json[at] === 0x0a || json[at] === 0x0d || json[at] === 0x09) at++;
  return at;
}

/** Behind the closing quote of a text, or the end of the bytes; where there is no text, where it should begin. */
function afterText(json: Uint8Array, at: number): number {
  if (json[at] !== QUOTE) return at;
  for (at++; at < json.length; at++) {
    if (json[at] === QUOTE) return at + 1;
    if (json[at] === BACKSLASH) at++;
  }
  return json.length;
}

/** The comma or bracket that ends a value, or the end of the bytes. */
function valueEnd(json: Uint8Array, at: number): number {
  let depth = 0;
  while (at < json.length) {
    const byte = json[at];
    if (byte === QUOTE) {
      at = afterText(json, at);
      continue;
    }
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
    else if (depth === 0 && (byte === COMMA || byte === CLOSE_OBJECT)) return at;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) depth--;
    at++;
  }
  return at;
}
