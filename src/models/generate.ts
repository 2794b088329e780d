import { slice, tensor, tidy } from '@tensorflow/tfjs-core';
import { checkMethods } from '../config/checkMethods.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { checkText } from '../config/checkText.js';
import { RandomKey } from '../engine/random/RandomKey.js';
import { randomWords } from '../engine/random/draw.js';
import { checkLanguageModel, type LanguageModel } from './languageModelLoss.js';

/** Turns text into tokens and back. */
export interface Tokenizer {
  /** The tokens of a text. */
  encode(text: string): Int32Array;
  /** The text of some tokens. */
  decode(tokens: ArrayLike<number>): string;
}

/** Options of {@link generate}. */
export interface GenerateOptions {
  /** How many tokens to add. Default 200. */
  length?: number;
  /** Divides the logits: below 1 the likely becomes likelier, 0 always takes the likeliest. Default 1. */
  temperature?: number;
  /** The same seed draws the same text. Default 0. */
  seed?: number;
}

/**
 * Continues a text, token by token, each drawn from the model's distribution.
 *
 * @param model A language model; of a longer text it reads the last contextLength tokens.
 * @returns The prompt and what follows.
 * @throws Error when the prompt is empty or holds unknown characters, or an option is out of its range.
 */
export function generate(
  model: LanguageModel & { contextLength: number },
  tokenizer: Tokenizer,
  prompt: string,
  options: GenerateOptions = {},
): string {
  const { length = 200, temperature = 1, seed = 0 } = checkObject('generate', 'options', options);
  checkLanguageModel('generate', model);
  checkNumber('generate', 'model.contextLength', model.contextLength, { whole: true, above: 0 });
  checkMethods('generate', 'tokenizer', tokenizer, ['encode', 'decode']);
  checkText('generate', 'prompt', prompt);
  checkNumber('generate', 'length', length, { whole: true, atLeast: 0 });
  checkNumber('generate', 'temperature', temperature, { atLeast: 0 });
  const key = RandomKey.fromSeed(seed).fold('generate');
  const tokens = [...tokenizer.encode(prompt)];
  if (tokens.length === 0) throw new Error('generate: prompt must hold at least one token, got none');
  for (let i = 0; i < length; i++) {
    const logits = nextLogits(model, tokens.slice(-model.contextLength));
    const [word] = randomWords(key.fold(i), 1);
    tokens.push(draw(logits, temperature, word * 2 ** -32));
  }
  return tokenizer.decode(tokens);
}

function nextLogits(model: LanguageModel, tokens: number[]): Float32Array {
  return tidy(() => {
    const logits = model.call(tensor([tokens], [1, tokens.length], 'int32'));
    return slice(logits, [0, tokens.length - 1, 0], [1, 1, -1]).dataSync<'float32'>();
  });
}

/** The token at which the cumulated softmax passes `uniform`, in [0, 1). */
function draw(logits: Float32Array, temperature: number, uniform: number): number {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  if (temperature === 0) return logits.indexOf(largest);
  const weights = Float64Array.from(logits, (logit) => Math.exp((logit - largest) / temperature));
  let left = uniform * weights.reduce((total, weight) => total + weight, 0);
  for (let token = 0; token < weights.length; token++) {
    left -= weights[token];
    if (left < 0) return token;
  }
  return logits.indexOf(largest);
}
