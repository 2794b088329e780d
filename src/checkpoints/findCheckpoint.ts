import type { Checkpoint } from './Checkpoint.js';
import { CheckpointError } from './CheckpointError.js';
import { loadCheckpoint } from './loadCheckpoint.js';

/** A checkpoint that was read. */
export interface FoundCheckpoint {
  /** What it holds. */
  checkpoint: Checkpoint;
  /** Its file. */
  path: string;
  /** Those that would have been chosen, and why they were not. They stay where they are. */
  skipped: { path: string; error: CheckpointError }[];
}

/**
 * The first checkpoint that is valid. Node only.
 *
 * @param skipped Those that were found to be damaged before.
 * @returns undefined when there is none at all.
 * @throws CheckpointError (`damaged`) when there are some and none is valid.
 */
export async function findCheckpoint(
  where: string,
  folder: string,
  paths: readonly string[],
  skipped: FoundCheckpoint['skipped'],
): Promise<FoundCheckpoint | undefined> {
  for (const path of paths) {
    try {
      return { checkpoint: await loadCheckpoint(path), path, skipped };
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error;
      skipped.push({ path, error });
    }
  }
  if (skipped.length === 0) return undefined;
  const [{ error: cause }] = skipped;
  throw new CheckpointError(
    `${where}: ${folder} must hold a valid checkpoint, got ${skipped.length} that are not; ${cause.message}`,
    { reason: 'damaged', path: folder, cause },
  );
}
