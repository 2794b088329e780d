import { splitTokens, type TokenSplit } from '../data/splitTokens.js';
import type { Transformer } from '../models/Transformer.js';
import type { Optimizer } from '../optimizers/Optimizer.js';
import { CharacterTokenizer } from '../tokenizers/CharacterTokenizer.js';
import { ConfigError } from './config/ConfigError.js';
import { makeModel } from './config/makeModel.js';
import { makeOptimizer } from './config/makeOptimizer.js';
import type { RunConfig } from './config/runConfigSchema.js';

/** What a run works with. */
export interface PreparedRun extends TokenSplit {
  tokenizer: CharacterTokenizer;
  model: Transformer;
  optimizer: Optimizer;
}

/**
 * Makes what a run works with, as it is before the first step.
 *
 * @throws ConfigError when the model or the optimizer cannot be made so.
 * @throws ConfigError when the text lacks a character of the prompt.
 * @throws Error when the text is too short to be split.
 */
export function prepareRun(config: RunConfig, text: string): PreparedRun {
  const tokenizer = CharacterTokenizer.fromText(text);
  checkPrompt(config.sample.prompt, tokenizer);
  const split = splitTokens(tokenizer.encode(text), config.data.validationFraction);
  return { ...split, tokenizer, model: makeModel(config, tokenizer.size), optimizer: makeOptimizer(config) };
}

function checkPrompt(prompt: string, tokenizer: CharacterTokenizer): void {
  try {
    tokenizer.encode(prompt);
  } catch (cause) {
    throw new ConfigError(
      'sample.prompt',
      `sample.prompt must be of the text's characters, got ${JSON.stringify(prompt)}`,
      {
        cause,
      },
    );
  }
}
