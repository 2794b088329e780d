import { slice, tensor, tidy } from '@tensorflow/tfjs-core';
import { checkArray } from '../config/checkArray.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { RandomKey } from '../engine/random/RandomKey.js';
import { randomWords } from '../engine/random/draw.js';
import { drawToken } from './drawToken.js';
import { checkGenerateOptions, type GenerateOptions } from './GenerateOptions.js';
import { checkLanguageModel, type LanguageModel } from './languageModelLoss.js';

/**
 * Continues a list of tokens, one at a time, each drawn from the model's distribution: for text that is shown while it
 * comes. Whoever stops early pays for no token behind, and no tensor is left.
 *
 * @param model A language model; of a longer list it reads the last contextLength tokens.
 * @param tokens What to continue, one token at least; copied.
 * @returns The tokens that follow, without those given.
 * @throws Error, before the first token is asked for, when there is no token, one is not a whole number, or an option is
 * out of its range; while tokens are drawn, when a logit is not finite.
 */
export function generateTokens(
  model: LanguageModel & { contextLength: number },
  tokens: ArrayLike<number>,
  options: GenerateOptions = {},
): Generator<number, void, undefined> {
  const where = 'generateTokens';
  const given = { ...checkObject(where, 'options', options) };
  checkLanguageModel(where, model);
  checkNumber(where, 'model.contextLength', model.contextLength, { whole: true, above: 0 });
  checkArray(where, 'tokens', tokens);
  if (tokens.length === 0) throw new Error(`${where}: tokens must hold at least one token, got none`);
  const known = Array.from(tokens, (token, i) => {
    checkNumber(where, `tokens[${i}]`, token, { whole: true, atLeast: 0, below: 2 ** 31 });
    return token;
  });
  checkGenerateOptions(where, given);
  return drawTokens(model, known, given, RandomKey.fromSeed(given.seed ?? 0).fold('generate'));
}

function* drawTokens(
  model: LanguageModel & { contextLength: number },
  tokens: number[],
  options: GenerateOptions,
  key: RandomKey,
): Generator<number, void, undefined> {
  const { length = 200 } = options;
  for (let i = 0; i < length; i++) {
    const logits = nextLogits(model, tokens.slice(-model.contextLength));
    const [word] = randomWords(key.fold(i), 1);
    const token = drawToken(logits, word * 2 ** -32, options);
    tokens.push(token);
    yield token;
  }
}

function nextLogits(model: LanguageModel, tokens: number[]): Float32Array {
  return tidy(() => {
    const logits = model.call(tensor([tokens], [1, tokens.length], 'int32'));
    return slice(logits, [0, tokens.length - 1, 0], [1, 1, -1]).dataSync<'float32'>();
  });
}
