import type { Checkpoint } from '../checkpoints/Checkpoint.js';
import { CheckpointError } from '../checkpoints/CheckpointError.js';
import type { RunConfig } from './config/runConfigSchema.js';
import { configHash } from './configHash.js';
import type { RunRecord } from './RunRecord.js';

/** Texts that the checkpoints of a run carry: with them each is a model that can be used by itself. */
export type CheckpointDetails = {
  /** The configuration, as JSON. */
  config: string;
  /** See `configHash`. */
  configHash: string;
  /** The characters that are its tokens, in their order. */
  vocabulary: string;
  seed: string;
  /** SHA-256 of the text. */
  text: string;
  talkingHeads: string;
  arithmetic: string;
};

/** What the checkpoints of a run carry. */
export function checkpointDetails(
  config: RunConfig,
  { versions, arithmetic, text }: RunRecord,
  vocabulary: string,
): CheckpointDetails {
  return {
    config: JSON.stringify(config),
    configHash: configHash(config),
    vocabulary,
    seed: String(config.training.seed),
    text: text.sha256,
    talkingHeads: versions.talkingHeads,
    arithmetic,
  };
}

/**
 * Refuses a checkpoint that was written under another configuration: what follows from it would be of neither.
 *
 * @throws CheckpointError (`mismatch`).
 */
export function checkSameConfig({ details }: Checkpoint, path: string, { configHash }: CheckpointDetails): void {
  if (details.configHash === configHash) return;
  const message = `config.json must be as it was when ${path} was written, got another`;
  throw new CheckpointError(message, { reason: 'mismatch', path });
}
