import { attentionCase } from '../attentionCase.js';
import type { Bench } from '../harness/Bench.js';
import type { AttentionCase } from '../harness/Case.js';
import { TILE_PEAK_WORK } from '../ours/prepareTilePeak.js';

type Sizes = Pick<AttentionCase, 'batch' | 'length' | 'heads' | 'headSize'>;

const SIZES: Record<string, Sizes> = {
  S0: { batch: 8, length: 128, heads: 8, headSize: 64 },
  S1: { batch: 4, length: 512, heads: 8, headSize: 64 },
  S2: { batch: 1, length: 1024, heads: 12, headSize: 64 },
  S3: { batch: 1, length: 2048, heads: 8, headSize: 64 },
};

function talking(name: string, causal: boolean, backward: boolean): AttentionCase {
  const title = `${name} ${causal ? 'causal' : 'full'}, ${backward ? 'forward and backward' : 'forward'}`;
  return attentionCase(title, { ...SIZES[name], talkingHeads: true, causal, backward });
}

function multiHead(name: string, causal: boolean): AttentionCase {
  const title = `${name} multi-head ${causal ? 'causal' : 'full'}, forward and backward`;
  return attentionCase(title, { ...SIZES[name], talkingHeads: false, causal, backward: true });
}

const shapes = Object.entries(SIZES).map(
  ([name, { batch, length, heads, headSize }]) => `${name} ${batch}×${length}×${heads}×${headSize}`,
);

/** Attention by itself, where it is most of the work. */
export const attention: Bench = {
  name: 'attention',
  title: `Attention of talking heads, and of heads that do not talk; batch × length × heads × size of a head: ${shapes.join(', ')}`,
  cases: [
    ...Object.keys(SIZES).flatMap((name) => [
      talking(name, false, false),
      talking(name, true, false),
      talking(name, false, true),
      talking(name, true, true),
    ]),
    multiHead('S1', false),
    multiHead('S1', true),
  ],
  peers: ['tfjs-wasm', 'tfjs-cpu', 'PyTorch', 'PyTorch, tuned malloc', 'torch.compile'],
  warmUpMs: 1000,
  budgetMs: 300,
  unit: 'GFLOP/s',
  scale: 1e-6,
  ceiling: { bench: 'ceiling', name: 'tile', work: TILE_PEAK_WORK, ofEachThread: true },
  objection(theirs, ours) {
    // Each number is off by some 1e-6, up or down, and of thousands the sum by less than 1e-7. A mix transposed, a mask that is
    // left out, a gradient a thousandth too large change it by more than 1e-5.
    return Math.abs(theirs - ours) <= 1e-5 * Math.abs(ours) ? undefined : String(ours);
  },
};
