import { checkChoice } from '../config/checkChoice.js';
import { checkInstance } from '../config/checkInstance.js';
import { checkNumber } from '../config/checkNumber.js';
import { shuffledWindows } from '../data/shuffledWindows.js';
import type { TokenBatch } from '../data/TokenBatch.js';
import { consecutiveWindows, randomWindows } from '../data/tokenWindows.js';
import { RandomKey } from '../engine/random/RandomKey.js';
import { checkLanguageModel, languageModelLoss, type LanguageModel } from '../models/languageModelLoss.js';
import type { TrainBatchesOptions, TrainTokensOptions } from './TrainOptions.js';

/**
 * Training on a text, as training on batches: the first is the one at which training stands.
 *
 * @throws Error when an option is out of its range, or there are too few tokens.
 */
export function tokenBatches(
  model: LanguageModel & { contextLength: number },
  options: TrainTokensOptions,
): TrainBatchesOptions<LanguageModel, TokenBatch> {
  const {
    data: tokens,
    sampling = 'random',
    batchSize = 16,
    length = model.contextLength,
    validation,
    validationBatches,
    seed = 0,
    from = { batches: 0 },
  } = options;
  checkLanguageModel('train', model);
  checkNumber('train', 'model.contextLength', model.contextLength, { whole: true, above: 0 });
  checkChoice('train', 'sampling', sampling, ['random', 'shuffled']);
  checkNumber('train', 'batchSize', batchSize, { whole: true, above: 0 });
  checkNumber('train', 'length', length, { whole: true, above: 0 });
  if (length > model.contextLength) {
    const most = `the contextLength of the model, ${model.contextLength}`;
    throw new Error(`train: length must be at most ${most}, got ${length}`);
  }
  if (validation !== undefined) checkInstance('train', 'validation', validation, Int32Array, 'an Int32Array');
  for (const [name, given] of Object.entries({ data: tokens, validation: validation ?? tokens })) {
    if (given.length > length) continue;
    throw new Error(`train: ${name} must be at least length + 1 = ${length + 1} tokens, got ${given.length}`);
  }
  if (validationBatches !== undefined) {
    checkNumber('train', 'validationBatches', validationBatches, { whole: true, above: 0 });
  }
  const key = RandomKey.fromSeed(seed).fold('batches');
  const windows = { tokens, batchSize, length, key };
  function* batches(): Generator<TokenBatch> {
    for (let batch = from.batches; ; batch++) {
      yield sampling === 'random' ? randomWindows({ ...windows, step: batch }) : shuffledWindows({ ...windows, batch });
    }
  }
  const heldOut = validation && {
    [Symbol.iterator]: () => consecutiveWindows({ tokens: validation, batchSize, length, limit: validationBatches }),
  };
  return { ...options, data: batches(), validation: heldOut, loss: languageModelLoss };
}
