import { checkText } from '../config/checkText.js';
import type { Checkpoint } from './Checkpoint.js';
import { CheckpointError } from './CheckpointError.js';
import { decodeCheckpoint } from './decodeCheckpoint.js';
import { fileFailure } from './fileFailure.js';
import { nodeFiles } from './nodeFiles.js';
import { readFully } from './readFully.js';

/**
 * Reads a moment of a training from a file of {@link saveCheckpoint}. Node only.
 *
 * @throws CheckpointError when the file cannot be read (`missing`, `permission`, `read`), and as {@link decodeCheckpoint}.
 * @throws Error in a browser, where {@link decodeCheckpoint} takes bytes.
 */
export async function loadCheckpoint(path: string): Promise<Checkpoint> {
  checkText('loadCheckpoint', 'path', path);
  const { open } = nodeFiles('loadCheckpoint', path, 'decodeCheckpoint');
  let bytes: Uint8Array;
  try {
    const file = await open(path);
    try {
      bytes = new Uint8Array((await file.stat()).size);
      await readFully('loadCheckpoint', file, bytes, 0);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileFailure('loadCheckpoint', path, error, 'read');
  }
  try {
    return decodeCheckpoint(bytes);
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    const { message, reason } = error;
    throw new CheckpointError(`loadCheckpoint: ${path}: ${message}`, { reason, path, cause: error });
  }
}
