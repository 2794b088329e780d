import type { GptCase } from './harness/Case.js';

/** Sizes of language models that are measured. */
export const GPT_SIZES = {
  /** nanoGPT's configuration for processors, character by character. */
  nano: { layers: 4, heads: 4, width: 128, length: 64, batch: 12, vocabulary: 65 },
  /** The same with longer texts and more of them. */
  long: { layers: 4, heads: 4, width: 128, length: 128, batch: 16, vocabulary: 65 },
  /** What `npm start` trains. */
  start: { layers: 4, heads: 4, width: 128, length: 128, batch: 8, vocabulary: 89 },
} as const;

/** A training step of such a model. */
export function gptCase(name: string, size: keyof typeof GPT_SIZES, talkingHeads: boolean): GptCase {
  const sizes = GPT_SIZES[size];
  return { bench: 'gpt-step', name, work: sizes.batch * sizes.length, talkingHeads, ...sizes };
}
