import { formatValue } from '../../config/formatValue.js';

/** How much of a text a message shows. */
const MOST_CHARACTERS = 80;

/**
 * A value as the messages of configurations show it: cut where it is long, and without characters that would move the
 * cursor or turn the direction of a terminal, since a configuration may come from anybody.
 */
export function shown(value: unknown): string {
  return visible(formatValue(typeof value === 'string' ? cut(value) : value));
}

/** The keys down to a place, with dots between, fit for a message: `training.steps`. */
export function shownPath(keys: readonly PropertyKey[]): string {
  return visible(cut(keys.map(String).join('.')));
}

function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
