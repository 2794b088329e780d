import { CheckpointError } from './CheckpointError.js';
import type { FoundCheckpoint } from './findCheckpoint.js';
import { readCheckpointLoss } from './readCheckpointLoss.js';

/** Files of checkpoints by what their headers say. */
export interface RankedCheckpoints<Entry> {
  /** Those that have a header, in the order they came. */
  readable: Entry[];
  /** Those of them that were saved with a loss, the lowest first; of equal ones that which came last. */
  bestFirst: Entry[];
  /** The others, and what is wrong with them. */
  skipped: FoundCheckpoint['skipped'];
}

/** Reads the losses of checkpoints, of their headers alone. Node only. */
export async function rankCheckpoints<Entry extends { path: string }>(
  where: string,
  entries: readonly Entry[],
): Promise<RankedCheckpoints<Entry>> {
  const losses = new Map<Entry, number | undefined>();
  const skipped: FoundCheckpoint['skipped'] = [];
  for (const entry of entries) {
    try {
      losses.set(entry, await readCheckpointLoss(where, entry.path));
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error;
      skipped.push({ path: entry.path, error });
    }
  }
  const readable = [...losses.keys()];
  const measured = readable.filter((entry) => losses.get(entry) !== undefined).reverse();
  return { readable, bestFirst: measured.sort((a, b) => losses.get(a)! - losses.get(b)!), skipped };
}
