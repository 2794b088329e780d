import { fileFailure } from './fileFailure.js';
import { nodeFiles } from './nodeFiles.js';

/**
 * The names of the files in a folder, without links and folders; none where there is no folder. Node only.
 *
 * @throws CheckpointError when it cannot be read.
 */
export async function folderFiles(where: string, folder: string): Promise<string[]> {
  const { readdir } = nodeFiles(where, folder, 'decodeCheckpoint');
  try {
    const found = await readdir(folder, { withFileTypes: true });
    return found.filter((one) => one.isFile()).map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fileFailure(where, folder, error, 'read');
  }
}

/**
 * Removes files; those that are gone already are none to remove. Node only.
 *
 * @throws CheckpointError for the first that cannot be removed.
 */
export async function removeFolderFiles(where: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    try {
      // `rm` would take a file that may not be removed for a folder, and say something else.
      await nodeFiles(where, path, 'decodeCheckpoint').unlink(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      throw fileFailure(where, path, error, 'write');
    }
  }
}
