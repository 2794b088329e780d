import type { Checkpoint } from '../checkpoints/Checkpoint.js';
import { CheckpointError } from '../checkpoints/CheckpointError.js';
import { restoreCheckpoint } from '../checkpoints/restoreCheckpoint.js';
import type { Transformer } from '../models/Transformer.js';
import type { Optimizer } from '../optimizers/Optimizer.js';
import { CharacterTokenizer } from '../tokenizers/CharacterTokenizer.js';
import { makeModel } from './config/makeModel.js';
import { makeOptimizer } from './config/makeOptimizer.js';
import { parseRunConfig } from './config/parseRunConfig.js';
import { readRunConfig } from './config/readRunConfig.js';
import type { RunConfig } from './config/runConfigSchema.js';
import { chooseCheckpoint, type WhichCheckpoint } from './chooseCheckpoint.js';

/** A model as a checkpoint holds it, with what belongs to it. */
export interface TrainedModel {
  config: RunConfig;
  tokenizer: CharacterTokenizer;
  model: Transformer;
  optimizer: Optimizer;
  checkpoint: Checkpoint;
  /** The checkpoint's file. */
  path: string;
}

/**
 * Opens the model of a run, or of one checkpoint by itself, which knows its configuration and vocabulary.
 *
 * @param source Folder of a run, or path of a checkpoint.
 * @throws RunFolderError when it is a folder, and not of a run.
 * @throws CheckpointError when there is no checkpoint, or the one that was named is damaged or not of a run.
 * @throws ConfigError when its configuration is not one.
 */
export async function openTrained(source: string, which: WhichCheckpoint = 'newest'): Promise<TrainedModel> {
  const { checkpoint, path } = await chooseCheckpoint(source, which);
  const { config: json, vocabulary } = checkpoint.details;
  if (json === undefined || vocabulary === undefined) {
    throw new CheckpointError(`checkpoint must be one of a run, with its config and vocabulary, got ${path}`, {
      ...{ reason: 'format', path },
    });
  }
  const config = readRunConfig(parseRunConfig(json, path));
  const tokenizer = new CharacterTokenizer(vocabulary);
  const [model, optimizer] = [makeModel(config, tokenizer.size), makeOptimizer(config)];
  restoreCheckpoint(checkpoint, model, optimizer);
  return { config, tokenizer, model, optimizer, checkpoint, path };
}
