import { readFile, stat } from 'node:fs/promises';
import { ConfigError } from './ConfigError.js';
import { MOST_BYTES, parseRunConfig } from './parseRunConfig.js';

/**
 * The plain data of a configuration in a JSON file, for `applyOverrides` and then `readRunConfig`: defaults are filled in
 * after the last word on other values.
 *
 * @throws ConfigError when the file cannot be read, is not UTF-8 or not JSON, or has more than 1 MiB.
 */
export async function readRunConfigFile(path: string): Promise<unknown> {
  return parseRunConfig(decode(path, await readBytes(path)), path);
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    // Before it is opened: a pipe without a writer would be waited for, and a device may never end.
    const found = await stat(path);
    if (!found.isFile()) throw new Error('it is none');
    if (found.size > MOST_BYTES) throw new Error(`it has ${found.size} bytes, of at most ${MOST_BYTES}`);
    return await readFile(path);
  } catch (cause) {
    throw new ConfigError('', `${path} must be a file that can be read, got: ${(cause as Error).message}`, { cause });
  }
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ConfigError('', `${path} must be UTF-8, got other bytes`, { cause });
  }
}
