import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { ELEMENTS } from '../chunks.js';
import * as fields from '../kernels/attentionFields.js';
import type { SimdBackend } from '../SimdBackend.js';
import { AttentionPlan, type AttentionProblem } from './AttentionPlan.js';
import { packHeads } from './packHeads.js';

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
  const plan = new AttentionPlan(simd, problem);
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
  const sums = [
    { field: fields.D_KEY, to: gradients.key, groups: batch },
    { field: fields.D_VALUE, to: gradients.value, groups: batch },
    { field: fields.D_PRE, to: gradients.preSoftmaxWeight, groups: 1 },
    { field: fields.D_POST, to: gradients.postSoftmaxWeight, groups: 1 },
  ].flatMap(({ to, ...sum }) =>
    to === undefined ? [] : [new PartialSums(simd, to, sum.field, sum.groups, batch * parts)],
  );
  const sumsBytes = sums.reduce((bytes, sum) => bytes + sum.bytes, 0);
  simd.withScratch(plan.bytes + keyBytes + keyRowBytes + valueBytes + sumsBytes, (scratch) => {
    let at = scratch + plan.bytes;
    packHeads(simd, plan, 'along', key, at, fields.KEY_PANELS);
    packHeads(simd, plan, 'across', key, (at += keyBytes), fields.KEY_ROWS);
    packHeads(simd, plan, 'along', value, (at += keyRowBytes), fields.VALUE_PANELS);
    at += valueBytes;
    for (const sum of sums) {
      sum.place(plan, at);
      at += sum.bytes;
    }
    const table = plan.write(scratch);
    const turns = Math.ceil(blocks / parts);
    const atOnce = turnsAtOnce(plan);
    for (let turn = 0; turn < turns; turn += atOnce) {
      const last = Math.min(turns, turn + atOnce);
      simd.run('attentionGradient', { items: batch * parts, chunk: 1 }, table, turn, last);
    }
    for (const sum of sums) sum.add();
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

/** Gradients that each part of a batch adds up for itself, and their sum. */
class PartialSums {
  /** Bytes of memory that it needs. */
  readonly bytes: number;
  private readonly size: number;
  private address = 0;

  /** @param groups How many sums there are of all `parts`, one behind the other in the result. */
  constructor(
    private readonly simd: SimdBackend,
    private readonly result: TensorInfo,
    private readonly field: number,
    private readonly groups: number,
    private readonly parts: number,
  ) {
    this.size = sizeOf(result.shape) / groups;
    this.bytes = parts === groups ? 0 : 4 * parts * this.size;
  }

  /** Begins at 0: in the result where nothing has to be added, else in memory that is lent. */
  place(plan: AttentionPlan, lent: number): void {
    const { simd, result, size, parts } = this;
    this.address = this.bytes === 0 ? simd.address(result) : lent;
    simd.run('clear', { items: 4 * parts * size, chunk: 4 * ELEMENTS }, this.address);
    plan.set(this.field, this.address);
  }

  /** Adds the parts. */
  add(): void {
    if (this.bytes === 0) return;
    const { simd, result, size, groups, address } = this;
    const slices = this.parts / groups;
    for (let group = 0; group < groups; group++) {
      const from = address + 4 * group * slices * size;
      simd.run('addSlices', { items: size, chunk: 4096 }, from, slices, size, simd.address(result) + 4 * group * size);
    }
  }
}
