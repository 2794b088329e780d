import type { Mutation } from './Mutation.js';

/**
 * The text of a file with the bug in it.
 *
 * @throws Error when the text to replace does not stand in the file exactly once: the mutation is stale.
 */
export function plant(text: string, { file, find, replace, imports }: Mutation): string {
  const [before, after, ...more] = text.split(find);
  if (after === undefined || more.length > 0) {
    const times = after === undefined ? 'none' : `${more.length + 1}`;
    throw new Error(`stale: ${file} must hold the text to replace once, got ${times}`);
  }
  // In front of the file, on its first line: what is reported of the other lines stays true.
  return `${imports ?? ''}${before}${replace}${after}`;
}
