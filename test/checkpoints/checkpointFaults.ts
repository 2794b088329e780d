import { assert } from 'chai';
import { onSmallDisk } from './checkpointDisk.js';

/** What came of a file that was to be saved. */
export interface DiskFault {
  disk: string;
  /** The function that was called. */
  writer: string;
  /** Whether all files are as they were. */
  isSame: boolean;
  /** Names of files that nobody asked for. */
  left: string[];
  /** The error, if there was one. */
  name?: string;
  message?: string;
  reason?: string;
  path?: string;
  bytesNeeded?: number;
}

const BYTES = 80_000;

/** How long the files are at least, and what they are called at the end of their paths. */
const FILES: Record<string, readonly [bytes: number, name: string]> = {
  'CheckpointFolder.save': [2 * BYTES, 'step-00000001.safetensors'],
  saveCheckpoint: [2 * BYTES, 'checkpoint'],
  saveWeights: [BYTES, 'weights'],
  saveOptimizer: [BYTES, 'optimizer'],
};

/**
 * Saves to a disk with room for so many bytes, less than any file needs, and to a read-only one: all writers must say so,
 * leave the files as they were, and no other.
 */
export async function assertDiskFaults(rooms: readonly number[]): Promise<void> {
  const program = 'test/checkpoints/checkpointFaultsProgram.ts';
  const faults = (await onSmallDisk(program, '1m', ...rooms.map(String))) as DiskFault[];
  assert.lengthOf(faults, (rooms.length + 1) * Object.keys(FILES).length);
  for (const { disk, writer, isSame, left, name, message, reason, path, bytesNeeded } of faults) {
    const what = `${writer}, ${disk}: ${message}`;
    const [bytes, file] = FILES[writer];
    const [wanted, rule] =
      disk === 'read-only'
        ? ['readOnly', 'must be on a disk that can be written, got EROFS: ']
        : ['full', `must have room on its disk for its ${bytesNeeded} bytes, got ENOSPC: `];
    assert.equal(name, 'CheckpointError', what);
    assert.equal(reason, wanted, what);
    assert.isTrue(message?.startsWith(`${writer}: ${path} ${rule}`), what);
    assert.isTrue(path?.endsWith(`/${file}`), what);
    assert.isTrue(bytesNeeded! > bytes && bytesNeeded! < bytes + 1000, what);
    assert.isTrue(isSame, what);
    assert.deepEqual(left, [], what);
  }
}
