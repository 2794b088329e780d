import { ConfigError } from './ConfigError.js';
import { shown, shownPath } from './shown.js';

const MAX_DEPTH = 32;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Reads JSON (RFC 8259) that people write by hand: `JSON.parse` does not say where an error is, in Node 20, and keeps the
 * last of two equal keys in silence.
 */
export class JsonReader {
  readonly #source: string;
  readonly #text: string;
  readonly #keys: string[] = [];
  #at = 0;

  /** @param source What messages call the text. */
  constructor(source: string, text: string) {
    this.#source = source;
    this.#text = text;
  }

  /**
   * The value that the text is.
   *
   * @throws ConfigError such as `config: run.json, line 3, column 7: must be ',' or '}', got ']'`, also for a key given
   * twice and for more than 32 levels.
   */
  read(): unknown {
    const value = this.#value(0);
    if (this.#at < this.#text.length) this.#refuse('must be the end');
    return value;
  }

  #value(depth: number): unknown {
    this.#skipBlanks();
    const first = this.#text[this.#at];
    if (depth === MAX_DEPTH && (first === '{' || first === '[')) {
      throw this.#error(this.#at, `must nest at most ${MAX_DEPTH} deep, got more`);
    }
    let value: unknown;
    if (first === '{') value = this.#object(depth + 1);
    else if (first === '[') value = this.#list(depth + 1);
    else if (first === '"') value = this.#string();
    else value = this.#word();
    this.#skipBlanks();
    return value;
  }

  #object(depth: number): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    this.#at++;
    this.#skipBlanks();
    if (this.#took('}')) return {};
    do {
      this.#skipBlanks();
      const start = this.#at;
      if (this.#text[start] !== '"') this.#refuse('must be a key in double quotes');
      const key = this.#string();
      this.#keys.push(key);
      if (entries.has(key)) throw this.#error(start, `${shownPath(this.#keys)} must be given once, got it twice`);
      this.#skipBlanks();
      if (!this.#took(':')) this.#refuse("must be ':'");
      entries.set(key, this.#value(depth));
      this.#keys.pop();
    } while (this.#took(','));
    if (!this.#took('}')) this.#refuse("must be ',' or '}'");
    // Not by assignment, which for some names would do more than that.
    return Object.fromEntries(entries);
  }

  #list(depth: number): unknown[] {
    const values: unknown[] = [];
    this.#at++;
    this.#skipBlanks();
    if (this.#took(']')) return values;
    do values.push(this.#value(depth));
    while (this.#took(','));
    if (!this.#took(']')) this.#refuse("must be ',' or ']'");
    return values;
  }

  #string(): string {
    const start = this.#at;
    let end = start + 1;
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === '\\' ? 2 : 1;
    try {
      const value = JSON.parse(this.#text.slice(start, end + 1)) as string;
      this.#at = end + 1;
      return value;
    } catch {
      throw this.#error(start, 'must be a string with its closing quote in the same line, and known escapes only');
    }
  }

  #word(): unknown {
    for (const [word, value] of WORDS) {
      if (this.#took(word)) return value;
    }
    NUMBER.lastIndex = this.#at;
    const [digits] = NUMBER.exec(this.#text) ?? [];
    if (digits === undefined) this.#refuse('must be a value');
    this.#at += digits.length;
    return Number(digits);
  }

  #took(text: string): boolean {
    const found = this.#text.startsWith(text, this.#at);
    if (found) this.#at += text.length;
    return found;
  }

  #skipBlanks(): void {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? 'none')) this.#at++;
  }

  #refuse(must: string): never {
    const rest = /^[\w.+-]{1,20}|./su.exec(this.#text.slice(this.#at, this.#at + 20));
    throw this.#error(this.#at, `${must}, got ${rest === null ? 'the end' : shown(rest[0])}`);
  }

  #error(at: number, problem: string): ConfigError {
    const lines = this.#text.slice(0, at).split(/\r\n|\r|\n/);
    const place = `line ${lines.length}, column ${lines[lines.length - 1].length + 1}`;
    return new ConfigError(shownPath(this.#keys), `${this.#source}, ${place}: ${problem}`);
  }
}
