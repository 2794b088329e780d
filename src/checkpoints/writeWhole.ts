import { nodeFiles } from './nodeFiles.js';

/**
 * Writes a file that appears whole or not at all: it is written beside, synced and renamed.
 *
 * @param path Replaced if it exists.
 * @param encode Gives the bytes; called by the name `instead` where there are no files.
 * @throws Error when the bytes cannot be made or written, and in a browser.
 */
export async function writeWhole(
  where: string,
  path: string,
  encode: () => Uint8Array,
  instead: string,
): Promise<void> {
  const { open, rename, rm } = nodeFiles(where, path, instead);
  const beside = `${path}.${process.pid}.partial`;
  try {
    const file = await open(beside, 'w');
    try {
      await file.writeFile(encode());
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
