import { stat } from 'node:fs/promises';
import type { Checkpoint } from '../checkpoints/Checkpoint.js';
import { CheckpointError } from '../checkpoints/CheckpointError.js';
import { CheckpointFolder } from '../checkpoints/CheckpointFolder.js';
import { loadCheckpoint } from '../checkpoints/loadCheckpoint.js';
import { RunFolder } from './RunFolder.js';

/** Which checkpoint of a run: the last one, or that of the lowest held-out loss. */
export type WhichCheckpoint = 'newest' | 'best';

/**
 * Finds and reads a checkpoint.
 *
 * @param source Folder of a run, or path of a checkpoint.
 * @throws RunFolderError when it is a folder, and not of a run.
 * @throws CheckpointError when there is none that is valid, or the one that was named is damaged.
 */
export async function chooseCheckpoint(
  source: string,
  which: WhichCheckpoint,
): Promise<{ checkpoint: Checkpoint; path: string }> {
  const found = await stat(source).catch(() => undefined);
  if (found?.isFile() === true) return { checkpoint: await loadCheckpoint(source), path: source };
  const { checkpoints } = await RunFolder.open(source);
  const folder = new CheckpointFolder(checkpoints);
  const chosen = which === 'newest' ? await folder.newest() : await folder.best();
  if (chosen !== undefined) return chosen;
  throw new CheckpointError(`run must have a ${which} checkpoint that is valid, got none in ${checkpoints}`, {
    ...{ reason: 'missing', path: checkpoints },
  });
}
