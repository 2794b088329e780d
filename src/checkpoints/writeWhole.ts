import type { FileHandle } from 'node:fs/promises';
import { CheckpointError } from './CheckpointError.js';
import { fileFailure } from './fileFailure.js';
import { nodeFiles } from './nodeFiles.js';
import { partialPath } from './partialPath.js';

/** Written at once: the system takes no more than 2^31 in one call. */
const MOST_AT_ONCE = 2 ** 26;

/** What systems say that cannot sync folders, or only one that this user may read. */
const CANNOT_SYNC = ['EINVAL', 'EPERM', 'EACCES'];

/**
 * Writes a file that appears whole or not at all: it is written beside, synced and renamed, and the folder synced.
 * Neither a full disk nor a kill nor a loss of power leaves half of it, or less than there was. A link is replaced, not
 * followed.
 *
 * @param path Replaced if it exists.
 * @param encode Gives the bytes; called by the name `instead` where there are no files.
 * @throws CheckpointError when the bytes cannot be written: `full`, `permission`, `readOnly`, `missing` for the folder, or
 * `write`. Then a file that was there is as it was, and no other is left.
 * @throws Error in a browser, and what `encode` throws.
 */
export async function writeWhole(
  where: string,
  path: string,
  encode: () => Uint8Array,
  instead: string,
): Promise<void> {
  const { open, rename, unlink } = nodeFiles(where, path, instead);
  const bytes = encode();
  try {
    const beside = partialPath(path);
    // Refuses to open what exists: a link that somebody put there would lead elsewhere.
    const file = await open(beside, 'wx');
    try {
      try {
        await writeAll(file, bytes);
        await file.sync();
        await checkSize(where, path, file, bytes.length);
      } finally {
        await file.close();
      }
      await rename(beside, path);
    } catch (error) {
      // What went wrong first is what is told.
      await unlink(beside).catch(() => undefined);
      throw error;
    }
    await syncFolder(path);
  } catch (error) {
    throw fileFailure(where, path, error, 'write', bytes.length);
  }
}

/** A disk that becomes full takes a part, and says so no earlier than at the next. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, Math.min(bytes.length - done, MOST_AT_ONCE), done);
    done += bytesWritten;
  }
}

/** What was written is asked of the disk before it takes the place of what was good. */
async function checkSize(where: string, path: string, file: FileHandle, bytesNeeded: number): Promise<void> {
  const { size } = await file.stat();
  if (size === bytesNeeded) return;
  throw new CheckpointError(`${where}: ${path} must have ${bytesNeeded} bytes when written, got ${size}`, {
    reason: 'write',
    path,
    bytesNeeded,
  });
}

/** Without this a rename may be lost with the power. */
async function syncFolder(path: string): Promise<void> {
  const { open } = process.getBuiltinModule('node:fs/promises');
  try {
    const folder = await open(process.getBuiltinModule('node:path').dirname(path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    if (!CANNOT_SYNC.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
