import { CHECKPOINT_FORMAT, DETAIL } from './Checkpoint.js';
import { CheckpointError } from './CheckpointError.js';
import { fileFailure } from './fileFailure.js';
import { nodeFiles } from './nodeFiles.js';
import { readSafetensorsHeader } from './readSafetensorsHeader.js';
import { SafetensorsError } from './SafetensorsError.js';

/** The detail in which a folder of checkpoints keeps the loss of each. */
export const LOSS = 'loss';

/**
 * The loss that a checkpoint was saved with, undefined when it was saved without. Reads the header alone, however large
 * the file is: of damage to the tensors only a wrong length is seen. Node only.
 *
 * @throws CheckpointError when it has no such header, or cannot be read.
 */
export async function readCheckpointLoss(where: string, path: string): Promise<number | undefined> {
  const { open } = nodeFiles(where, path, 'decodeCheckpoint');
  try {
    const file = await open(path);
    try {
      const { metadata } = await readSafetensorsHeader(where, file);
      const { format, [DETAIL + LOSS]: loss }: Readonly<Record<string, string | undefined>> = metadata;
      if (format === CHECKPOINT_FORMAT.format) return loss === undefined ? undefined : Number(loss);
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (!(cause instanceof SafetensorsError)) throw fileFailure(where, path, cause, 'read');
    throw new CheckpointError(`${where}: ${path} must begin with a whole header, got ${cause.message}`, {
      reason: 'damaged',
      path,
      cause,
    });
  }
  const message = `${where}: ${path} must be a ${CHECKPOINT_FORMAT.format}, got another file`;
  throw new CheckpointError(message, { reason: 'format', path });
}
