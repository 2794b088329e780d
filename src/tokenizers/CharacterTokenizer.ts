import { checkArray } from '../config/checkArray.js';
import { checkText } from '../config/checkText.js';
import { formatValue } from '../config/formatValue.js';

/**
 * Turns each character of a text into a number, and back.
 *
 * A character is one Unicode code point: an emoji outside the basic plane, two units of a JavaScript string, is one
 * token. Nothing is normalised, so that `decode(encode(text))` is `text`.
 */
export class CharacterTokenizer {
  /** The vocabulary: the character at place i is token i. */
  readonly characters: string;
  private readonly byToken: readonly string[];
  private readonly byCharacter: ReadonlyMap<string, number>;

  /**
   * @param characters The vocabulary in the order of its tokens, as {@link CharacterTokenizer.characters} gave it.
   * @throws Error when it is empty, repeats a character or holds half of a surrogate pair, which no file can hold.
   */
  constructor(characters: string) {
    checkText('CharacterTokenizer', 'characters', characters);
    this.characters = characters;
    this.byToken = [...characters];
    if (this.byToken.length === 0) {
      throw new Error('CharacterTokenizer: characters must hold at least one character, got none');
    }
    const byCharacter = new Map<string, number>();
    for (const [token, character] of this.byToken.entries()) {
      if (/\p{Surrogate}/u.test(character)) {
        throw new Error(
          `CharacterTokenizer: characters must hold whole characters, got half of one, ${JSON.stringify(character)}`,
        );
      }
      if (byCharacter.has(character)) {
        throw new Error(`CharacterTokenizer: characters must be distinct, got ${JSON.stringify(character)} twice`);
      }
      byCharacter.set(character, token);
    }
    this.byCharacter = byCharacter;
  }

  /**
   * The tokenizer of all characters of a text, sorted by code point: the same whatever their order in it.
   *
   * @throws Error when the text is empty or holds half of a surrogate pair.
   */
  static fromText(text: string): CharacterTokenizer {
    checkText('CharacterTokenizer.fromText', 'text', text);
    const codePoint = (character: string): number => character.codePointAt(0)!;
    return new CharacterTokenizer([...new Set(text)].sort((a, b) => codePoint(a) - codePoint(b)).join(''));
  }

  /** How many tokens there are; a model's `vocabularySize`. */
  get size(): number {
    return this.byToken.length;
  }

  /**
   * The tokens of a text, one per character.
   *
   * @throws Error naming a character outside of the vocabulary and its place in the string, as `text.indexOf` counts.
   */
  encode(text: string): Int32Array {
    checkText('CharacterTokenizer.encode', 'text', text);
    const tokens = new Int32Array(text.length);
    let count = 0;
    let position = 0;
    for (const character of text) {
      const token = this.byCharacter.get(character);
      if (token === undefined) {
        throw new Error(
          `CharacterTokenizer.encode: text must hold only known characters, got ${JSON.stringify(character)} at ${position}`,
        );
      }
      tokens[count++] = token;
      position += character.length;
    }
    return tokens.slice(0, count);
  }

  /**
   * The text of some tokens.
   *
   * @throws Error naming a number that is no token and its place.
   */
  decode(tokens: ArrayLike<number>): string {
    checkArray('CharacterTokenizer.decode', 'tokens', tokens);
    const characters = Array.from(tokens, (token, i) => {
      const character = Number.isInteger(token) ? this.byToken[token] : undefined;
      if (character === undefined) {
        throw new Error(
          `CharacterTokenizer.decode: tokens must be whole numbers in [0, ${this.size}), got ${formatValue(token)} at ${i}`,
        );
      }
      return character;
    });
    return characters.join('');
  }
}
