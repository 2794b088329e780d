import type { SourceTree } from './SourceTree.js';

const FORBIDDEN = /\b(TODO|FIXME|XXX|HACK|eval\b(?=\s*\()|new\s+Function)\b/g;

/** Notes of unfinished work, and code that is made from text, with their lines. */
export function forbiddenWords(tree: SourceTree): string[] {
  return [...tree].flatMap(([path, text]) =>
    [...text.matchAll(FORBIDDEN)].map(({ 0: word, index }) => {
      return `${path}:${text.slice(0, index).split('\n').length}: ${word}`;
    }),
  );
}
