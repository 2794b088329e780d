import type { Mail } from './readMails.js';

/** Words that are not in the vocabulary; token 0 is padding. */
const UNKNOWN = 1;

/** Numbers the most frequent words. */
export class WordTokenizer {
  readonly #ids: Map<string, number>;

  /** @param size How many tokens, those of padding and of unknown words counted in. */
  constructor(mails: Mail[], size: number) {
    const counts = new Map<string, number>();
    for (const word of mails.flatMap(({ words }) => words)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const frequent = [...counts].sort(([, a], [, b]) => b - a).slice(0, size - 2);
    this.#ids = new Map(frequent.map(([word], i) => [word, i + 2]));
  }

  encode({ words }: Mail): number[] {
    return words.map((word) => this.#ids.get(word) ?? UNKNOWN);
  }
}
