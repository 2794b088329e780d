import { checkMethods } from '../config/checkMethods.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { checkText } from '../config/checkText.js';
import { checkGenerateOptions, type GenerateOptions } from './GenerateOptions.js';
import { generateTokens } from './generateTokens.js';
import { checkLanguageModel, type LanguageModel } from './languageModelLoss.js';

/** Turns text into tokens and back. */
export interface Tokenizer {
  /** The tokens of a text. */
  encode(text: string): Int32Array;
  /** The text of some tokens. */
  decode(tokens: ArrayLike<number>): string;
}

/**
 * Continues a text, token by token, each drawn from the model's distribution.
 *
 * @param model A language model; of a longer text it reads the last contextLength tokens.
 * @returns The prompt and what follows.
 * @throws Error when the prompt is empty or holds unknown characters, an option is out of its range, or the model gives
 * a logit that is not finite.
 */
export function generate(
  model: LanguageModel & { contextLength: number },
  tokenizer: Tokenizer,
  prompt: string,
  options: GenerateOptions = {},
): string {
  checkObject('generate', 'options', options);
  checkLanguageModel('generate', model);
  checkNumber('generate', 'model.contextLength', model.contextLength, { whole: true, above: 0 });
  checkMethods('generate', 'tokenizer', tokenizer, ['encode', 'decode']);
  checkText('generate', 'prompt', prompt);
  checkGenerateOptions('generate', options);
  const tokens = tokenizer.encode(prompt);
  if (tokens.length === 0) throw new Error('generate: prompt must hold at least one token, got none');
  return tokenizer.decode([...tokens, ...generateTokens(model, tokens, options)]);
}
