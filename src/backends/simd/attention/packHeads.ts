import type { TensorInfo } from '@tensorflow/tfjs-core';
import { ELEMENTS } from '../chunks.js';
import type { SimdBackend } from '../SimdBackend.js';
import type { AttentionPlan } from './AttentionPlan.js';

/** Lays out keys or values in panels of 8 of them, `along`, or of 8 of their numbers, `across`, and notes where. */
export function packHeads(
  simd: SimdBackend,
  plan: AttentionPlan,
  way: 'along' | 'across',
  tensor: TensorInfo,
  to: number,
  field: number,
): void {
  const { batch, heads, keys } = plan;
  const size = tensor.shape[3];
  const job = { items: batch * heads, chunk: Math.ceil(ELEMENTS / (keys * size)) };
  simd.run(way === 'along' ? 'packHeadsAlong' : 'packHeadsAcross', job, simd.address(tensor), heads, keys, size, to);
  plan.set(field, to);
}
