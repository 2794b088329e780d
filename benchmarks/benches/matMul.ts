import type { Bench } from '../harness/Bench.js';
import type { MatMulCase } from '../harness/Case.js';
import { TILE_PEAK_WORK } from '../ours/prepareTilePeak.js';

type Sizes = [m: number, n: number, k: number];

function product(name: string, [m, n, k]: Sizes, others: Partial<MatMulCase> = {}): MatMulCase {
  const { batch = 1, transposeA = false, transposeB = false } = others;
  return { bench: 'matmul', name, work: 2 * batch * m * n * k, batch, m, n, k, transposeA, transposeB };
}

/** A dense layer's three products: its outputs, the gradient by its inputs, and that by its weights. */
function layer(inputs: number, outputs: number): MatMulCase[] {
  const name = `${inputs}→${outputs}`;
  return [
    product(`${name} forward`, [ROWS, outputs, inputs]),
    product(`${name} dInput`, [ROWS, inputs, outputs], { transposeB: true }),
    product(`${name} dWeight`, [inputs, outputs, ROWS], { transposeA: true }),
  ];
}

/** nanoGPT's configuration for processors: 12 windows of 64 tokens, 128 wide, 4 heads. */
const [WINDOWS, LENGTH, WIDTH, HEADS, VOCABULARY] = [12, 64, 128, 4, 65];
const ROWS = WINDOWS * LENGTH;
const [batch, head] = [WINDOWS * HEADS, WIDTH / HEADS];

/** Products of float32 matrices: a large one, and those of a training step of a small GPT. */
export const matMul: Bench = {
  name: 'matmul',
  title: 'Products of float32 matrices: 1024³, and those of a training step of nanoGPT’s configuration for processors',
  cases: [
    product('1024³', [1024, 1024, 1024]),
    ...layer(WIDTH, 3 * WIDTH),
    ...layer(WIDTH, WIDTH),
    ...layer(WIDTH, 4 * WIDTH),
    ...layer(4 * WIDTH, WIDTH),
    ...layer(WIDTH, VOCABULARY),
    product('attention q·kᵀ', [LENGTH, LENGTH, head], { batch, transposeB: true }),
    product('attention p·v', [LENGTH, head, LENGTH], { batch }),
    product('attention pᵀ·dOutput', [LENGTH, head, LENGTH], { batch, transposeA: true }),
  ],
  peers: ['tfjs-wasm', 'jax-js', 'PyTorch'],
  warmUpMs: 1000,
  budgetMs: 60,
  unit: 'GFLOP/s',
  scale: 1e-6,
  ceiling: { bench: 'ceiling', name: 'tile', work: TILE_PEAK_WORK, ofEachThread: true },
  objection(theirs, ours) {
    // Sums of up to 1024 positive products in float32 are within 6e-5 of the truth in any order, their mean far closer.
    return Math.abs(theirs - ours) <= 1e-5 * Math.abs(ours) ? undefined : `the product, ${ours}`;
  },
};
