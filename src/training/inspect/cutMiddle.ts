/**
 * A text of at most `length` characters: of a longer one the begin and the end, with `…` between. Names of tensors differ
 * at both: in the layer, and in what it has.
 *
 * @param length At least 1.
 */
export function cutMiddle(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  const begin = Math.floor((length - 1) / 2);
  return [...characters.slice(0, begin), '…', ...characters.slice(characters.length - (length - 1 - begin))].join('');
}
