import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { ELEMENTS, rowsOf } from '../chunks.js';
import type { SimdBackend } from '../SimdBackend.js';
import type { AttentionPlan } from './AttentionPlan.js';

/** Results of a task that adds matrices. */
const SUMS = 4096;

/** A gradient that each part of each batch adds up for itself, in memory that is lent, and the sum of these. */
export abstract class PartialSums {
  protected address = 0;

  /**
   * @param bytes Bytes of memory that it needs.
   * @param shape Of the sum.
   * @param field Where kernels read the address.
   * @param parts How many there are, of each batch where batches have sums of their own.
   */
  constructor(
    protected readonly simd: SimdBackend,
    readonly bytes: number,
    protected readonly shape: number[],
    private readonly field: number,
    protected readonly parts: number,
  ) {}

  /** Begins at 0. */
  place(plan: AttentionPlan, lent: number): void {
    this.simd.run('clear', { items: this.bytes, chunk: 4 * ELEMENTS }, lent);
    plan.set(this.field, lent);
    this.address = lent;
  }

  /** Adds the parts. */
  abstract add(): TensorInfo;
}

/** Of a matrix that all batches share. */
export class MixSums extends PartialSums {
  constructor(simd: SimdBackend, shape: number[], field: number, parts: number) {
    super(simd, 4 * parts * sizeOf(shape), shape, field, parts);
  }

  add(): TensorInfo {
    const { simd, shape, address, parts } = this;
    const result = simd.output(shape);
    const size = sizeOf(shape);
    simd.run('addSlices', { items: size, chunk: SUMS }, address, parts, size, simd.address(result));
    return result;
  }
}

/** Of keys or values `[b, k, h, size]`; a part of a batch has `[h, size / 8, k, 8]`, which a product writes one after the other. */
export class KeySums extends PartialSums {
  /** @param ofPart Bytes of the panels of one part of all batches. */
  constructor(
    simd: SimdBackend,
    private readonly plan: AttentionPlan,
    ofPart: number,
    shape: number[],
    field: number,
    parts: number,
  ) {
    super(simd, parts * ofPart, shape, field, parts);
  }

  add(): TensorInfo {
    const { simd, shape, address, parts } = this;
    const { batch, heads, keys } = this.plan;
    const result = simd.output(shape);
    const job = { items: batch * keys, chunk: rowsOf(heads * shape[3]) };
    simd.run('sumHeads', job, address, parts, heads, keys, shape[3], simd.address(result));
    return result;
  }
}
