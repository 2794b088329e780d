import { ConfigError } from './ConfigError.js';
import { JsonReader } from './JsonReader.js';

/** More than this is no configuration. */
export const MOST_BYTES = 2 ** 20;

/**
 * The plain data of a configuration in JSON; `readRunConfig` tells whether it is one.
 *
 * @param text A byte-order mark is left out.
 * @param source What messages call the text: the path of its file.
 * @throws ConfigError with source, line and column, also when a key is given twice, and for more than 1 MiB.
 */
export function parseRunConfig(text: string, source: string): unknown {
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BYTES) throw new ConfigError('', `${source} must be at most ${MOST_BYTES} bytes, got ${bytes}`);
  return new JsonReader(source, text.replace(/^\uFEFF/, '')).read();
}
