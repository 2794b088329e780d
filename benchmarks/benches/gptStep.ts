import type { Bench } from '../harness/Bench.js';
import { gptCase } from '../gptCase.js';

/** Whole training steps. */
export const gptStep: Bench = {
  name: 'gpt-step',
  title:
    'A training step: 4 layers, 4 heads, 128 wide, 12 texts of 64 tokens, or 16 of 128; forward, backward, Adam, loss read back',
  cases: [
    gptCase('multi-head', 'nano', false),
    gptCase('talking heads', 'nano', true),
    gptCase('multi-head, 16 of 128', 'long', false),
    gptCase('talking heads, 16 of 128', 'long', true),
  ],
  peers: ['tfjs-wasm', 'jax-js', 'PyTorch', 'PyTorch, tuned malloc', 'torch.compile'],
  // Compilers still work on a core of their own after 5 s: two threads have none to spare.
  warmUpMs: 10_000,
  budgetMs: 1500,
  unit: 'tokens/s',
  scale: 1000,
  objection(theirs) {
    // Guessing costs ln 65 = 4.17. First weights differ, but three steps on one batch of a simple rule bring all below.
    return theirs > 1 && theirs < 4.1 ? undefined : 'a loss from 1 to 4.1 after three steps on one batch';
  },
};
