import { generateTokens } from '../models/generateTokens.js';
import { breathe } from '../training/breathe.js';
import type { RunConfig } from './config/runConfigSchema.js';
import type { PreparedRun } from './prepareRun.js';

/** Lets the model of a run write, as the run says. */
export async function writeSample(
  { model, tokenizer }: Pick<PreparedRun, 'model' | 'tokenizer'>,
  { sample, training: { seed } }: RunConfig,
): Promise<string> {
  const { prompt, length, temperature, topK, topP } = sample;
  const choice = { topK: topK ?? undefined, topP: topP ?? undefined };
  const tokens = [...tokenizer.encode(prompt)];
  for (const token of generateTokens(model, tokens, { length, temperature, ...choice, seed })) {
    tokens.push(token);
    await breathe();
  }
  return tokenizer.decode(tokens);
}
