/**
 * A text with something else between two marks, `<!-- name -->` and `<!-- /name -->`, each on a line of its own.
 *
 * @throws Error when the marks do not stand there, once and in that order.
 */
export function replaceMarked(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const parts = text.split(begin);
  const [, after] = parts;
  if (parts.length !== 2 || after.split(end).length !== 2) {
    throw new Error(`replaceMarked: text must have ${begin.trim()} and after it ${end}, once each`);
  }
  return `${parts[0]}${begin}\n${content}\n\n${after.slice(after.indexOf(end))}`;
}
