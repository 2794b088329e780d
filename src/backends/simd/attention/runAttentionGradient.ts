import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as fields from '../kernels/attentionFields.js';
import type { SimdBackend } from '../SimdBackend.js';
import { AttentionPlan, type AttentionProblem } from './AttentionPlan.js';
import { packHeads } from './packHeads.js';
import { KeySums, MixSums } from './GradientSums.js';

/** Queries of a block: keys and values are read once for each; of few or very many keys less. */
const ROWS = 24;
const MORE_ROWS = 48;
const FEW_KEYS = 512;
/** Bytes of scores and of their gradients of a block of more rows, at most. */
const BLOCK_BYTES = 2 ** 23;
/** Bytes that blocks may take that are gone back through at once, where there are so many to share the work. */
const AT_ONCE_BYTES = 28 * 2 ** 20;
const LEAST_ITEMS = 4;

/** Gradients of an attention; of the bias, where there is one, `[b, h, q, k]`. */
export type AttentionGradients = Record<
  'query' | 'key' | 'value' | 'preSoftmaxWeight' | 'postSoftmaxWeight' | 'bias',
  TensorInfo | undefined
>;

/**
 * The gradients of `runAttention`.
 *
 * @param dOutput The gradient of the output, `[b, q, h, v]`.
 * @param statistics What `runAttention` gave.
 */
export function runAttentionGradient(
  simd: SimdBackend,
  problem: AttentionProblem,
  dOutput: TensorInfo,
  statistics: TensorInfo,
): AttentionGradients {
  const plan = new AttentionPlan(simd, problem, rowsOfBlock(problem), true);
  const { batch, queries, keys, heads, blocks, keyBytes, keyRowBytes, valueBytes, valueRowBytes } = plan;
  const { query, key, value, preSoftmaxWeight, postSoftmaxWeight, bias } = problem;
  const { batches, atOnce } = blocksAtOnce(plan);
  const dQuery = simd.output(query.shape);
  const dBias = bias && simd.output([batch, heads, queries, keys]);
  plan.set(fields.AT_ONCE, atOnce);
  plan.point(fields.OUTPUT, dOutput);
  plan.point(fields.STATISTICS, statistics);
  plan.point(fields.D_QUERY, dQuery);
  plan.point(fields.D_BIAS, dBias);
  const dKey = new KeySums(simd, plan, keyRowBytes, key.shape, fields.D_KEY);
  const dValue = new KeySums(simd, plan, valueRowBytes, value.shape, fields.D_VALUE);
  const ofMix = (mix: TensorInfo | undefined, field: number): MixSums | undefined =>
    mix && new MixSums(simd, mix.shape, field, batches * atOnce);
  const dBefore = ofMix(preSoftmaxWeight, fields.D_PRE);
  const dAfter = ofMix(postSoftmaxWeight, fields.D_POST);
  const sums = [dKey, dValue, dBefore, dAfter].filter((sum) => sum !== undefined);
  const sumsBytes = sums.reduce((bytes, sum) => bytes + sum.bytes, 0);
  return simd.withScratch(sumsBytes, (lent) => {
    for (const sum of sums) {
      sum.place(plan, lent);
      lent += sum.bytes;
    }
    // What is laid out for the kernel is given back before the results take memory.
    const ownBytes = plan.bytes(batches * atOnce);
    simd.withScratch(ownBytes + keyBytes + keyRowBytes + valueBytes, (scratch) => {
      const packs = scratch + ownBytes;
      packHeads(simd, plan, 'along', key, packs, fields.KEY_PANELS);
      packHeads(simd, plan, 'across', key, packs + keyBytes, fields.KEY_ROWS);
      packHeads(simd, plan, 'along', value, packs + keyBytes + keyRowBytes, fields.VALUE_PANELS);
      const table = plan.write(scratch);
      for (let first = 0; first < batch; first += batches) {
        const now = Math.min(batches, batch - first);
        for (let turn = 0; turn < Math.ceil(blocks / atOnce); turn++) {
          simd.run('attentionGradient', { items: now * atOnce, chunk: 1 }, table, first, turn);
          simd.run('attentionKeyGradient', { items: now * plan.ranges, chunk: 1 }, table, first, turn);
        }
      }
    });
    return {
      query: dQuery,
      key: dKey.result(),
      value: dValue.result(),
      preSoftmaxWeight: dBefore?.result(),
      postSoftmaxWeight: dAfter?.result(),
      bias: dBias,
    };
  });
}

function rowsOfBlock({ query, key }: AttentionProblem): number {
  const keys = key.shape[1];
  const bytes = 2 * MORE_ROWS * keys * query.shape[2] * 4;
  return keys < FEW_KEYS || bytes > BLOCK_BYTES ? ROWS : MORE_ROWS;
}

/** Of how many batches, and of each how many blocks are gone back through at once: by sizes alone, whatever the threads. */
function blocksAtOnce({ batch, blocks, blockBytes }: AttentionPlan): { batches: number; atOnce: number } {
  const all = Math.max(LEAST_ITEMS, Math.floor(AT_ONCE_BYTES / blockBytes));
  const batches = Math.min(batch, all);
  return { batches, atOnce: Math.min(blocks, Math.floor(all / batches)) };
}
