import type { SourceTree } from './SourceTree.js';

/** Lines of a text that ends in a line break. */
const lengthOf = (text: string): number => text.split('\n').length - 1;

/** Half of the files are not longer. */
export function medianLength(tree: SourceTree): number {
  const lengths = [...tree.values()].map(lengthOf).sort((a, b) => a - b);
  return lengths[Math.floor((lengths.length - 1) / 2)];
}

/** Files of more lines than that. */
export function filesLongerThan(tree: SourceTree, lines: number): string[] {
  return [...tree].filter(([, text]) => lengthOf(text) > lines).map(([path]) => path);
}

/** Lines of some files together. */
export function totalLength(tree: SourceTree, paths: readonly string[]): number {
  return paths.reduce((total, path) => total + lengthOf(tree.get(path)!), 0);
}
