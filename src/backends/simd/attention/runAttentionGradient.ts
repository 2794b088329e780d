import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as fields from '../kernels/attentionFields.js';
import type { SimdBackend } from '../SimdBackend.js';
import { AttentionPlan, type AttentionProblem } from './AttentionPlan.js';
import { packHeads } from './packHeads.js';
import { KeySums, MixSums } from './PartialSums.js';

/** Queries of a block: the gradients of all keys and values are read and written once for each. */
const ROWS = 24;
/** So many items share the work: parts of batches, each of which adds to gradients of its own. */
const ITEMS = 8;
/** Bytes that gradients of parts may take, where there are at least so many items. */
const PARTS_BYTES = 2 ** 25;
const LEAST_ITEMS = 4;
/** Products of a task: some milliseconds. */
const TASK = 2 ** 26;

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
  const plan = new AttentionPlan(simd, problem, ROWS);
  const { batch, queries, keys, heads, blocks, keyBytes, keyRowBytes, valueBytes, valueRowBytes } = plan;
  const { query, key, value, preSoftmaxWeight, postSoftmaxWeight, bias } = problem;
  const parts = numParts(plan);
  const dQuery = simd.output(query.shape);
  const dBias = bias && simd.output([batch, heads, queries, keys]);
  plan.set(fields.PARTS, parts);
  plan.point(fields.OUTPUT, dOutput);
  plan.point(fields.STATISTICS, statistics);
  plan.point(fields.D_QUERY, dQuery);
  plan.point(fields.D_BIAS, dBias);
  const dKey = new KeySums(simd, plan, keyRowBytes, key.shape, fields.D_KEY, parts);
  const dValue = new KeySums(simd, plan, valueRowBytes, value.shape, fields.D_VALUE, parts);
  const ofMix = (mix: TensorInfo | undefined, field: number): MixSums | undefined =>
    mix && new MixSums(simd, mix.shape, field, batch * parts);
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
    simd.withScratch(plan.bytes + keyBytes + keyRowBytes + valueBytes, (scratch) => {
      const packs = scratch + plan.bytes;
      packHeads(simd, plan, 'along', key, packs, fields.KEY_PANELS);
      packHeads(simd, plan, 'across', key, packs + keyBytes, fields.KEY_ROWS);
      packHeads(simd, plan, 'along', value, packs + keyBytes + keyRowBytes, fields.VALUE_PANELS);
      const table = plan.write(scratch);
      const turns = Math.ceil(blocks / parts);
      const atOnce = turnsAtOnce(plan);
      for (let turn = 0; turn < turns; turn += atOnce) {
        const last = Math.min(turns, turn + atOnce);
        simd.run('attentionGradient', { items: batch * parts, chunk: 1 }, table, turn, last);
      }
    });
    return {
      query: dQuery,
      key: dKey.add(),
      value: dValue.add(),
      preSoftmaxWeight: dBefore?.add(),
      postSoftmaxWeight: dAfter?.add(),
      bias: dBias,
    };
  });
}

/** Each part has gradients of all keys and values. */
function numParts({ batch, blocks, keyRowBytes, valueRowBytes }: AttentionPlan): number {
  const most = Math.max(Math.ceil(LEAST_ITEMS / batch), Math.floor(PARTS_BYTES / (keyRowBytes + valueRowBytes)));
  return Math.min(blocks, most, Math.ceil(ITEMS / batch));
}

function turnsAtOnce({ rows, keys, heads, keySize, valueSize }: AttentionPlan): number {
  return Math.max(1, Math.floor(TASK / (rows * keys * heads * (3 * keySize + 2 * valueSize))));
}
