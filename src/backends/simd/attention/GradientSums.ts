import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { ELEMENTS, rowsOf } from '../chunks.js';
import type { SimdBackend } from '../SimdBackend.js';
import type { AttentionPlan } from './AttentionPlan.js';

/** Results of a task that adds matrices. */
const SUMS = 4096;

/** A gradient that kernels add up in memory that is lent, as they like it to lie. */
export abstract class GradientSums {
  protected address = 0;

  /**
   * @param bytes Bytes of memory that it needs.
   * @param shape Of the gradient.
   * @param field Where kernels read the address.
   */
  constructor(
    protected readonly simd: SimdBackend,
    readonly bytes: number,
    protected readonly shape: number[],
    private readonly field: number,
  ) {}

  /** Begins at 0. */
  place(plan: AttentionPlan, lent: number): void {
    this.simd.run('clear', { items: this.bytes, chunk: 4 * ELEMENTS }, lent);
    plan.set(this.field, lent);
    this.address = lent;
  }

  /** The gradient as a tensor. */
  abstract result(): TensorInfo;
}

/** Of a matrix that all batches share: each of the blocks at once adds to one of its own. */
export class MixSums extends GradientSums {
  constructor(
    simd: SimdBackend,
    shape: number[],
    field: number,
    private readonly numBlocks: number,
  ) {
    super(simd, 4 * numBlocks * sizeOf(shape), shape, field);
  }

  result(): TensorInfo {
    const { simd, shape, address, numBlocks } = this;
    const result = simd.output(shape);
    const size = sizeOf(shape);
    simd.run('addSlices', { items: size, chunk: SUMS }, address, numBlocks, size, simd.address(result));
    return result;
  }
}

/** Of keys or values `[b, k, h, size]`: kernels add to panels `[b, h, size / 8, k, 8]`. */
export class KeySums extends GradientSums {
  constructor(
    simd: SimdBackend,
    private readonly plan: AttentionPlan,
    bytes: number,
    shape: number[],
    field: number,
  ) {
    super(simd, bytes, shape, field);
  }

  result(): TensorInfo {
    const { simd, shape, address } = this;
    const { batch, heads, keys } = this.plan;
    const result = simd.output(shape);
    const job = { items: batch * keys, chunk: rowsOf(heads * shape[3]) };
    simd.run('unpackHeads', job, address, heads, keys, shape[3], simd.address(result));
    return result;
  }
}
