import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { ELEMENTS, rowsOf } from '../chunks.js';
import type { SimdBackend } from '../SimdBackend.js';
import type { AttentionPlan } from './AttentionPlan.js';

/** Results of a task that adds matrices. */
const SUMS = 4096;

/** A gradient that each part of each batch adds up for itself, in memory that is lent, and the sum of these. */
export abstract class PartialSums {
  /** Bytes of memory that it needs. */
  readonly bytes: number;

  /**
   * @param result What the sum is written to.
   * @param field Where kernels read the address.
   * @param numbers Numbers of all parts together.
   */
  constructor(
    protected readonly simd: SimdBackend,
    protected readonly result: TensorInfo,
    private readonly field: number,
    numbers: number,
  ) {
    this.bytes = 4 * numbers;
  }

  /** Begins at 0. */
  place(plan: AttentionPlan, lent: number): void {
    this.simd.run('clear', { items: this.bytes, chunk: 4 * ELEMENTS }, lent);
    plan.set(this.field, lent);
  }

  /** Adds the parts that lie there. */
  abstract add(lent: number): void;
}

/** Of a matrix that all batches share. */
export class MixSums extends PartialSums {
  private readonly size: number;

  constructor(
    simd: SimdBackend,
    result: TensorInfo,
    field: number,
    private readonly parts: number,
  ) {
    super(simd, result, field, parts * sizeOf(result.shape));
    this.size = sizeOf(result.shape);
  }

  add(lent: number): void {
    const { simd, result, size, parts } = this;
    simd.run('addSlices', { items: size, chunk: SUMS }, lent, parts, size, simd.address(result));
  }
}

/** Of keys or values `[b, k, h, size]`; a part of a batch has `[h, k, size]`, so that each head's are written one after the other. */
export class KeySums extends PartialSums {
  constructor(
    simd: SimdBackend,
    private readonly plan: AttentionPlan,
    result: TensorInfo,
    field: number,
    private readonly parts: number,
  ) {
    super(simd, result, field, parts * sizeOf(result.shape));
  }

  add(lent: number): void {
    const { simd, result, parts } = this;
    const { batch, heads, keys } = this.plan;
    const size = result.shape[3];
    const job = { items: batch * keys, chunk: rowsOf(heads * size) };
    simd.run('sumHeads', job, lent, parts, heads, keys, size, simd.address(result));
  }
}
