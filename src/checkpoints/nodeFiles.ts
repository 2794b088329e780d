import { formatValue } from '../config/formatValue.js';

/**
 * Node's files. Bundlers that build for browsers stop at an `import` of a Node module, also at a dynamic one.
 *
 * @param instead What to call where there are none.
 * @throws Error such as `saveWeights: path must be a file of Node, got 'a' elsewhere; use encodeWeights`.
 */
export function nodeFiles(where: string, path: string, instead: string): typeof import('node:fs/promises') {
  const files = globalThis.process?.getBuiltinModule?.('node:fs/promises');
  if (files !== undefined) return files;
  throw new Error(`${where}: path must be a file of Node, got ${formatValue(path)} elsewhere; use ${instead}`);
}
