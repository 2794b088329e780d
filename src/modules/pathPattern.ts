/**
 * Whether a parameter's path matches a pattern: `*` stands for any text without a dot, `**` for any text.
 *
 * `blocks.*.attention.**` matches everything below the attention of every block, `**.bias` every bias. It takes time in
 * proportion to both lengths: patterns come from configurations, and an expression of JavaScript could take for ever.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const tokens = pattern.match(/\*\*|[^]/g) ?? [];
  const isStar = (token: string): boolean => token === '*' || token === '**';
  // How many tokens may have been matched by the text so far; a star may stand for nothing.
  const withSkips = (reached: Set<number>): Set<number> => {
    for (const count of reached) if (count < tokens.length && isStar(tokens[count])) reached.add(count + 1);
    return reached;
  };
  let reached = withSkips(new Set([0]));
  for (const character of path.split('')) {
    const next = new Set<number>();
    for (const count of reached) {
      const token = tokens[count];
      if (token === '**' || (token === '*' && character !== '.')) next.add(count);
      else if (token === character) next.add(count + 1);
    }
    reached = withSkips(next);
  }
  return reached.has(tokens.length);
}
