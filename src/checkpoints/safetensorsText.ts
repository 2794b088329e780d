import { SafetensorsError } from './SafetensorsError.js';

/** By default it would put U+FFFD for bytes that mean nothing, and leave out a byte order mark. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How much of a file a message shows. */
const MOST_CHARACTERS = 80;

/**
 * The text that bytes of a header stand for.
 *
 * @throws SafetensorsError when they are not UTF-8.
 */
export function safetensorsText(where: string, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new SafetensorsError('headerText', `${where}: the header must be UTF-8, got other bytes`, { cause });
  }
}

/** Whether a text holds half of a surrogate pair, which JSON can escape and no UTF-8 stands for: other readers refuse it. */
export function isBrokenSafetensorsText(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/** A value of an untrusted file as it stands in a message. A text may be the whole header: only what is shown is quoted. */
export function quoteSafetensorsText(value: unknown): string {
  return cutSafetensorsText(JSON.stringify(typeof value === 'string' ? value.slice(0, MOST_CHARACTERS + 1) : value));
}

/** A text of any length as it stands in a message. */
export function cutSafetensorsText(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
