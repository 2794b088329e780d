/**
 * Whether a parameter's path matches a pattern: `*` stands for any text without a dot, `**` for any text.
 *
 * `blocks.*.attention.**` matches everything below the attention of every block, `**.bias` every bias.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const parts = pattern.split('**').map((part) => part.split('*').map(escape).join('[^.]*'));
  return new RegExp(`^${parts.join('.*')}$`).test(path);
}

function escape(text: string): string {
  return text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
}
