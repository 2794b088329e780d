import { Transformer } from '../../models/Transformer.js';
import { ConfigError } from './ConfigError.js';
import type { RunConfig } from './runConfigSchema.js';

/**
 * The model of a run, with its first weights, which follow from the seed of the training.
 *
 * @param vocabularySize How many different tokens the text has.
 * @throws ConfigError, at `model`, with what the model refuses.
 */
export function makeModel(
  { model, training }: Pick<RunConfig, 'model' | 'training'>,
  vocabularySize: number,
): Transformer {
  try {
    return new Transformer({ ...model, vocabularySize, seed: training.seed });
  } catch (cause) {
    throw new ConfigError('model', `model: ${(cause as Error).message}`, { cause });
  }
}
