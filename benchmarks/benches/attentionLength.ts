import { attentionCase } from '../attentionCase.js';
import type { Bench } from '../harness/Bench.js';
import { attention } from './attention.js';

const LENGTHS = [512, 1024, 2048, 4096, 8192, 16384];

/** How far attention reaches: what holds all scores takes memory by the square of the length. */
export const attentionLength: Bench = {
  ...attention,
  name: 'attention-length',
  title: 'Causal attention of 8 talking heads of 64, by length; forward and backward',
  cases: LENGTHS.map((length) =>
    attentionCase(String(length), {
      batch: 1,
      length,
      heads: 8,
      headSize: 64,
      talkingHeads: true,
      causal: true,
      backward: true,
    }),
  ),
  peers: ['PyTorch, tuned malloc'],
};
