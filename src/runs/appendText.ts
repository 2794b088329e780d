import { appendFile } from 'node:fs/promises';
import { fileFailure } from '../checkpoints/fileFailure.js';

/**
 * Adds a text to a file.
 *
 * @throws CheckpointError that says which file cannot be written, and how many bytes there are to write.
 */
export async function appendText(where: string, path: string, text: string): Promise<void> {
  try {
    await appendFile(path, text);
  } catch (error) {
    throw fileFailure(where, path, error, 'write', Buffer.byteLength(text));
  }
}
