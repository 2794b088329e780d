/**
 * How many of the words that were added to a prompt occur in a text, letter for letter.
 *
 * Left out are those of the prompt, one that continues its last, and the last of all, which may have been cut.
 *
 * @param sample The prompt and what follows it.
 */
export function knownWords(text: string, prompt: string, sample: string): { known: number; words: number } {
  const added = wordsOf(sample).slice(wordsOf(prompt).length, -1);
  const vocabulary = new Set(wordsOf(text));
  return { known: added.filter((word) => vocabulary.has(word)).length, words: added.length };
}

function wordsOf(text: string): string[] {
  return text.match(/\p{L}+/gu) ?? [];
}
