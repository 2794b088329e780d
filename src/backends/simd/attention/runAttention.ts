import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as fields from '../kernels/attentionFields.js';
import type { SimdBackend } from '../SimdBackend.js';
import { AttentionPlan, type AttentionProblem } from './AttentionPlan.js';
import { packHeads } from './packHeads.js';

/** Queries of a block: their scores stay in the second cache. */
const ROWS = 24;

/**
 * Attention of all sizes above 0.
 *
 * @returns The output `[b, q, h, v]`, and for each query what makes its weights again, `[b, q, 2 · h]`: of each head the
 * largest logit, then of each the reciprocal of the sum of exponentials.
 */
export function runAttention(simd: SimdBackend, problem: AttentionProblem): TensorInfo[] {
  const plan = new AttentionPlan(simd, problem, ROWS, false);
  const { batch, queries, heads, valueSize, blocks, keyBytes, valueRowBytes } = plan;
  const output = simd.output([batch, queries, heads, valueSize]);
  const statistics = simd.output([batch, queries, 2 * heads]);
  plan.point(fields.OUTPUT, output);
  plan.point(fields.STATISTICS, statistics);
  const ownBytes = plan.bytes(simd.threads);
  simd.withScratch(ownBytes + keyBytes + valueRowBytes, (scratch) => {
    const packs = scratch + ownBytes;
    packHeads(simd, plan, 'along', problem.key, packs, fields.KEY_PANELS);
    packHeads(simd, plan, 'across', problem.value, packs + keyBytes, fields.VALUE_ROWS);
    simd.run('attention', { items: batch * blocks, chunk: 1 }, plan.write(scratch));
  });
  return [output, statistics];
}
