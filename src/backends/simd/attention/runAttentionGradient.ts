import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import * as fields from '../kernels/attentionFields.js';
import type { SimdBackend } from '../SimdBackend.js';
import { AttentionPlan, type AttentionProblem } from './AttentionPlan.js';
import { packHeads } from './packHeads.js';
import { KeySums, MixSums, type PartialSums } from './PartialSums.js';

/** Queries of a block: the gradients of all keys and values are read and written once for each. */
const ROWS = 32;
/** So many items share the work: parts of batches, each of which adds to gradients of its own. */
const ITEMS = 8;
/** Bytes that gradients of parts may take. */
const PARTS_BYTES = 2 ** 25;
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
  const { batch, queries, keys, heads, blocks, keyBytes, keyRowBytes, valueBytes } = plan;
  const { query, key, value, preSoftmaxWeight, postSoftmaxWeight, bias } = problem;
  const like = (tensor: TensorInfo | undefined): TensorInfo | undefined => tensor && simd.output(tensor.shape);
  const gradients: AttentionGradients = {
    query: like(query),
    key: like(key),
    value: like(value),
    preSoftmaxWeight: like(preSoftmaxWeight),
    postSoftmaxWeight: like(postSoftmaxWeight),
    bias: bias && simd.output([batch, heads, queries, keys]),
  };
  const parts = numParts(plan, sizeOf(key.shape) + sizeOf(value.shape));
  plan.set(fields.PARTS, parts);
  plan.point(fields.OUTPUT, dOutput);
  plan.point(fields.STATISTICS, statistics);
  plan.point(fields.D_QUERY, gradients.query);
  plan.point(fields.D_BIAS, gradients.bias);
  const all = batch * parts;
  const sums: PartialSums[] = [
    new KeySums(simd, plan, gradients.key!, fields.D_KEY, parts),
    new KeySums(simd, plan, gradients.value!, fields.D_VALUE, parts),
  ];
  if (gradients.preSoftmaxWeight) sums.push(new MixSums(simd, gradients.preSoftmaxWeight, fields.D_PRE, all));
  if (gradients.postSoftmaxWeight) sums.push(new MixSums(simd, gradients.postSoftmaxWeight, fields.D_POST, all));
  const sumsBytes = sums.reduce((bytes, sum) => bytes + sum.bytes, 0);
  simd.withScratch(plan.bytes + keyBytes + keyRowBytes + valueBytes + sumsBytes, (scratch) => {
    let at = scratch + plan.bytes;
    packHeads(simd, plan, 'along', key, at, fields.KEY_PANELS);
    packHeads(simd, plan, 'across', key, (at += keyBytes), fields.KEY_ROWS);
    packHeads(simd, plan, 'along', value, (at += keyRowBytes), fields.VALUE_PANELS);
    at += valueBytes;
    const places = sums.map((sum) => {
      const place = at;
      sum.place(plan, place);
      at += sum.bytes;
      return place;
    });
    const table = plan.write(scratch);
    const turns = Math.ceil(blocks / parts);
    const atOnce = turnsAtOnce(plan);
    for (let turn = 0; turn < turns; turn += atOnce) {
      const last = Math.min(turns, turn + atOnce);
      simd.run('attentionGradient', { items: batch * parts, chunk: 1 }, table, turn, last);
    }
    sums.forEach((sum, i) => sum.add(places[i]));
  });
  return gradients;
}

function numParts({ batch, blocks }: AttentionPlan, size: number): number {
  const most = Math.max(1, Math.floor((PARTS_BYTES * batch) / (4 * size) / batch));
  return Math.min(blocks, most, Math.ceil(ITEMS / batch));
}

function turnsAtOnce({ rows, keys, heads, keySize, valueSize }: AttentionPlan): number {
  return Math.max(1, Math.floor(TASK / (rows * keys * heads * (3 * keySize + 2 * valueSize))));
}
