import { writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { loadText } from '../data/loadText.js';
import type { RunFolder } from './RunFolder.js';

/** What stands for standard input as the source of a text. */
export const STANDARD_INPUT = '-';

/**
 * The text that a run trains on.
 *
 * @param source `'moby-dick'`, the path of a UTF-8 text file, or `'-'` for standard input, which `folder` keeps for later.
 * @throws Error when it cannot be read, or is not UTF-8.
 */
export async function readRunText(source: string, folder: RunFolder): Promise<string> {
  if (source === STANDARD_INPUT) await writeFile(folder.text, await buffer(process.stdin));
  return loadRunText(source, folder);
}

/**
 * The text that a run was begun with.
 *
 * @throws Error as {@link readRunText}.
 */
export function loadRunText(source: string, folder: RunFolder): Promise<string> {
  return loadText(source === STANDARD_INPUT ? folder.text : source);
}
