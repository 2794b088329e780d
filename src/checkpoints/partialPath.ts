const RANDOM_BYTES = 8;
const PARTIAL = /^\..*\.[0-9a-f]{16}\.partial$/s;

/** Where a file is written before it gets its name: beside it, by a name that no other process has. Node only. */
export function partialPath(path: string): string {
  const paths = process.getBuiltinModule('node:path');
  const random = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES));
  const hex = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return paths.join(paths.dirname(path), `.${paths.basename(path)}.${hex}.partial`);
}

/** Whether a file's name is one of {@link partialPath}: somebody writes it, or was killed while doing so. */
export function isPartialPath(name: string): boolean {
  return PARTIAL.test(name);
}
