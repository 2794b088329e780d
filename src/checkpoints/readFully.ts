import type { FileHandle } from 'node:fs/promises';
import { SafetensorsError } from './SafetensorsError.js';

/** Bytes for one call: Node counts them in 31 bits, and Linux gives at most 4096 less than those can say. */
const MOST_AT_ONCE = 2 ** 30;

/**
 * Fills bytes from a place in a file, in as many calls as it takes: one may give fewer bytes than it is asked for.
 *
 * @throws SafetensorsError when the file ends before.
 */
export async function readFully(
  where: string,
  file: Pick<FileHandle, 'read'>,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const length = Math.min(bytes.length - done, MOST_AT_ONCE);
    const { bytesRead } = await file.read(bytes, done, length, position + done);
    if (bytesRead === 0) {
      throw new SafetensorsError(
        'shrunk',
        `${where}: the file must hold ${bytes.length} bytes from ${position} on, got ${done}: it was longer when opened`,
      );
    }
    done += bytesRead;
  }
}
